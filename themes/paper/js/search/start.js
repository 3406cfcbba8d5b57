// Starts the search when a page has asked for it.

import { mountSearch } from './dialog.js';
import { mountMarks } from './marks.js';

/** Serves the page's search, and marks what a reader came for. */
export function startSearch(root) {
  const q = new URLSearchParams(location.search).get('q') ?? '';
  const isPage = root.matches('main *');
  const field = root.querySelector('input[name=q]');
  field.value ||= q;
  mountSearch(root, document.documentElement.dataset);
  if (q && !isPage) mountMarks(root.dataset, q);
}

if (typeof document !== 'undefined') startSearch(document.querySelector('.dg-search'));

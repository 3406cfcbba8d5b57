// Starts the choice of a language on the pages that belong to none.

import { mountMissing, mountRoot } from './choose.js';
import { store } from '../store.js';

/** Serves the first page of the site, and the one that says a page is not there. */
export function startChoice(root, missing) {
  const chosen = store.get('lang');
  if (root) mountRoot(root.querySelectorAll('a'), chosen);
  if (missing) mountMissing(missing, chosen);
}

if (typeof document !== 'undefined') startChoice(document.querySelector('#dg-choose'), document.querySelector('#dg-choices'));

// The announcement above every page. The script in the head hides one that was closed.

import { store } from './store.js';

/** Closes it until its text changes. */
export function mountNews(root, bar) {
  bar.querySelector('button').addEventListener('click', () => {
    store.set('news', bar.dataset.id);
    delete root.dataset.news;
  });
}

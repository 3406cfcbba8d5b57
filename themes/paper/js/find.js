// Opens the search. Its script is fetched when a reader first asks for it.

import { store } from './store.js';

/** Whether a key asks for the search: `/` outside of fields, Ctrl or Cmd and K anywhere. */
export function isFindKey({ key, ctrlKey, metaKey, altKey }, isInField, hasSingleKeys) {
  if (altKey) return false;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'k';
  return key === '/' && !isInField && hasSingleKeys;
}

/** Fetches the script of the search, once. */
function fetchSearch(root) {
  if (root.dataset.script) document.head.append(Object.assign(document.createElement('script'), { src: root.dataset.script }));
  delete root.dataset.script;
}

/** Serves the link, the keys and an address with `?q=`. */
export function mountFind(root, link) {
  const field = root.querySelector('input[name=q]');
  const isDialog = root.localName === 'dialog';
  const open = (event) => {
    event.preventDefault();
    if (isDialog && !root.open) root.showModal();
    field.focus();
    field.select();
    fetchSearch(root);
  };
  link?.addEventListener('click', (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
  });
  addEventListener('keydown', (event) => {
    const isInField = !!event.target.closest?.('input, select, textarea, [contenteditable]');
    if (isFindKey(event, isInField, store.get('keys') !== 'off')) open(event);
  });
  root.addEventListener('click', (event) => {
    // A click on the dialog itself is one beside it; a hit on this page leads away from it.
    if (isDialog && (event.target === root || event.target.closest('[data-close], a'))) root.close();
  });
  if (!isDialog || new URLSearchParams(location.search).get('q')) fetchSearch(root);
}

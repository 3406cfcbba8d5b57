// Single keys: j and k walk the pairs of a facing page. A reader can switch them off.

import { store } from './store.js';

/**
 * The pair to go to.
 * @param {number} at the pair that has the focus, -1 for none
 * @param {number} seen the first pair in view, used when none has the focus
 * @param {number} by 1 for the next, -1 for the one before
 * @param {number} n how many there are, at least 1
 * @returns {number} from 0 to n - 1
 */
export function pairAfter(at, seen, by, n) {
  const to = at < 0 ? seen + (by > 0 ? 0 : -1) : at + by;
  return Math.max(0, Math.min(n - 1, to));
}

/** Moves the focus, and makes only the pair that gets it focusable: Tab stays for links. */
function walk(pairs, by) {
  const at = pairs.indexOf(document.activeElement.closest('.dg-pair'));
  const seen = pairs.findIndex((pair) => pair.getBoundingClientRect().top > 80);
  const pair = pairs[pairAfter(at, Math.max(0, seen), by, pairs.length)];
  pair.tabIndex = -1;
  pair.focus({ preventScroll: true });
  pair.scrollIntoView({ block: 'center' });
}

/** Listens for j and k on a page that has pairs. */
export function mountKeys(pairs) {
  addEventListener('keydown', (event) => {
    const by = { j: 1, k: -1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey || store.get('keys') === 'off') return;
    if (!event.target.closest?.('input, select, textarea, audio, video, [contenteditable]')) walk(pairs, by);
  });
}

// Marks what was searched for on the page that was found, with a way to clear it.

import { keep, make } from './page.js';
import { joined, matchesOf } from './excerpt.js';
import { queryOf } from './text.js';

/**
 * Cuts stretches of a joined text into those of its nodes.
 * @param {number[]} lengths of the nodes' texts, in order
 * @param {[number, number][]} marks in the joined text, sorted, apart
 * @returns {[number, number, number][]} which node, from, to; the last first, so that
 *   cutting a node moves none that is still to be cut
 */
export function byNode(lengths, marks) {
  const cuts = [];
  let node = 0;
  let start = 0;
  for (const [from, to] of marks) {
    while (node < lengths.length && start + lengths[node] <= from) start += lengths[node++];
    for (let at = node, before = start; at < lengths.length && before < to; before += lengths[at++]) {
      const [first, last] = [Math.max(0, from - before), Math.min(lengths[at], to - before)];
      if (first < last) cuts.push([at, first, last]);
    }
  }
  return cuts.reverse();
}

/** Marks the query in an element; gives how many places have it. */
function markIn(element, query) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest('script, style, button, svg, math')) nodes.push(walker.currentNode);
  const text = nodes.map((node) => node.data).join('');
  const marks = joined(matchesOf(text, query.parts));
  for (const [at, from, to] of byNode(nodes.map((node) => node.data.length), marks)) {
    const hit = nodes[at].splitText(from);
    hit.splitText(to - from);
    const mark = make('mark', { class: 'dg-found' });
    hit.replaceWith(mark);
    mark.append(hit);
  }
  return marks.length;
}

/** Marks `q` of the address in the text and offers to clear it. */
export function mountMarks(words, q) {
  const query = queryOf(q);
  const titles = [...document.querySelectorAll('.dg-chap h1, .dg-prose')];
  const n = titles.reduce((sum, element) => sum + markIn(element, query), 0);
  if (!n) return;
  const button = make('button', { type: 'button', class: 'dg-btn' }, words.clear);
  const bar = make('p', { class: 'dg-found-bar' }, make('bdi', {}, q), button);
  document.querySelector('.dg-prose').before(bar);
  button.addEventListener('click', () => {
    for (const mark of document.querySelectorAll('mark.dg-found')) mark.replaceWith(...mark.childNodes);
    for (const element of titles) element.normalize();
    bar.remove();
    keep('');
    document.querySelector('main').focus({ preventScroll: true });
  });
}

// Two languages side by side: the choice is kept, and a single page lets a reader look at
// the other language's half of a paragraph.

import { onDisk } from './disk.js';
import { store } from './store.js';

/**
 * The address of a chapter's facing page.
 * @param {string} href the chapter's own page, a whole address
 * @param {string} withs the codes of the locales that can stand beside it, spaces between
 * @param {string} view the code of the locale that the reader wants there, or ''
 * @returns {string} the facing page; `href` itself where there is none or none is wanted
 */
export function inView(href, withs, view) {
  if (!view || !withs.split(' ').includes(view)) return href;
  const url = new URL(href);
  url.pathname += `with-${view}/`;
  return url.href;
}

/** Sends the links of lists and pagers to facing pages, for a reader who chose these. */
export function mountView(links) {
  const view = store.get('view');
  for (const link of links) link.href = inView(link.href, link.dataset.with, view);
}

/**
 * The place for an id that this language has not: the last numbered one before it.
 * @param {string[]} ids of the page, in its order
 * @param {string} wanted an id that is not among them
 * @returns {string} one of them, or ''
 */
export function placeBefore(ids, wanted) {
  const number = (id) => Number(/^p(\d+)$/.exec(id)?.[1] ?? NaN);
  return ids.findLast((id) => number(id) < number(wanted)) ?? '';
}

/** Shows the reader who comes from another language a place near the one asked for. */
export function mountArrival(prose) {
  // Only numbered places have neighbours, and their ids are the same decoded.
  const wanted = location.hash.slice(1);
  if (document.getElementById(wanted)) return;
  const near = placeBefore(Array.from(prose.querySelectorAll('[id]'), (it) => it.id), wanted);
  if (near) document.getElementById(near).scrollIntoView();
}

/** The rows of a facing page, fetched once. */
async function fetched(address) {
  const answer = await fetch(address);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

/** The other language's half of the block with this id, as an element of this page. */
function half(rows, id, address) {
  const cell = rows.getElementById(id)?.closest('.dg-pair:not([data-shared])')?.children[1];
  if (!cell?.childNodes.length) return null;
  const peek = document.importNode(cell, true);
  peek.className = 'dg-peek';
  for (const named of peek.querySelectorAll('[id]')) named.removeAttribute('id');
  for (const name of ['href', 'src']) {
    for (const it of peek.querySelectorAll(`[${name}]`)) it.setAttribute(name, onDisk(new URL(it.getAttribute(name), address).href));
  }
  return peek;
}

/**
 * Shows and hides the other half: at a click with Alt, and at any click on the text for a
 * reader who set it so. Where the facing page cannot be fetched, as on the disk, the
 * reader is led to it.
 */
export function mountPeek(prose, link) {
  let rows;
  prose.addEventListener('click', async (event) => {
    if (!event.altKey && (store.get('peek') !== 'on' || !getSelection().isCollapsed)) return;
    const block = event.target.closest(':is(p, li, dt, h2, h3, h4, .dg-scroll)[id]');
    if (!block || event.target.closest('a, button, summary, .dg-peek')) return;
    event.preventDefault();
    const after = block.closest('.dg-h') ?? block;
    const shown = after.matches('li') ? after.querySelector(':scope > .dg-peek') : after.nextElementSibling;
    if (shown?.matches('.dg-peek')) return shown.remove();
    try {
      rows ??= fetched(link.href);
      const peek = half(await rows, block.id, link.href);
      if (peek) after.matches('li, dt') ? after.append(peek) : after.after(peek);
    } catch {
      location.href = `${link.href}#${block.id}`;
    }
  });
}

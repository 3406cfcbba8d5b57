// Where the reader is on the page, for the same page in another language and for next time.

import { store } from './store.js';

/**
 * The place being read: the last that begins above the reading line.
 * @param {{ id: string, top: number }[]} places in the order of the text, `top` in pixels
 *   from the window's upper edge
 * @param {number} line pixels from the window's upper edge
 * @returns {string} its id, '' above the first
 */
export function placeAt(places, line) {
  return places.findLast((place) => place.top < line)?.id ?? '';
}

/**
 * Where to go on, as it is remembered.
 * @param {string} text as stored
 * @returns {{ at: string, title: string } | null} `at` is an address from the book's root;
 *   null for anything that this script did not write
 */
export function bookmarkOf(text) {
  const [at = '', title = ''] = text.split('\n');
  return title && /^[^/:?#][^:?#]*(#.*)?$/.test(at) && !at.startsWith('..') ? { at, title } : null;
}

/**
 * The reading line: three tenths down the window, and at the end of a page its lower edge,
 * since the last places cannot rise higher.
 * @param {number} below pixels of the page that lie below the window
 * @param {number} height of the window
 * @returns {number} pixels from the window's upper edge
 */
export function readingLine(below, height) {
  return below > 1 ? height * 0.3 : height;
}

/** The id of the place being read; '' at the top of the page. A turn counts whose id is its
 * time, since only that is the same in every language. */
export function placeRead() {
  if (scrollY < 200) return '';
  const below = document.documentElement.scrollHeight - innerHeight - scrollY;
  const marks = document.querySelectorAll('.dg-prose :is(h2, h3, h4, p, li, dt, figure, div:not(.dg-turn:not([id^="t-"])), section)[id]');
  const places = Array.from(marks, (mark) => ({ id: mark.id, top: mark.getBoundingClientRect().top }));
  return placeAt(places, readingLine(below, innerHeight));
}

/** The language switch leads to the place being read, and both choices are remembered. */
export function mountLanguages(links) {
  for (const link of links) {
    link.addEventListener('click', () => {
      store.set('lang', link.dataset.locale);
      store.set('view', link.dataset.with ?? '');
      const place = 'same' in link.dataset && placeRead();
      if (place) link.hash = place;
    });
  }
}

/**
 * Keeps the place when a chapter is left, and offers it on the book's home page. Several
 * books may share a host and so a storage, hence the book's root is part of the key.
 */
export function mountBookmark(root, resume) {
  const base = new URL(root.dataset.root || './', location.href);
  const key = `at:${base.pathname}:${root.dataset.locale}`;
  if (resume) {
    const mark = bookmarkOf(store.get(key));
    if (!mark) return;
    resume.href = new URL(mark.at, base).href;
    resume.append(` · ${mark.title}`);
    resume.hidden = false;
  } else if (/^(part|chapter|interview|parallel)$/.test(root.dataset.kind)) {
    addEventListener('pagehide', () => {
      const place = placeRead();
      const at = location.pathname.slice(base.pathname.length) + (place && '#' + encodeURIComponent(place));
      store.set(key, `${at}\n${document.querySelector('h1').textContent.trim()}`);
    });
  }
}

// Comfort for readers, on pages that are whole without it. Every part has its own file and
// is given the elements it works on; a page that has none of them does not start it.

import { mountContents } from './contents.js';
import { mountListings } from './copy.js';
import { mountDisk } from './disk.js';
import { mountArrival, mountPeek, mountView } from './facing.js';
import { mountFind } from './find.js';
import { mountKeys } from './keys.js';
import { mountNews } from './news.js';
import { mountOutline } from './outline.js';
import { mountBookmark, mountLanguages } from './place.js';
import { mountPopovers } from './popovers.js';
import { mountSettings } from './settings.js';
import { mountTerms } from './terms.js';
import { mountTimecodes } from './timecodes.js';

/** Starts `mount` with what a selector finds first, if it finds anything. */
function withFirst(selector, mount) {
  const found = document.querySelector(selector);
  if (found) mount(found);
}

/** Starts `mount` with all that a selector finds, if it finds anything. */
function withAll(selector, mount) {
  const found = [...document.querySelectorAll(selector)];
  if (found.length) mount(found);
}

/** Starts everything that this page has use for. */
export function start(root) {
  withAll('a[data-with]:not(.dg-lang a)', mountView);
  if (location.protocol === 'file:') withAll('a[href]', mountDisk);
  else withAll('a.dg-term', mountTerms);
  withAll('.dg-lang a, #dg-choose a', mountLanguages);
  withFirst('#dg-view', (panel) => mountSettings(root, panel));
  withFirst('#dg-toc', mountContents);
  withFirst('#dg-outline', mountOutline);
  withFirst('#dg-news', (bar) => mountNews(root, bar));
  withAll('.dg-pair:not(.dg-pair-head)', mountKeys);
  withFirst('.dg-prose', mountArrival);
  withFirst('.dg-beside a', (link) => withFirst('.dg-prose', (prose) => mountPeek(prose, link)));
  withFirst('.dg-audio, .dg-video', (player) => withAll('a[data-t]', (links) => mountTimecodes(player, links)));
  withFirst('.dg-search', (search) => mountFind(search, document.querySelector('.dg-find')));
  mountPopovers();
  mountListings();
  mountBookmark(root, document.querySelector('#dg-resume'));
}

if (typeof document !== 'undefined') start(document.documentElement);

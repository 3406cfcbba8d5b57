// Follows the edits of the page that is open: loads it again, swaps its style sheet, shows
// what is wrong with it. Keeps the reader's place, open panels and settings of the page.

import { blockAt, placeOf } from './place.js';

const KEY = 'diglot-preview';
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
const HERE = new URL('.', import.meta.url);

const root = document.documentElement;
/** The blocks of the text; what stands beside it may not move with it. */
const blocks = () => {
  const found = document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6, p, li, tr, pre, figure, dt, dd)');
  return [...found].filter((it) => !it.closest('header, nav, aside, [popover]'));
};
const scrollers = () => [...document.querySelectorAll('nav, aside, [popover]')];

/** What the page's own script made of the root's attributes when the page was loaded. */
const loaded = { ...root.dataset };

/** What a reader has done to the page, for after it is loaded again. */
function state() {
  const texts = blocks().map((block) => {
    const { top, bottom } = block.getBoundingClientRect();
    return { text: block.textContent, top, bottom };
  });
  const changed = Object.entries({ ...root.dataset }).filter(([key, value]) => loaded[key] !== value);
  return {
    at: location.pathname,
    place: placeOf(texts),
    top: scrollY,
    left: scrollX,
    inner: scrollers().map((it) => [it.scrollTop, it.scrollLeft]),
    details: [...document.querySelectorAll('details')].map((it) => it.open),
    popovers: [...document.querySelectorAll('[popover][id]:popover-open')].map((it) => it.id),
    data: Object.fromEntries(changed),
    focus: document.activeElement?.id ?? '',
  };
}

function restore(kept) {
  Object.assign(root.dataset, kept.data);
  document.querySelectorAll('details').forEach((it, at) => {
    if (at in kept.details) it.open = kept.details[at];
  });
  for (const id of kept.popovers) {
    const panel = document.getElementById(id);
    if (panel?.popover && !panel.matches(':popover-open')) panel.showPopover();
  }
  if (kept.focus) document.getElementById(kept.focus)?.focus({ preventScroll: true });
  scrollers().forEach((it, at) => kept.inner[at] && it.scrollTo({ top: kept.inner[at][0], left: kept.inner[at][1], behavior: 'instant' }));
  const now = blocks();
  const block = kept.place && now[blockAt(now.map((it) => it.textContent), kept.place)];
  // At the top of a page there is nothing to hold on to.
  const top = block && kept.top > 0 ? scrollY + block.getBoundingClientRect().top - kept.place.top : kept.top;
  scrollTo({ top, left: kept.left, behavior: 'instant' });
}

/** Storage may be forbidden; the page is then loaded from its top. */
function keep(text) {
  try {
    sessionStorage.setItem(KEY, text);
  } catch {}
}

function kept() {
  try {
    const text = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    const found = JSON.parse(text);
    return found?.at === location.pathname ? found : null;
  } catch {
    return null;
  }
}

let isReloading = false;

function reload() {
  isReloading = true;
  keep(JSON.stringify(state()));
  history.scrollRestoration = 'manual';
  location.reload();
}

/** Puts a style sheet in the place of another, once it is there. */
function swap({ from, to }) {
  for (const old of document.querySelectorAll('link[rel=stylesheet]')) {
    if (!old.href.endsWith(from)) continue;
    const sheet = old.cloneNode();
    sheet.href = old.href.slice(0, -from.length) + to;
    sheet.addEventListener('load', () => old.remove());
    old.after(sheet);
  }
}

/** The panel of faults, over everything that the page may show. */
function panel() {
  const host = document.createElement('div');
  host.id = 'diglot-preview';
  host.lang = 'en';
  host.dir = 'ltr';
  host.popover = 'manual';
  const shadow = host.attachShadow({ mode: 'open' });
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = new URL('preview.css', HERE).href;
  const button = document.createElement('button');
  const list = document.createElement('div');
  list.className = 'list';
  list.tabIndex = 0;
  list.setAttribute('role', 'log');
  list.setAttribute('aria-label', 'What is wrong with the book');
  shadow.append(style, list, button);
  const show = (is) => {
    list.hidden = !is;
    button.setAttribute('aria-expanded', String(is));
  };
  button.addEventListener('click', () => show(list.hidden));
  addEventListener('keydown', (event) => event.key === 'Escape' && show(false));
  return { host, button, list, show };
}

let shown = null;
let toldBefore = '';

function tell(text) {
  const { n_errors: nErrors, n_warnings: nWarnings, told } = JSON.parse(text);
  if (nErrors + nWarnings === 0) {
    shown?.host.remove();
    shown = null;
    toldBefore = '';
    return;
  }
  shown ??= panel();
  shown.host.dataset.errors = nErrors;
  const count = (n, what) => (n === 0 ? [] : [`${n} ${what}${n === 1 ? '' : 's'}`]);
  shown.button.textContent = [...count(nErrors, 'error'), ...count(nWarnings, 'warning')].join(', ');
  shown.button.className = nErrors ? 'error' : 'warning';
  const messages = told.map((fault) => {
    const message = document.createElement('pre');
    message.className = fault.is_error ? 'error' : 'warning';
    message.dataset.file = fault.file;
    message.dataset.line = fault.line;
    message.textContent = fault.text;
    return message;
  });
  const left = nErrors + nWarnings - told.length;
  if (left > 0) {
    const more = document.createElement('p');
    more.textContent = `and ${left} more, in the terminal`;
    messages.push(more);
  }
  shown.list.replaceChildren(...messages);
  if (!shown.host.isConnected) document.body.append(shown.host);
  if (!shown.host.matches(':popover-open')) shown.host.showPopover();
  // What someone has put away stays away until there is something else to say.
  const errors = JSON.stringify(told.filter((fault) => fault.is_error));
  if (nErrors === 0) shown.show(false);
  else if (errors !== toldBefore) shown.show(true);
  toldBefore = nErrors === 0 ? '' : errors;
}

let seen = new URL(import.meta.url).searchParams.get('seen') ?? '';
let source = null;
let wait = FIRST_WAIT_MS;
let timer = 0;

/** Listens for edits while the page is looked at: a browser keeps few connections to one host. */
function follow() {
  clearTimeout(timer);
  if (document.visibilityState === 'hidden') {
    source?.close();
    source = null;
    return;
  }
  if (source) return;
  source = new EventSource(new URL(`events?${new URLSearchParams({ at: location.pathname + location.search, seen })}`, HERE));
  source.addEventListener('open', () => (wait = FIRST_WAIT_MS));
  source.addEventListener('faults', (event) => tell(event.data));
  source.addEventListener('reload', reload);
  source.addEventListener('style', (event) => {
    const style = JSON.parse(event.data);
    seen = style.seen;
    swap(style);
  });
  source.addEventListener('error', () => {
    source?.close();
    source = null;
    timer = setTimeout(follow, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  });
}

function leave() {
  clearTimeout(timer);
  source?.close();
  source = null;
  // A browser puts its own idea of the place over ours if it may, also while loading ends.
  if (!isReloading) history.scrollRestoration = 'auto';
}

const before = kept();
if (before) {
  restore(before);
  // Pictures and fonts that come later move the text.
  addEventListener('load', () => restore(before));
}
document.addEventListener('visibilitychange', follow);
addEventListener('pagehide', leave);
addEventListener('pageshow', follow);
follow();

// The search as a reader sees it: a field, a list of results, what can be narrowed. The
// same on every page in a dialog and on the search page in the text.

import { keep, make } from './page.js';
import { excerptOf } from './excerpt.js';
import { search } from './engine.js';
import { scriptsOf } from './scripts.js';
import { shelfOf } from './shelf.js';

const LIMIT = 10;
const EXCERPT = 120;

/** A text with its matches in `<mark>`. */
function marked({ text, marks, before, after }) {
  const pieces = [before && '… '];
  let at = 0;
  for (const [from, to] of marks) {
    pieces.push(text.slice(at, from), make('mark', {}, text.slice(from, to)));
    at = to;
  }
  return [...pieces, text.slice(at), after && ' …'];
}

/** Searches in one language; once more with files past the browser's store when they are
 * of another build than the rest. */
function searcherOf(folder, locale) {
  const open = (query) => shelfOf(scriptsOf(folder, locale, query));
  let shelf = open('');
  return {
    boot: () => shelf.boot(),
    async search(...request) {
      try {
        return await search(shelf, ...request);
      } catch {
        shelf = open(`?${Date.now()}`);
        return search(shelf, ...request);
      }
    },
  };
}

/**
 * Where a hit of another language leads in the reader's own: the same section there, else
 * the page, else `null`.
 */
export function ownOf(hit, locale) {
  const other = hit.page.o?.[locale];
  if (!other) return null;
  const [title, address] = other;
  const [heading, id] = hit.others[locale] ?? ['', ''];
  return { title, heading, id: id || (heading && hit.id), address: address || hit.page.u.replace(/^[^/]+/, locale) };
}

/** Hits by page, pages in the order of their best hit. */
export function byPage(hits) {
  const pages = new Map();
  for (const hit of hits) pages.set(hit.address, [...(pages.get(hit.address) ?? []), hit]);
  return [...pages.values()];
}

/**
 * Queries with less than all that was looked for: the words without quotation marks and
 * `-`, each by itself, or the two halves of one.
 * @param {{ text: string }[]} parts of the query
 * @returns {string[]} at most five, each of two letters or more, each once
 */
export function lessOf(parts) {
  let less = parts.map(({ text }) => text);
  if (less.length > 1) less.unshift(less.join(' '));
  else {
    const letters = [...less.join('')];
    const middle = letters.length >> 1;
    less = [letters, letters.slice(0, middle), letters.slice(middle)].map((half) => half.join(''));
  }
  return [...new Set(less)].filter((text) => [...text].length > 1).slice(0, 5);
}

/** Starts a search in its element. */
export function mountSearch(root, page) {
  const words = root.dataset;
  const field = root.querySelector('input[name=q]');
  const state = root.querySelector('[role=status]');
  const list = root.querySelector('[role=listbox]');
  const [part, speaker] = root.querySelectorAll('select');
  const both = root.querySelector('input[type=checkbox]');
  const site = new URL(page.root || './', location.href);
  const languages = JSON.parse(words.locales);
  const help = root.querySelector('.dg-search-help');
  /** What stands in `lang` for a locale, and its own name. */
  const languageOf = (locale) => languages.find(([code]) => code === locale);
  const tagOf = (locale) => languageOf(locale)?.[1];
  const searchers = new Map(languages.map(([code, , , folder]) => [code, searcherOf(new URL(folder, location.href).href, code)]));
  const counts = JSON.parse(words.counts);
  const plural = new Intl.PluralRules(document.documentElement.lang);
  const count = (n) => (counts[plural.select(n)] ?? counts.other).replace('{n}', n.toLocaleString(document.documentElement.lang));
  let asked = 0;
  let active = -1;
  let composing = false;

  /** A result, whole: in the reader's language where it can be. */
  function shown(hit, locale, { query, simplified }, isOwn) {
    const own = isOwn ? null : ownOf(hit, page.locale);
    const heading = hit.heading || hit.page.p;
    const tag = locale === page.locale ? '' : tagOf(locale);
    const base = own ?? { title: hit.page.p, heading: hit.heading, id: hit.id, address: hit.page.u };
    const parts = hit.parts ?? query.parts;
    const other = Object.entries(hit.page.o ?? {})[0];
    return {
      ...base,
      number: hit.page.n,
      lang: own ? '' : tag,
      textLang: tag,
      above: own ? [] : hit.above,
      second: own ? { text: heading, locale } : other && { text: hit.others[other[0]]?.[0] || other[1][0], locale: other[0] },
      name: hit.name,
      marks: excerptOf(base.heading || base.title, parts, simplified, 200),
      excerpt: excerptOf(hit.text, parts, simplified, EXCERPT),
    };
  }

  /** The results of a query, in the order shown, by language. */
  async function find(text) {
    const narrow = { part: part.value, speaker: speaker.value };
    const own = await searchers.get(page.locale).search(text, narrow, LIMIT);
    own.locale = page.locale;
    own.hits = own.hits.map((hit) => shown(hit, page.locale, own, true));
    const others = languages.map(([code]) => code).filter((code) => code !== page.locale);
    const isNarrow = part.value || speaker.value;
    // What is written in another language's letters is looked for there as well.
    const isOf = (code) => ({ run }) => run === /^(zh|ja|ko)/.test(code);
    const isMeant = (code) => both.checked || !own.n || own.partial || (own.hits.length < LIMIT && !own.query.parts.every(isOf(page.locale)) && own.query.parts.every(isOf(code)));
    const found = await Promise.all(
      others.filter((code) => !isNarrow && isMeant(code)).map(async (code) => {
        const there = await searchers.get(code).search(text, {}, LIMIT);
        return { ...there, locale: code, hits: there.hits.map((hit) => shown(hit, code, there, both.checked)) };
      }),
    );
    const fit = found.filter((there) => there.hits.length && (!there.partial || both.checked));
    if (both.checked) return [own, ...fit];
    if (fit.some(({ partial }) => !partial) && own.partial) own.hits = [];
    const known = new Set(own.hits.map((hit) => `${hit.address}#${hit.id}`));
    return [own, ...fit.map((there) => ({ ...there, hits: there.hits.filter((hit) => !known.has(`${hit.address}#${hit.id}`)) }))];
  }

  function option(hit, number) {
    const address = new URL(hit.address + (location.protocol === 'file:' ? 'index.html' : ''), site);
    address.searchParams.set('q', hit.name ?? field.value.trim());
    address.hash = hit.id;
    const path = hit.above.join(' › ');
    return make(
      'a',
      { class: 'dg-hit', id: `dg-hit-${number}`, role: 'option', tabindex: '-1', href: address.href, 'aria-selected': 'false' },
      make('b', { lang: hit.lang }, ...(hit.heading ? marked(hit.marks) : [hit.title])),
      path && make('small', { lang: hit.lang }, path),
      hit.second && hit.heading && make('small', { lang: tagOf(hit.second.locale) }, hit.second.text),
      hit.excerpt.text && make('span', { lang: hit.textLang }, ...marked(hit.excerpt)),
    );
  }

  function show(results) {
    const [own] = results;
    const n = results.reduce((sum, { hits }) => sum + hits.length, 0);
    // Only the texts tell whether a phrase is there.
    const total = own.hits.length && !own.query.phrases[0] ? Math.max(n, own.n) : n;
    const notes = [n ? count(total) : `${words.none}. ${words.fewer}`, n && own.partial && own.hits.length && words.some, n && !own.hits.length && words.elsewhere];
    state.textContent = notes.filter(Boolean).join(' ');
    let number = 0;
    const groups = results.flatMap(({ hits, locale }, at) => {
      const name = at && both.checked && make('p', { class: 'dg-hits-lang', role: 'presentation', lang: tagOf(locale) }, languageOf(locale)[2]);
      const pages = byPage(hits).map((ofPage) => {
        const [first] = ofPage;
        const id = `dg-page-${number}`;
        const title = make('p', { id, role: 'presentation', lang: first.lang }, first.number && make('span', { class: 'dg-no' }, first.number), first.title);
        return make('div', { role: 'group', 'aria-labelledby': id }, title, ...ofPage.map((hit) => option(hit, number++)));
      });
      return name ? [name, ...pages] : pages;
    });
    list.replaceChildren(...groups);
    field.setAttribute('aria-expanded', n > 0);
    activate(-1);
    return n;
  }

  /** A button that searches once more, after `change`. */
  function again(text, change) {
    const button = make('button', { type: 'button', class: 'dg-btn' }, text);
    button.addEventListener('click', () => {
      change();
      field.focus();
      ask();
    });
    return button;
  }

  /** Offers what does find something where a query found nothing: the whole book, less of
   * the query, another language. */
  async function offers(text, { query }) {
    const has = async (code, wanted, button) => (await searchers.get(code).search(wanted, {}, 1)).hits.length && button;
    const isNarrow = part.value || speaker.value;
    const shorter = (wanted, label = wanted) =>
      has(page.locale, wanted, again(label, () => {
        field.value = wanted;
        part.value = speaker.value = '';
      }));
    const elsewhere = ([code, , name]) => has(code, text, again(words.in.replace('{language}', name), () => (both.checked = true)));
    const found = await Promise.all([
      isNarrow && shorter(text, part.options[0].text),
      ...lessOf(query.parts).filter((wanted) => wanted !== text).map((wanted) => shorter(wanted)),
      ...languages.filter(([code]) => code !== page.locale && !both.checked).map(elsewhere),
    ]);
    return found.filter(Boolean);
  }

  /** Moves the reader's mark in the list; the focus stays in the field. */
  function activate(place) {
    const options = list.querySelectorAll('[role=option]');
    options[active]?.setAttribute('aria-selected', 'false');
    active = Math.max(-1, Math.min(options.length - 1, place));
    const option = options[active];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) field.setAttribute('aria-activedescendant', option.id);
    else field.removeAttribute('aria-activedescendant');
  }

  /** Searches for what the field holds; an answer that comes too late is not shown. */
  async function ask() {
    const turn = ++asked;
    help.replaceChildren();
    const text = field.value.trim();
    if (root.matches('main *')) keep(text);
    if (!text) {
      state.textContent = '';
      list.replaceChildren();
      field.setAttribute('aria-expanded', false);
      return activate(-1);
    }
    state.textContent ||= '…';
    try {
      const results = await find(text);
      if (turn !== asked || show(results)) return;
      const buttons = await offers(text, results[0]);
      if (turn === asked) help.replaceChildren(...buttons);
    } catch {
      if (turn === asked) state.textContent = words.failed;
    }
  }

  let timer = 0;
  const askSoon = () => {
    clearTimeout(timer);
    if (!composing) timer = setTimeout(ask, 60);
  };
  field.addEventListener('compositionstart', () => (composing = true));
  field.addEventListener('compositionend', () => {
    composing = false;
    askSoon();
  });
  field.addEventListener('input', askSoon);
  for (const control of [part, speaker, both]) control.addEventListener('change', ask);
  field.addEventListener('keydown', (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || composing || (!by && event.key !== 'Enter')) return;
    event.preventDefault();
    if (by) activate(active + by);
    else list.querySelectorAll('[role=option]')[Math.max(0, active)]?.click();
  });
  root.querySelector('form').addEventListener('submit', (event) => event.preventDefault());

  /** Offers what the book can be narrowed by. */
  async function narrowable() {
    const { filters } = await searchers.get(page.locale).boot();
    part.append(...filters.parts.map(({ title }) => new Option(title, title)));
    speaker.append(...filters.speakers.map(([name]) => new Option(name, name)));
    part.hidden = !filters.parts.length;
    speaker.hidden = !filters.speakers.length;
  }
  narrowable().catch(() => (state.textContent = words.failed));
  if (field.value.trim()) ask();
}

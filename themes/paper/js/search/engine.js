// Finds sections, best first; mirrors `src/search/engine.rs` and `lookup.rs`, and what both
// answer is held together by `tests/vectors/search/`. Pure.

import { fold, isNear, pairsOf, queryOf, seamsOf, squeezed, stem } from './text.js';
import { placeOf } from './shelf.js';

/** How many chunks, words and pairs one part of a query may ask for. */
const MAX_CHUNKS = 3;
const MAX_TRIES = 8;
const MAX_PAIRS = 8;

/**
 * How many times results are read: again for those that did not bear out the query, and more
 * often for what was copied.
 */
const MAX_ROUNDS = 3;
const MAX_ROUNDS_OF_COPIED = 9;

/** How far a look reaches beyond sections that have every part. */
const WIDE = 1;
const SEAMS = 2;

/**
 * How many files a query asks for, and a first look, which leaves some to the look at how
 * parts meet. A last look asks for more while nothing is found as it was typed.
 */
const MOST = 15;
const FIRST = 9;

/** From how many sections on words apart from one another are not read for until they meet. */
const LARGE = 5e4;

/** What a match is worth. */
const EXACT = 20;
const FORM = 16;
const INSIDE = 12;
const SLIP = 10;
const BEGINNING = 9;

const isShort = (text) => [...text].length < 3;

function add(group, list, worth, heading = 1) {
  group.cut ||= !!list.cut;
  for (const [section, bits] of list.sections) {
    const [most, known] = group.sections.get(section) ?? [0, 0];
    group.sections.set(section, [Math.max(most, worth * (1 + (bits & 7))), known | (heading & (bits >> 3))]);
  }
}

/** The terms that begin with a prefix, from a few chunks, `near` among them. */
async function beginning(shelf, prefix, near) {
  const { chunks } = await shelf.boot();
  let first = placeOf(chunks, prefix);
  let last = placeOf(chunks, prefix + '\uffff');
  if (last - first >= MAX_CHUNKS) {
    first = Math.max(first, placeOf(chunks, near) - 1);
    last = Math.min(first + MAX_CHUNKS - 1, last);
  }
  const read = await Promise.all(Array.from({ length: last - first + 1 }, (_, place) => shelf.chunk(first + place)));
  return read.flatMap((chunk) => [...chunk]).filter(([term]) => term.startsWith(prefix));
}

/** Words to try for one that no section has, with what each is worth. */
async function tries(shelf, text) {
  if (text.length < 2) return [];
  const { words } = await shelf.boot();
  const all = words.length <= MAX_CHUNKS;
  const places = all ? words.map((_, place) => place) : [text.slice(0, 2), text[1] + text[0]].map((prefix) => placeOf(words, prefix));
  const holding = [];
  const slips = [];
  for (const share of await Promise.all([...new Set(places)].sort((a, b) => a - b).map(shelf.words))) {
    for (const word of share) {
      if (word === text) continue;
      if (word.includes(text)) holding.push(word);
      else if (text.length > 3 && isNear(text, word)) slips.push(word);
    }
  }
  const best = (found, worth) => found.sort((a, b) => a.length - b.length).slice(0, MAX_TRIES).map((word) => [word, worth]);
  return [...best(holding, INSIDE), ...best(slips, SLIP)];
}

/** The sections that have a term that begins so. */
async function lookUpBeginning(shelf, text) {
  const group = { sections: new Map(), cut: false };
  for (const [, list] of await beginning(shelf, text, text)) add(group, list, EXACT);
  return group;
}

async function lookUpRun(shelf, text) {
  const group = { sections: new Map(), cut: false };
  const pairs = pairsOf(text);
  if (!pairs.length) return lookUpBeginning(shelf, text);
  const n = pairs.length;
  const many = n <= 6 ? n : Math.min(Math.ceil(n / 2), MAX_PAIRS - 1) + 1;
  const chosen = Array.from({ length: many }, (_, place) => pairs[Math.floor((place * (n - 1)) / Math.max(1, many - 1))]);
  const lists = await Promise.all(chosen.map(shelf.list));
  if (lists.includes(undefined)) return group;
  lists.sort((a, b) => a.cut - b.cut || a.sections.size - b.sections.size);
  const both = new Map(lists[0].sections);
  for (const { sections, cut } of lists.slice(1)) {
    for (const [section, bits] of both) {
      const other = sections.get(section);
      if (other !== undefined) both.set(section, Math.min(bits & 7, other & 7) | (bits & other & 8));
      else if (cut) both.set(section, bits & 7);
      else both.delete(section);
    }
  }
  add(group, { sections: both, cut: lists[0].cut }, EXACT);
  return group;
}

/** Looks up the part at a place; `reach` is nothing, `WIDE` or `SEAMS`. */
async function lookUp(shelf, query, place, reach) {
  const { text, run, exact } = query.parts[place];
  const group = { sections: new Map(), cut: false };
  const wide = reach === WIDE;
  const last = place === query.parts.length - 1;
  // The rest of a word or of a run: only the seam beside it tells where it stands.
  if (reach === SEAMS && (run ? [...text].length < 2 : (!place || last) && !exact)) return { ...group, cut: true };
  if (run) return lookUpRun(shelf, text);
  const root = stem(text);
  // A lone word was looked for in its forms before, in which the word itself may drown.
  const typed = wide && !place && last;
  const near = await beginning(shelf, exact || root.length < 3 || typed ? text : root, text);
  const longer = [];
  for (const [term, list] of near) {
    if (term === text) add(group, list, EXACT);
    else if (exact) continue;
    else if (stem(term) === root) add(group, list, FORM);
    else if (last && text.length > 1 && term.startsWith(text)) longer.push(list);
  }
  // A heading with a longer word says little where the word itself stands elsewhere.
  const heading = group.sections.size ? 0 : 1;
  for (const list of longer) add(group, list, BEGINNING, heading);
  if (!exact && ((wide && !typed) || !group.sections.size)) {
    const found = await tries(shelf, text);
    const lists = await Promise.all(found.map(([word]) => shelf.list(word)));
    lists.forEach((list, at) => list && add(group, list, found[at][1]));
    group.cut ||= wide && isShort(text);
  }
  return group;
}

/** Whether the query stands in one of the results as it was typed. */
const hasWhole = (found) => found.hits.some((hit) => hit.whole);

/** How much it says that a section has a part, in sixteenths. */
const rarity = (n, found) => Math.round(16 * Math.log(1 + Math.max(0, n - found + 0.5) / (found + 0.5)));

/** The sections that have every part, with what they are worth. */
function all(groups, n) {
  const rarities = groups.map((group) => rarity(n, group.sections.size));
  const smallest = groups.reduce((best, group) => ((group.cut - best.cut || group.sections.size - best.sections.size) < 0 ? group : best));
  const found = [];
  for (const section of smallest.sections.keys()) {
    let score = 0;
    let heading = 1;
    const isFit = groups.every((group, at) => {
      const [worth, own] = group.sections.get(section) ?? [0, 0];
      score += rarities[at] * worth;
      heading &= own;
      return worth || group.cut;
    });
    if (isFit) found.push([section, score + 7680 * heading]);
  }
  return found;
}

/** The sections that have any part. */
function any(groups, n) {
  const scores = new Map();
  for (const { sections } of groups) {
    for (const [section, [worth]] of sections) scores.set(section, (scores.get(section) ?? 0) + rarity(n, sections.size) * worth);
  }
  return [...scores];
}

/** Searches with a query as it is. */
async function answer(shelf, text, narrow, limit) {
  const boot = await shelf.boot();
  const { n, flags, filters } = boot;
  let simplified = flags & 2 ? await shelf.simplified() : undefined;
  let query = queryOf(text, simplified);
  const groupsOf = (wanted, reach) => Promise.all([...wanted.parts.map((_, place) => lookUp(shelf, wanted, place, reach)), ...(reach === SEAMS ? seamsOf(wanted.parts).map((seam) => lookUpBeginning(shelf, ` ${seam}`)) : [])]);

  /** Reads the best, drops those that only seemed to have a phrase, orders the others. */
  async function borneOut(candidates, partial, last, first) {
    const good = [];
    const rest = [];
    let left = candidates;
    for (let round = 0; round < (last > 1 ? MAX_ROUNDS_OF_COPIED : MAX_ROUNDS); round++) {
      const open = last && !hasWhole({ hits: good });
      // As many as are still missing: each may be a request. A last look takes them in order
      // until something is found as it was typed; elsewhere what is at hand will do.
      let free = last > 1 && open ? limit : limit - good.length;
      const wanted = [];
      left = left.filter(([section, score]) => {
        const taken = free > 0 && shelf.reaches(boot, section, open && round ? Infinity : first ? FIRST : MOST);
        if (taken) {
          free--;
          wanted.push(shelf.record(section).then((hit) => ({ ...hit, score })));
        } else if (open) free = 0;
        return !taken;
      });
      for (const hit of await Promise.all(wanted)) {
        const table = simplified ?? (hit.page.f && (await shelf.simplified()));
        const heading = fold(hit.heading || hit.page.p, table);
        const head = squeezed(heading);
        const plain = fold(hit.text, table);
        const body = `${head}\n${squeezed(plain)}`;
        // A lone part must not be made of two words.
        hit.whole = parts.length === 1 ? `${heading}\n${plain}`.includes(parts[0].text) : body.includes(whole);
        hit.bonus = 8 * (head === whole) + 4 * head.includes(whole) + 3 * parts.every((part) => heading.includes(part.text)) + hit.whole;
        const bears = phrases.every((phrase) => body.includes(phrase)) && parts.every((part) => !part.run || isShort(part.text) || body.includes(part.text));
        (partial || bears ? good : rest).push(hit);
      }
    }
    const hits = good.length || phrases.length ? good : rest;
    return hits.sort((a, b) => b.bonus - a.bonus || b.score - a.score || a.section - b.section).slice(0, limit);
  }

  async function attempt(groups, partial, last, first) {
    const unwanted = new Set();
    for (const parts of query.without) for (const [section] of all(await groupsOf({ parts }), n)) unwanted.add(section);
    const part = narrow.part && filters.parts.find(({ title }) => title === narrow.part);
    const term = narrow.speaker && filters.speakers.find(([name]) => name === narrow.speaker)?.[1];
    const spoken = term && (await shelf.list(term)).sections;
    const isWithin = (section) => (!part || (section >= part.start && section < part.end)) && (!spoken || spoken.has(section));
    const candidates = (partial ? any : all)(groups, n).filter(([section]) => !unwanted.has(section) && isWithin(section));
    candidates.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const hits = await borneOut(candidates, partial, last, first);
    return { hits, n: candidates.length, partial, query, simplified };
  }

  if (!query.parts.length) return { hits: [], n: 0, partial: false, query };
  let groups = await groupsOf(query);
  if (!simplified && flags & 1 && query.parts.some((part, at) => part.run && !groups[at].sections.size)) {
    simplified = await shelf.simplified();
    query = queryOf(text, simplified);
    groups = await groupsOf(query);
  }
  const { parts, phrases, whole } = query;
  // What stands anywhere as it was typed has all its parts meet there.
  const known = parts.length > 1 && seamsOf(parts).length === parts.length - 1;
  // Who types a few words wants those, wherever they stand; many were copied.
  const strict = await attempt(groups, false, !known && (!parts[1] || parts[4]), known);
  if (known && !hasWhole(strict)) {
    // What has no spaces, or a letter alone at an end, was copied: it is looked for until it
    // is found.
    const last = parts.every((part, at) => !at || part.joined) || !(parts[0].text[1] && parts.at(-1).text[1]) ? 2 : n < LARGE;
    const seamed = await attempt(await groupsOf(query, SEAMS), false, last);
    if (hasWhole(seamed)) return seamed;
  }
  const isLone = parts.length === 1 && !hasWhole(strict);
  let wider = groups;
  if ((!strict.n || isLone) && parts.some((part) => !part.run && !part.exact)) {
    wider = await groupsOf(query, WIDE);
    const wide = await attempt(wider, false, true);
    if (wide.n && (!strict.n || hasWhole(wide))) return wide;
  }
  if (!strict.n && parts.length > 1 && !phrases.length) return attempt(wider, true, true);
  if (!known || (hasWhole(strict) && strict.hits[limit - 1])) return strict;
  const more = await attempt(groups, false, false);
  // Others may have come before what the first look found as it was typed.
  if (!hasWhole(more)) more.hits = [...strict.hits.filter((hit) => hit.whole), ...more.hits].slice(0, limit);
  return more;
}

/** A query by the names that the book prefers. */
function preferred(names, text, simplified) {
  const of = (name) => names.get(squeezed(fold(name, simplified)));
  return of(text) ?? text.split(/\s+/).map((word) => of(word) ?? word).join(' ');
}

/**
 * Searches an index. Where few sections have a query, those follow that have it by other
 * names of its terms.
 * @param {ReturnType<import('./shelf.js').shelfOf>} index
 * @param {string} text the query
 * @param {{ part?: string, speaker?: string }} narrow by title and by name
 * @param {number} limit how many hits at most
 * @returns {Promise<{ hits: object[], n: number, partial: boolean, query: object, simplified?: object }>}
 *   `n` sections have what is looked for; with `partial` none has all of it; a hit with a
 *   `name` was found by that
 */
export async function search(index, text, narrow, limit) {
  const shelf = index.visit();
  const found = await answer(shelf, text, narrow, limit);
  if (found.hits.length >= limit || !((await shelf.boot()).flags & 4)) return found;
  const name = preferred(await shelf.names(), text, found.simplified);
  if (name === text) return found;
  const named = await answer(index.visit(), name, narrow, limit);
  if (named.partial || !named.hits.length) return found;
  const own = hasWhole(found) ? found : { hits: [], n: 0 };
  const more = named.hits.filter(({ section }) => own.hits.every((hit) => hit.section !== section));
  for (const hit of more) Object.assign(hit, { name, parts: named.query.parts });
  return { ...found, hits: [...own.hits, ...more].slice(0, limit), n: Math.max(own.n, named.n), partial: false };
}

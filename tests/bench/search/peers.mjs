// Other searches over the same sections and queries, set up as their makers advise.

import zlib from 'node:zlib';

import elasticlunr from 'elasticlunr';
import MiniSearch from 'minisearch';

import { pagefindOver } from './pagefind.mjs';

const FIELDS = ['title', 'heading', 'text'];
const kilo = (text) => (zlib.gzipSync(text, { level: 9 }).length / 1024).toFixed(0);

/** Words by the platform's own segmenter. */
const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
const segments = (text) => Array.from(segmenter.segment(text)).filter((it) => it.isWordLike).map((it) => it.segment);

/** MiniSearch, its whole index fetched. */
function miniSearch(sections, tokenize) {
  const engine = new MiniSearch({ idField: 'key', fields: FIELDS, ...(tokenize && { tokenize }), searchOptions: { boost: { title: 2, heading: 3 }, prefix: true, fuzzy: 0.2, combineWith: 'AND' } });
  engine.addAll(sections);
  return { size: kilo(JSON.stringify(engine)), find: (query) => engine.search(query).slice(0, 10).map((hit) => hit.id) };
}

/** elasticlunr as mdBook sets it up. */
function lunr(sections) {
  const engine = elasticlunr(function () {
    this.setRef('key');
    for (const field of FIELDS) this.addField(field);
  });
  for (const { key, title, heading, text } of sections) engine.addDoc({ key, title, heading, text });
  const options = { bool: 'AND', expand: true, fields: { title: { boost: 2 }, heading: { boost: 2 }, text: { boost: 1 } } };
  return { size: kilo(JSON.stringify(engine)), find: (query) => engine.search(query, options).slice(0, 10).map((hit) => hit.ref) };
}

/**
 * Prints a row for each.
 * @param {(queries: object[], find: (query: string) => string[]) => Promise<{ recall: number, rank: number }>} measure
 * @param {(text: string) => void} say
 */
export async function peers(cases, measure, say) {
  say('\n| search | pages | recall@10 | MRR | KB gzip for ten results, cold |\n| --- | --- | --- | --- | --- |');
  for (const { locale, sections, queries } of cases) {
    const all = { 'MiniSearch': miniSearch(sections), 'MiniSearch, Intl.Segmenter': miniSearch(sections, segments), elasticlunr: lunr(sections) };
    for (const [name, { size, find }] of Object.entries(all)) {
      const { recall, rank } = await measure(queries, async (query) => find(query));
      say(`| ${name} | ${locale} | ${recall.toFixed(3)} | ${rank.toFixed(3)} | ${size} |`);
    }
    await pagefind({ locale, sections, queries }, measure, say);
  }
}

/** How many queries a cold reader is weighed with. */
const WEIGHED = 30;

/** Pagefind's row; a note where it is not installed or has no binary for this machine. */
async function pagefind({ locale, sections, queries }, measure, say) {
  let engine;
  try {
    engine = await pagefindOver(sections, locale);
  } catch (error) {
    say(`| Pagefind | ${locale} | not run: ${error.message.split('\n')[0]} | | |`);
    return;
  }
  const { recall, rank } = await measure(queries, engine.find);
  const costs = [];
  for (let n = 0; n < queries.length; n += Math.ceil(queries.length / WEIGHED)) costs.push(await engine.cost(queries[n].query));
  const median = (key) => costs.map((cost) => cost[key]).sort((a, b) => a - b)[costs.length >> 1];
  say(`| Pagefind | ${locale} | ${recall.toFixed(3)} | ${rank.toFixed(3)} | ${(median('bytes') / 1024).toFixed(0)}, ${median('files')} requests |`);
  engine.close();
}

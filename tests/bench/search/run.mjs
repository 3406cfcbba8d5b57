// How well the search finds, what it costs a reader, and how others do on the same pages
// and queries. `node tests/bench/search/run.mjs SITE QUERIES [--peers]` prints a table.

import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

import { keysOf, shelfAt } from './reader.mjs';
import { sectionsOf } from './sections.mjs';
import { stretchesOf } from './stretches.mjs';
import { judged, score, truthOf } from './truth.mjs';
import { fold, partsOf } from '../../../themes/paper/js/search/text.js';

const [site, queriesFile, ...flags] = process.argv.slice(2);
const queries = JSON.parse(fs.readFileSync(queriesFile, 'utf8'));

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const at = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const say = (text) => process.stdout.write(`${text}\n`);
const kilo = (bytes) => (bytes / 1024).toFixed(1);

/** The sections of a locale and its queries, each with what it ought to find. */
async function caseOf(locale, set) {
  const folder = path.join(site, locale, '_s');
  const simplified = fs.existsSync(path.join(folder, 'f.js')) ? await shelfAt(folder).shelf.simplified() : undefined;
  const sections = judged(sectionsOf(site, locale), simplified);
  const counts = new Map();
  const all = Object.entries(queries[set]).flatMap(([kind, list]) => list.map((query) => ({ kind, query, truth: truthOf(query, kind, sections, simplified, locale === 'en', counts) })));
  return { locale, folder, simplified, sections, queries: all.filter(({ truth }) => truth.size) };
}

/** Recall and rank of a way to search, over all queries and by kind. */
async function quality(queries, find) {
  const scores = [];
  for (const { kind, query, truth } of queries) scores.push({ kind, query, ...score(await find(query), truth) });
  return scores;
}

async function measure({ locale, folder, queries: list }) {
  const { shelf } = shelfAt(folder);
  const scores = await quality(list, (query) => keysOf(shelf, query));
  const costs = [];
  for (const { query } of list) {
    const cold = shelfAt(folder);
    let start = performance.now();
    await keysOf(cold.shelf, query);
    const coldMs = performance.now() - start;
    start = performance.now();
    await keysOf(cold.shelf, query);
    costs.push({ query, ...cold.asked, coldMs, warmMs: performance.now() - start });
  }
  const of = (key) => costs.map((cost) => cost[key]);
  say(`\n## ${locale}: ${list.length} queries\n`);
  say(`recall@10 ${mean(scores.map((it) => it.recall)).toFixed(4)}, MRR ${mean(scores.map((it) => it.rank)).toFixed(4)}`);
  for (const kind of new Set(list.map((it) => it.kind))) {
    const own = scores.filter((it) => it.kind === kind);
    say(`  ${kind}: ${own.length} queries, recall ${mean(own.map((it) => it.recall)).toFixed(3)}, MRR ${mean(own.map((it) => it.rank)).toFixed(3)}`);
  }
  if (flags.includes('--show')) for (const it of scores) if (it.recall < 1 || it.rank < 1) say(`    ${it.kind} ${it.query}: ${it.recall.toFixed(2)} ${it.rank.toFixed(2)}`);
  say(`KB gzip cold: median ${kilo(at(of('bytes'), 0.5))}, p95 ${kilo(at(of('bytes'), 0.95))}, most ${kilo(Math.max(...of('bytes')))}`);
  say(`KB until the first result: median ${kilo(at(of('first'), 0.5))}, p95 ${kilo(at(of('first'), 0.95))}`);
  say(`requests: median ${at(of('files'), 0.5)}, p95 ${at(of('files'), 0.95)}, most ${Math.max(...of('files'))} (${costs.find((it) => it.files === Math.max(...of('files'))).query})`);
  say(`ms in Node: cold median ${at(of('coldMs'), 0.5).toFixed(1)}, p95 ${at(of('coldMs'), 0.95).toFixed(1)}; warm median ${at(of('warmMs'), 0.5).toFixed(2)}, p95 ${at(of('warmMs'), 0.95).toFixed(2)}`);
}

/** A stretch as a reader would type it who means neither a phrase nor what must not be there. */
const typed = (stretch) => stretch.replace(/(^|\s)(?:-(?=[^\s-])|["“”„«»「」『』＂]+)+/g, '$1');

/** Whether every stretch of every heading and of 500 sentences is found. */
async function stretches({ locale, folder, simplified, sections }) {
  const { shelf } = shelfAt(folder);
  const letters = (text) => partsOf(fold(text, simplified)).map((part) => part.text).join('');
  const known = new Map(sections.map((section) => [section.key, letters(`${section.title}\n${section.heading}\n${section.text}`)]));
  const wanted = [...stretchesOf(sections, locale)].filter(([stretch]) => letters(stretch));
  const missed = [];
  const cut = { n: 0, missed: 0 };
  for (const [stretch, isCut] of wanted) {
    const keys = await keysOf(shelf, typed(stretch));
    const isMissed = !keys.some((key) => known.get(key)?.includes(letters(stretch)));
    cut.n += isCut;
    cut.missed += isCut && isMissed;
    if (isMissed && !isCut) missed.push(stretch);
  }
  const n = wanted.length - cut.n;
  say(`stretches of 2 to 6 characters: ${n - missed.length} of ${n} found (${(100 - (100 * missed.length) / n).toFixed(2)} %)`);
  say(`  and of those that begin or end within words, looked for but not promised: ${cut.n - cut.missed} of ${cut.n}`);
  if (missed.length) say(`  missed: ${missed.slice(0, 40).map((it) => JSON.stringify(it)).join(' ')}`);
}

const cases = [await caseOf('zh', 'rb_zh'), await caseOf('en', 'rb_en')];
for (const it of cases) {
  await measure(it);
  if (!flags.includes('--quick')) await stretches(it);
}
if (flags.includes('--peers')) {
  const { peers } = await import('./peers.mjs');
  const means = async (list, find) => {
    const scores = await quality(list, find);
    return { recall: mean(scores.map((it) => it.recall)), rank: mean(scores.map((it) => it.rank)) };
  };
  await peers(cases, means, say);
  // Pagefind's helpers keep the process alive.
  process.exit();
}

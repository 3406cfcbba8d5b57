// The browser's half of the search: the tables that the program is held to as well, the
// answers it gives to the same index, and what only a browser shows.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { isFindKey } from '../../themes/paper/js/find.js';
import { byPage, lessOf, ownOf } from '../../themes/paper/js/search/dialog.js';
import { search } from '../../themes/paper/js/search/engine.js';
import { excerptOf, joined, matchesOf } from '../../themes/paper/js/search/excerpt.js';
import { byNode } from '../../themes/paper/js/search/marks.js';
import { inflate, shelfOf } from '../../themes/paper/js/search/shelf.js';
import { fold, isNear, partsOf, queryOf, stem } from '../../themes/paper/js/search/text.js';

const vectors = new URL('../vectors/search/', import.meta.url);

/** The lines of a table, each cut at its tabs. */
function rows(name) {
  const lines = readFileSync(new URL(name, vectors), 'utf8').split('\n').filter((line) => line && !line.startsWith('# '));
  assert.ok(lines.length > 5);
  return lines.map((line) => line.split('\t'));
}

/** The index of each locale of the small book, and what the program finds in it. */
const locales = JSON.parse(readFileSync(new URL('answers.json', vectors), 'utf8'));
const shelfFor = ({ files }, asked = []) =>
  shelfOf(async (name) => {
    asked.push(name);
    return Uint8Array.from(Buffer.from(files[name], 'base64'));
  });

test('texts fold as the table says', async () => {
  const simplified = Object.fromEntries(
    rows('fold.tsv').flatMap(([, folded, kept]) => [...kept].map((letter, at) => [letter, [...folded][at]]).filter(([from, to]) => from !== to)),
  );
  for (const [text, folded, kept] of rows('fold.tsv')) {
    assert.equal(fold(text), kept);
    assert.equal(fold(text, simplified), folded);
  }
});

test('texts come apart as the table says', () => {
  for (const [folded, expected = ''] of rows('parts.tsv')) {
    assert.equal(partsOf(folded).map(({ text, run }) => (run ? `[${text}]` : text)).join(' '), expected);
  }
});

test('forms and slips are as the tables say', () => {
  for (const [a, b] of rows('stem.tsv')) assert.equal(stem(a), stem(b), `${a} and ${b}`);
  for (const [a, b, near] of rows('near.tsv')) assert.deepEqual([isNear(a, b), isNear(b, a)], [near === 'yes', near === 'yes'], `${a} and ${b}`);
});

test('the browser answers as the program does', async () => {
  let n = 0;
  for (const locale of locales) {
    for (const [query, expected] of Object.entries(locale.answers)) {
      const found = await search(shelfFor(locale), query, {}, 10);
      const lines = found.hits.map((hit) => `${hit.page.u}${hit.id && `#${hit.id}`}\n`).join('');
      assert.equal((found.partial ? 'some of it:\n' : '') + lines, expected, query);
      n++;
    }
  }
  assert.ok(n > 20);
});

test('a query asks for few files, however many seem to have it', async () => {
  const long = locales.at(-1);
  assert.ok(Object.keys(long.files).length > 40);
  for (const query of Object.keys(long.answers)) {
    const asked = [];
    const { hits } = await search(shelfFor(long, asked), query, {}, 10);
    assert.ok(asked.length <= 15, `${query}: ${asked.length}`);
    assert.ok(hits.some(({ whole }) => whole), query);
  }
});

test('what found nothing is offered with less', () => {
  const less = (text) => lessOf(queryOf(text).parts);
  assert.deepEqual(less('"unwrap 闭包"'), ['unwrap 闭包', 'unwrap', '闭包']);
  assert.deepEqual(less('量子纠缠态'), ['量子纠缠态', '量子', '纠缠态']);
  assert.deepEqual(less('"a"'), []);
  assert.deepEqual(less('own own'), ['own own', 'own']);
});

test('a search is narrowed to a part', async () => {
  const shelf = shelfFor(locales[0]);
  const { filters } = await shelf.boot();
  assert.deepEqual(filters.parts.map(({ title }) => title), ['认识所有权', '特征']);
  const { hits } = await search(shelf, '程', { part: '特征' }, 10);
  assert.deepEqual(hits.map((hit) => hit.page.p), ['特征']);
});

test('the bytes of a file come out of its script', async () => {
  const { deflateRawSync } = await import('node:zlib');
  const bytes = await inflate(deflateRawSync(Buffer.from('所有权')).toString('base64'));
  assert.equal(new TextDecoder().decode(bytes), '所有权');
});

test('a query has phrases and what must not be there; an option of a program is a word', () => {
  const query = queryOf('“set of rules” cargo --release -value');
  assert.deepEqual(query.phrases, ['setofrules']);
  assert.deepEqual(query.without.map((parts) => parts.map(({ text }) => text)), [['value']]);
  assert.ok(query.parts.some(({ text }) => text === 'release'));
});

test('an excerpt shows where what is looked for stands nearest together', () => {
  const { parts } = queryOf('使用的 s');
  const text = `使用的名字，${'一'.repeat(90)} string ${'二'.repeat(200)}，这里使用的 sleep。${'三'.repeat(200)}使用的`;
  const excerpt = excerptOf(text, parts, undefined, 120);
  assert.deepEqual(excerpt.marks.map(([from, to]) => excerpt.text.slice(from, to)), ['使用的', 'sleep']);
  const { text: long, before } = excerptOf(`${'前'.repeat(40)}，${'长'.repeat(200)}`, queryOf('长'.repeat(150)).parts, undefined, 120);
  assert.deepEqual([long, before], ['长'.repeat(120), true]);
});

test('an excerpt holds the matches, whole, and breaks no character', () => {
  const text = `${'前面的话很长。'.repeat(20)}这里说到所有权规则，也说到 HashMap 的键。${'后面的话。'.repeat(40)}`;
  const { parts } = queryOf('所有权 hashm');
  const excerpt = excerptOf(text, parts, undefined, 120);
  assert.deepEqual(excerpt.marks.map(([from, to]) => excerpt.text.slice(from, to)), ['所有权', 'HashMap']);
  assert.deepEqual([excerpt.before, excerpt.after, excerpt.text.length <= 120], [true, true, true]);
  const rare = excerptOf('𠀀'.repeat(100), queryOf('𠀀').parts, undefined, 31);
  assert.doesNotMatch(rare.text, /^[\udc00-\udfff]|[\ud800-\udbff]$/);
});

test('traditional text is marked by a simplified query', () => {
  const simplified = { 權: '权', 規: '规', 則: '则' };
  assert.deepEqual(matchesOf('所有權規則', queryOf('所有权').parts, simplified), [[0, 3, 0]]);
});

test('marks that touch become one, and are cut where nodes end, the last first', () => {
  assert.deepEqual(joined([[0, 2, 0], [1, 4, 1], [4, 5, 0], [7, 8, 0]]), [[0, 5], [7, 8]]);
  assert.deepEqual(byNode([3, 2, 4], [[1, 4], [5, 6]]), [[2, 0, 1], [1, 0, 1], [0, 1, 3]]);
});

test('a hit of another language leads to the same section in the reader’s', () => {
  const page = { u: 'zh/a/', p: '甲', o: { en: ['Alpha', ''] } };
  assert.deepEqual(ownOf({ page, id: 'rules', others: { en: ['Rules', ''] } }, 'en'), { title: 'Alpha', heading: 'Rules', id: 'rules', address: 'en/a/' });
  assert.deepEqual(ownOf({ page, id: '规则', others: { en: ['Rules', 'rules'] } }, 'en').id, 'rules');
  assert.deepEqual(ownOf({ page, id: '规则', others: {} }, 'en').id, '');
  assert.equal(ownOf({ page, id: '', others: {} }, 'ja'), null);
});

test('hits stand by page, in the order of the best of each', () => {
  const hits = [{ address: 'b/', id: '1' }, { address: 'a/', id: '2' }, { address: 'b/', id: '3' }];
  assert.deepEqual(byPage(hits).map((page) => page.map(({ id }) => id)), [['1', '3'], ['2']]);
});

test('the keys of the search leave fields and other shortcuts alone', () => {
  const key = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
  assert.equal(isFindKey(key('/'), false, true), true);
  assert.equal(isFindKey(key('/'), true, true), false);
  assert.equal(isFindKey(key('/'), false, false), false);
  assert.equal(isFindKey(key('k', { metaKey: true }), true, false), true);
  assert.equal(isFindKey(key('k'), false, true), false);
});

// What is remembered, what the disk needs, and what the inline script does.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

import { onDisk } from '../../themes/paper/js/disk.js';
import { storeOf } from '../../themes/paper/js/store.js';

/** A storage over a map. */
function storage(entries = {}) {
  const map = new Map(Object.entries(entries));
  return {
    map,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => map.set(key, value),
    removeItem: (key) => map.delete(key),
  };
}

/** Runs the script of the head on a root element with these data and this storage. */
function boot(dataset, local) {
  const text = readFileSync(new URL('../../themes/paper/js/boot.js', import.meta.url), 'utf8');
  const window = { document: { documentElement: { dataset } } };
  Object.defineProperty(window, 'localStorage', { get: local });
  vm.runInNewContext(text, window);
  return dataset;
}

function forbidden() {
  throw new Error('SecurityError');
}

test('the store keeps its keys apart from those of others, and forgets', () => {
  const local = storage();
  const store = storeOf(() => local);
  store.set('theme', 'dark');
  assert.deepEqual([...local.map], [['dg:theme', 'dark']]);
  assert.equal(store.get('theme'), 'dark');
  store.set('theme', '');
  assert.equal(local.map.size, 0);
  assert.equal(store.get('theme'), '');
});

test('a forbidden storage is an empty one', () => {
  const store = storeOf(forbidden);
  store.set('theme', 'dark');
  assert.equal(store.get('theme'), '');
});

test('the disk is told the file in a folder, a server is not', () => {
  const table = {
    'file:///book/zh/': 'file:///book/zh/index.html',
    'file:///book/zh/#a': 'file:///book/zh/index.html#a',
    'file:///book/zh/?q=a': 'file:///book/zh/index.html?q=a',
    'file:///book/a.epub': 'file:///book/a.epub',
    'https://example.org/zh/': 'https://example.org/zh/',
  };
  for (const [from, to] of Object.entries(table)) assert.equal(onDisk(from), to);
});

test('the first frame has the colours, face and size that the reader chose', () => {
  const local = storage({ 'dg:theme': 'sepia', 'dg:size': '3', 'dg:lang': 'zh' });
  assert.deepEqual(boot({}, () => local), { js: '', theme: 'sepia', size: '3' });
});

test('without storage the first frame still knows that there is script', () => {
  assert.deepEqual(boot({ news: 'a1' }, forbidden), { js: '', news: 'a1' });
});

test('an announcement that was closed stays closed until it says something else', () => {
  const local = storage({ 'dg:news': 'a1' });
  assert.deepEqual(boot({ news: 'a1' }, () => local), { js: '' });
  assert.deepEqual(boot({ news: 'b2' }, () => local), { js: '', news: 'b2' });
});

// Where a reader is: on the page, in its outline, among its pairs, and in the book.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { scrollFor } from '../../themes/paper/js/contents.js';
import { pairAfter } from '../../themes/paper/js/keys.js';
import { sectionRead } from '../../themes/paper/js/outline.js';
import { bookmarkOf, placeAt, readingLine } from '../../themes/paper/js/place.js';

const PLACES = [
  { id: 'one', top: -400 },
  { id: 'two', top: 90 },
  { id: 'three', top: 700 },
];

test('the place read is the last that begins above the line', () => {
  assert.equal(placeAt(PLACES, 240), 'two');
  assert.equal(placeAt(PLACES, 0), 'one');
  assert.equal(placeAt(PLACES, -500), '');
  assert.equal(placeAt([], 240), '');
});

test('at the end of a page the last place counts, though it cannot rise to the line', () => {
  assert.equal(placeAt(PLACES, readingLine(0, 900)), 'three');
  assert.equal(placeAt(PLACES, readingLine(500, 900)), 'two');
});

test('the contents scroll only as far as the present chapter needs', () => {
  assert.equal(scrollFor(100, 800), 0);
  assert.equal(scrollFor(1000, 800), 600);
});

test('the section read is the last whose heading has passed', () => {
  assert.equal(sectionRead([true, true, false]), 1);
  assert.equal(sectionRead([false, false]), -1);
});

test('j and k stay among the pairs', () => {
  assert.equal(pairAfter(3, 0, 1, 10), 4);
  assert.equal(pairAfter(9, 0, 1, 10), 9);
  assert.equal(pairAfter(0, 0, -1, 10), 0);
});

test('without a focus j goes to the first pair in view and k to the one before', () => {
  assert.equal(pairAfter(-1, 5, 1, 10), 5);
  assert.equal(pairAfter(-1, 5, -1, 10), 4);
});

test('a bookmark is read back as it was written', () => {
  assert.deepEqual(bookmarkOf('zh/ch04/#rules\n什么是所有权？'), { at: 'zh/ch04/#rules', title: '什么是所有权？' });
});

test('a bookmark that leads out of the book is none', () => {
  for (const at of ['', '/zh/', '//evil.example/', 'javascript:alert(1)', 'https://evil.example/', '../other/', '#x']) {
    assert.equal(bookmarkOf(`${at}\nTitle`), null, at);
  }
  assert.equal(bookmarkOf('zh/ch04/'), null);
});

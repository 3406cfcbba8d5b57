// Where links lead for a reader of two languages, and where a reader arrives from another.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { inView, placeBefore } from '../../themes/paper/js/facing.js';

test('a link leads to the facing page that the reader chose, if there is one', () => {
  const table = [
    ['https://example.org/zh/a/', 'en ja', 'en', 'https://example.org/zh/a/with-en/'],
    ['https://example.org/zh/a/#b', 'en', 'en', 'https://example.org/zh/a/with-en/#b'],
    ['https://example.org/zh/a/', 'ja', 'en', 'https://example.org/zh/a/'],
    ['https://example.org/zh/a/', 'en', '', 'https://example.org/zh/a/'],
    ['file:///book/zh/a/', 'en', 'en', 'file:///book/zh/a/with-en/'],
  ];
  for (const [href, withs, view, expected] of table) assert.equal(inView(href, withs, view), expected);
});

test('a reader who asks for a place that is not there comes to the last one before it', () => {
  assert.equal(placeBefore(['p1', 'rules', 'p4', 'p9'], 'p7'), 'p4');
  assert.equal(placeBefore(['p4'], 'p3'), '');
  assert.equal(placeBefore(['p4', 'rules'], 'elsewhere'), '');
  assert.equal(placeBefore([], 'p3'), '');
});

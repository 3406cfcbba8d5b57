// The reader's place on a page that is edited.

import assert from 'node:assert/strict';
import test from 'node:test';

import { blockAt, placeOf } from '../../src/edge/serve/client/place.js';

test('the place is the first block that reaches into the window', () => {
  const blocks = [
    { text: 'a', top: -50, bottom: -10 },
    { text: 'b', top: -10, bottom: 20 },
    { text: 'c', top: 20, bottom: 40 },
  ];
  assert.deepEqual(placeOf(blocks), { text: 'b', at: 1, top: -10 });
  assert.equal(placeOf([]), null);
  assert.equal(placeOf([{ text: 'a', top: -9, bottom: -1 }]), null);
});

test('a block is found again by its text, wherever it went', () => {
  assert.equal(blockAt(['new', 'new', 'a', 'b'], { text: 'b', at: 1 }), 3);
  assert.equal(blockAt(['b'], { text: 'b', at: 7 }), 0);
});

test('of several with the same text the nearest is meant', () => {
  assert.equal(blockAt(['x', 'a', 'x', 'x'], { text: 'x', at: 2 }), 2);
  assert.equal(blockAt(['x', 'a', 'a', 'a', 'x'], { text: 'x', at: 3 }), 4);
});

test('a block whose own text was edited is taken to be where it was', () => {
  assert.equal(blockAt(['a', 'edited', 'c'], { text: 'b', at: 1 }), 1);
  assert.equal(blockAt(['a'], { text: 'b', at: 4 }), 0);
  assert.equal(blockAt([], { text: 'b', at: 4 }), -1);
});

test('only the beginning of a long text counts', () => {
  const long = 'x'.repeat(500);
  const place = placeOf([{ text: long, top: 0, bottom: 9 }]);
  assert.equal(blockAt([`${long}, edited at its end`], place), 0);
});

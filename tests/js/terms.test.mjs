// Where the meaning of a term is shown.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hintAt } from '../../themes/paper/js/terms.js';

const VIEW = { width: 400, height: 600 };
const HINT = { width: 200, height: 100 };

test('a hint stands below its mark', () => {
  assert.deepEqual(hintAt({ top: 50, bottom: 70, left: 30 }, HINT, VIEW), { top: 78, left: 30 });
});

test('at the lower edge it stands above', () => {
  assert.deepEqual(hintAt({ top: 550, bottom: 570, left: 30 }, HINT, VIEW), { top: 442, left: 30 });
});

test('where there is room for neither it stands below, so that its beginning is seen', () => {
  assert.equal(hintAt({ top: 60, bottom: 80, left: 30 }, { width: 200, height: 590 }, VIEW).top, 88);
});

test('it keeps inside of the window, and of one narrower than itself sees the beginning', () => {
  assert.equal(hintAt({ top: 0, bottom: 20, left: 380 }, HINT, VIEW).left, 192);
  assert.equal(hintAt({ top: 0, bottom: 20, left: -40 }, HINT, VIEW).left, 8);
  assert.equal(hintAt({ top: 0, bottom: 20, left: 5 }, { width: 500, height: 10 }, VIEW).left, 8);
});

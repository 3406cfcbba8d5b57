// Conversations: what the script knows of times and of comments.

import assert from 'node:assert/strict';
import test from 'node:test';

import { frameAddress, sessionOf } from '../../themes/paper/js/comments/comments.js';
import { heardAt } from '../../themes/paper/js/timecodes.js';

test('what is heard is the last that began', () => {
  const times = [5, 5, 60, 3600];
  assert.deepEqual([0, 5, 59.9, 60, 4000].map((now) => heardAt(times, now)), [-1, 1, 1, 2, 3]);
  assert.equal(heardAt([], 1), -1);
});

test('the frame of the comments knows the page and the colours', () => {
  const src = 'https://giscus.app/en/widget?repo=own%2Fer&term=en%2Fa';
  const frame = new URL(frameAddress(src, 'https://e.org/b/en/a/', 'sepia', ''));
  assert.equal(frame.origin + frame.pathname, 'https://giscus.app/en/widget');
  assert.deepEqual(Object.fromEntries(frame.searchParams), {
    repo: 'own/er', term: 'en/a', origin: 'https://e.org/b/en/a/', backLink: 'https://e.org/b/en/a/', theme: 'light', session: '',
  });
  const theme = (chosen) => new URL(frameAddress(src, 'https://e.org/', chosen, 's')).searchParams.get('theme');
  assert.deepEqual([theme('dark'), theme('light'), theme('')], ['dark', 'light', 'preferred_color_scheme']);
  assert.equal(theme(undefined), 'preferred_color_scheme');
});

test('a reader who comes back from signing in brings a session', () => {
  assert.deepEqual(sessionOf('https://e.org/a/?giscus=abc%3D&x=1#dg-comments'), { page: 'https://e.org/a/?x=1', session: 'abc=' });
  assert.deepEqual(sessionOf('https://e.org/a/#t-00-01'), { page: 'https://e.org/a/', session: '' });
});

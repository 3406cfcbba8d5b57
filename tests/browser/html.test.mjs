// Every page of both books is valid HTML, by the Nu HTML checker.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import test from 'node:test';

import { build, corpus, pages } from './books.mjs';

const jar = path.join(path.dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');

/**
 * What the checker has to say of these files; empty when they are valid.
 *
 * It reads files and so knows no origin: to it `'self'` in a policy means nothing, and it
 * takes a data block for a script. Whether the policy fits, the browser tests see.
 */
function faults(files) {
  const run = spawnSync('java', ['-Xss2m', '-jar', jar, '--format', 'json', '--exit-zero-always', ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(run.status, 0, run.stderr.slice(0, 2000));
  const isFault = ({ type, subType, message }) => (type === 'error' || subType === 'warning') && !message.includes('Content Security Policy');
  return JSON.parse(run.stderr).messages.filter(isFault).map((message) => `${message.url}:${message.lastLine}: ${message.message} ${message.extract ?? ''}`);
}

for (const name of ['own', 'corpus']) {
  test(`every page of the ${name} book is valid`, { skip: name === 'corpus' && !corpus && 'needs ../shared' }, () => {
    const site = build(name);
    const found = faults(pages(site).map((page) => path.join(site, page)));
    assert.equal(found.length, 0, `${found.length} faults:\n${found.slice(0, 20).join('\n')}`);
  });
}

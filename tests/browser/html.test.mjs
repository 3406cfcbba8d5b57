// Every page of both books is valid HTML, by the Nu HTML checker.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { before } from 'node:test';
import { pathToFileURL } from 'node:url';

import { build, corpus, pages } from './books.mjs';

const jar = path.join(path.dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');

const NAMES = ['own', ...(corpus ? ['corpus'] : [])];

/**
 * What the checker has to say of the pages of these sites, by site; empty where all are valid.
 * One run for all of them: most of a short run is the start of Java.
 *
 * It reads files and so knows no origin: to it `'self'` in a policy means nothing, and it
 * takes a data block for a script. Whether the policy fits, the browser tests see.
 */
function faultsOf(sites) {
  const files = sites.flatMap((site) => pages(site).map((page) => path.join(site, page)));
  const run = spawnSync('java', ['-Xss2m', '-XX:TieredStopAtLevel=1', '-jar', jar, '--format', 'json', '--exit-zero-always', ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
  assert.equal(run.status, 0, run.stderr.slice(0, 2000));
  const isFault = ({ type, subType, message }) => (type === 'error' || type === 'non-document-error' || subType === 'warning') && !message.includes('Content Security Policy');
  const found = JSON.parse(run.stderr).messages.filter(isFault);
  const of = (site) => found.filter(({ url }) => url?.startsWith(`${pathToFileURL(site).href}/`));
  const faults = new Map(sites.map((site) => [site, of(site).map((message) => `${message.url}:${message.lastLine}: ${message.message} ${message.extract ?? ''}`)]));
  assert.equal([...faults.values()].flat().length, found.length, 'each message is of a page of one of the books');
  return faults;
}

let faults;

before(() => {
  faults = faultsOf(NAMES.map((name) => build(name)));
});

for (const name of ['own', 'corpus']) {
  test(`every page of the ${name} book is valid`, { skip: !NAMES.includes(name) && 'needs ../shared' }, () => {
    const found = faults.get(build(name));
    assert.equal(found.length, 0, `${found.length} faults:\n${found.slice(0, 20).join('\n')}`);
  });
}

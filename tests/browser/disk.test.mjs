// A site opened from disk: every link leads to a file, and nothing complains. Of the corpus a
// page of each kind is opened; that all its links lead somewhere, the build itself sees to.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build, corpus, launch, lookAtAll, pages, sample } from './books.mjs';

/** Whether an address of the disk leads to a file, and not to a folder. */
function isFile(address) {
  const target = fileURLToPath(address.split(/[?#]/)[0]);
  return fs.statSync(target, { throwIfNoEntry: false })?.isFile() ?? false;
}

for (const name of ['own', 'corpus']) {
  test(`the ${name} book works from disk`, { skip: name === 'corpus' && !corpus && 'needs ../shared' }, async () => {
    const site = build(name);
    const browser = await launch();
    const context = await browser.newContext();
    const files = name === 'own' ? pages(site) : sample(site).map((address) => (address.endsWith('/') ? `${address}index.html` : address).slice(1));
    // The first page sends the reader on; `404.html` belongs to a server.
    const opened = files.filter((file) => file !== 'index.html' && file !== '404.html');
    const faults = await lookAtAll(context, opened.map((file) => pathToFileURL(path.join(site, file)).href), async (page, address) => {
      if (fs.readFileSync(fileURLToPath(address), 'utf8').includes('http-equiv=refresh')) return [];
      const links = await page.evaluate(() => [...document.querySelectorAll('a[href], img[src], link[rel~=stylesheet], link[rel~=icon], script[src]')].map((element) => element.href || element.src));
      return links.filter((link) => link.startsWith('file:') && !isFile(link)).map((link) => `${address}: ${link} is no file`);
    });
    await browser.close();
    assert.equal(faults.length, 0, `${faults.length} faults:\n${faults.slice(0, 20).join('\n')}`);
  });
}

// A site opened from disk: every link leads to a file, and nothing complains.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build, corpus, launch, open, pages } from './books.mjs';

for (const name of ['own', 'corpus']) {
  test(`the ${name} book works from disk`, { skip: name === 'corpus' && !corpus && 'needs ../shared' }, async () => {
    const site = build(name);
    const browser = await launch();
    const context = await browser.newContext();
    const faults = [];
    for (const file of pages(site)) {
      // The first page sends the reader on; `404.html` belongs to a server.
      if (file === 'index.html' || file === '404.html') continue;
      const { page, noise } = await open(context, pathToFileURL(path.join(site, file)).href);
      faults.push(...noise);
      if (fs.readFileSync(path.join(site, file), 'utf8').includes('http-equiv=refresh')) {
        await page.close();
        continue;
      }
      const addresses = await page.evaluate(() => [...document.querySelectorAll('a[href], img[src], link[rel~=stylesheet], link[rel~=icon], script[src]')].map((element) => element.href || element.src));
      for (const address of addresses) {
        if (!address.startsWith('file:')) continue;
        const target = fileURLToPath(address.split(/[?#]/)[0]);
        if (!(fs.existsSync(target) && fs.statSync(target).isFile())) faults.push(`${file}: ${address} is no file`);
      }
      await page.close();
    }
    await browser.close();
    assert.equal(faults.length, 0, `${faults.length} faults:\n${faults.slice(0, 20).join('\n')}`);
  });
}

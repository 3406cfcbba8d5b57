// Every kind of page, in every colour theme, wide and narrow: no barrier that axe-core can
// find, and text of contrast 7 at least.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';

import { build, corpus, launch, open, sample, serve } from './books.mjs';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WINDOWS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const CONTRAST = ['color-contrast', 'color-contrast-enhanced', 'link-in-text-block'];
const ALL = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds on a page as it stands: rule and element of each violation. */
function violations(page, options) {
  return page.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, options);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`));
  }, options);
}

/** The same in each window and theme; what a theme changes is colours alone. */
async function everywhere(page) {
  const found = [];
  await page.evaluate(AXE);
  for (const [size, viewport] of Object.entries(WINDOWS)) {
    await page.setViewportSize(viewport);
    for (const theme of ['light', 'dark', 'sepia']) {
      await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
      const all = { runOnly: ALL, rules: { 'color-contrast-enhanced': { enabled: true } } };
      const options = theme === 'light' ? all : { runOnly: { type: 'rule', values: CONTRAST } };
      found.push(...(await violations(page, options)).map((fault) => `${theme} ${size}: ${fault}`));
    }
  }
  return found;
}

for (const name of ['parts', 'own', 'corpus']) {
  test(`no barrier on any kind of page of the ${name} book`, { skip: name === 'corpus' && !corpus && 'needs ../shared' }, async () => {
    const site = build(name);
    const server = await serve(site);
    const browser = await launch();
    const context = await browser.newContext({ colorScheme: 'light', viewport: WINDOWS.desktop });
    const faults = [];
    // The corpus says that it lies below a path, and its 404 page knows no other way.
    for (const address of sample(site).filter((address) => name !== 'corpus' || address !== '/404.html')) {
      const { page, noise } = await open(context, server.origin + address);
      faults.push(...noise.filter((line) => !line.includes('404 (Not Found)')));
      faults.push(...(await everywhere(page)).map((fault) => `${address}: ${fault}`));
      await page.close();
    }
    await browser.close();
    server.close();
    assert.equal(faults.length, 0, `${faults.length} faults:\n${faults.slice(0, 20).join('\n')}`);
  });
}

// Every kind of page, in every colour theme, wide and narrow: no barrier that axe-core can
// find, and text of contrast 7 at least.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import test from 'node:test';

import { TEXTS, build, corpus, launch, lookAtAll, sample, serve } from './books.mjs';

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WINDOWS = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What meets the enhanced contrast meets the plain one, which need not be measured again. */
const ALL = { runOnly: TAGS, rules: { 'color-contrast-enhanced': { enabled: true }, 'color-contrast': { enabled: false } } };
const CONTRAST = { runOnly: { type: 'rule', values: ['color-contrast-enhanced', 'link-in-text-block'] } };

/** What axe finds on a page as it stands: rule and element of each violation. */
function violations(page, options) {
  return page.evaluate(async (options) => {
    const { violations } = await window.axe.run(document, { ...options, resultTypes: ['violations'] });
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
      found.push(...(await violations(page, theme === 'light' ? ALL : CONTRAST)).map((fault) => `${theme} ${size}: ${fault}`));
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
    const addresses = sample(site, name === 'corpus' ? TEXTS : undefined).map((address) => server.origin + address);
    const found = await lookAtAll(context, addresses, async (page, address) => (await everywhere(page)).map((fault) => `${address}: ${fault}`));
    const faults = found.filter((line) => !line.includes('404 (Not Found)'));
    await browser.close();
    server.close();
    assert.equal(faults.length, 0, `${faults.length} faults:\n${faults.slice(0, 20).join('\n')}`);
  });
}

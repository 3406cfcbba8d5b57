// What a reader is told of a term: a link without script, a few words beside it with.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';

import { build, launch, open, serve } from './books.mjs';

let browser;
let server;

before(async () => {
  server = await serve(build('own'));
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.close();
});

const CHAPTER = '/zh/after/post-training/';

test('without script a mark leads to its entry, in the reader’s language', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const { page } = await open(context, server.origin + CHAPTER);
  const mark = page.locator('a.dg-term').first();
  const name = await mark.textContent();
  await mark.click();
  assert.match(page.url(), /\/zh\/glossary\/#/);
  assert.match(await page.locator('.dg-entry:target dfn').textContent(), new RegExp(name));
  await context.close();
});

test('with script its meaning shows while the pointer rests on it, and goes on Escape', async () => {
  const context = await browser.newContext();
  const { page, noise } = await open(context, server.origin + CHAPTER);
  const mark = page.locator('a.dg-term').first();
  await mark.hover();
  const hint = page.locator('#dg-hint:popover-open');
  await hint.waitFor();
  assert.equal(await hint.locator('dfn').count(), 1);
  assert.equal(await hint.locator('[lang="en"]').count(), 1, 'the name in the other language');
  assert.equal(await mark.getAttribute('aria-describedby'), 'dg-hint');
  await page.keyboard.press('Escape');
  await hint.waitFor({ state: 'detached' });
  assert.deepEqual(noise, []);
  await context.close();
});

// The search as readers use it: by keyboard, on a phone, with an input method, from disk,
// over a slow network, across languages.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

import AxeBuilder from 'axe-core';

import { build, buildFiles, corpus, launch, open, serve } from './books.mjs';

const skip = !corpus && 'needs ../shared';
const CHAPTER = '/zh/understanding-ownership/references-and-borrowing/';

let browser;
let site;
let server;

before(async () => {
  if (skip) return;
  site = build('corpus');
  server = await serve(site);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

const hits = (page) => page.locator('.dg-hits [role=option]');
const status = (page) => page.locator('.dg-search [role=status]');

/** Types and waits until the results say so. */
async function ask(page, query) {
  await page.locator('.dg-search input[name=q]').fill(query);
  await page.waitForFunction(() => /\d/.test(document.querySelector('.dg-search [role=status]').textContent));
}

test('by keyboard alone: open, search, choose, see what was found, clear it', { skip }, async () => {
  const context = await browser.newContext();
  const { page, noise } = await open(context, server.origin + CHAPTER);
  await page.focus('.dg-find');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
  await page.keyboard.press('Escape');
  assert.equal(await page.evaluate(() => document.querySelector('.dg-search').open), false);
  assert.ok(await page.evaluate(() => document.activeElement.matches('.dg-find')), 'Esc gives the focus back');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('所有权规则');
  await page.waitForFunction(() => document.querySelector('.dg-hits mark')?.textContent === '所有权规则');
  await page.keyboard.press('ArrowDown');
  const active = await page.getAttribute('.dg-search input[name=q]', 'aria-activedescendant');
  assert.equal(await page.getAttribute(`#${active}`, 'aria-selected'), 'true');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'q', 'the focus stays in the field');
  await page.keyboard.press('Enter');
  await page.waitForURL(/what-is-ownership\/\?q=.*#/);
  assert.ok(await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null));
  await page.waitForSelector('mark.dg-found');
  // A title may break between words, and its match is then of several pieces.
  assert.match((await page.locator('mark.dg-found').allTextContents()).join(''), /^(所有权规则)+$/);
  await page.click('.dg-found-bar button');
  assert.equal(await page.locator('mark.dg-found').count(), 0);
  assert.equal(new URL(page.url()).search, '');
  assert.deepEqual(noise, []);
  await context.close();
});

test('what is typed into a field is no shortcut', { skip }, async () => {
  const context = await browser.newContext();
  const { page } = await open(context, `${server.origin}/en/search/?q=own`);
  await page.waitForSelector('.dg-hits [role=option]');
  await page.locator('.dg-search input[name=q]').press('/');
  assert.match(await page.inputValue('.dg-search input[name=q]'), /\//);
  await context.close();
});

test('the page of its own keeps the query in the address; without script it has the contents', { skip }, async () => {
  const context = await browser.newContext();
  const { page, noise } = await open(context, `${server.origin}/en/search/?q=closures`);
  await page.waitForSelector('.dg-hits [role=option]');
  await ask(page, 'iterators');
  // The address follows when the answer is there, which may be after the old one was seen.
  await page.waitForURL((url) => url.searchParams.get('q') === 'iterators');
  assert.deepEqual(noise, []);
  await context.close();
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const { page: without } = await open(plain, `${server.origin}/en/search/`);
  assert.equal(await without.isVisible('.dg-search'), false);
  assert.ok((await without.locator('main .dg-list a').count()) > 100);
  await plain.close();
});

test('nothing is asked while a word is being composed', { skip }, async () => {
  const context = await browser.newContext();
  const { page } = await open(context, `${server.origin}/zh/search/`);
  const field = page.locator('.dg-search input[name=q]');
  await field.focus();
  const session = await context.newCDPSession(page);
  await session.send('Input.imeSetComposition', { text: 'suoyou', selectionStart: 6, selectionEnd: 6 });
  await page.waitForTimeout(300);
  assert.equal(await hits(page).count(), 0);
  assert.equal(await status(page).textContent(), '');
  await session.send('Input.insertText', { text: '所有' });
  await page.waitForSelector('.dg-hits [role=option]');
  assert.match(await hits(page).first().textContent(), /所有/);
  await context.close();
});

test('from disk, under the page’s policy', { skip }, async () => {
  const context = await browser.newContext();
  const file = pathToFileURL(path.join(site, CHAPTER, 'index.html')).href;
  const { page, noise } = await open(context, file);
  await page.keyboard.press('/');
  await ask(page, 'trait 对象');
  await hits(page).first().click();
  await page.waitForURL(/index\.html\?q=/);
  await page.waitForSelector('mark.dg-found');
  assert.deepEqual(noise, []);
  await context.close();
});

test('an answer that comes too late is not shown', { skip }, async () => {
  const context = await browser.newContext();
  const { page } = await open(context, `${server.origin}/zh/search/`);
  await page.waitForFunction(() => typeof diglotIndex === 'function');
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route('**/_s/t*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.locator('.dg-search input[name=q]').fill('闭包');
  await page.waitForTimeout(200);
  await page.locator('.dg-search input[name=q]').fill('迭代器');
  await page.waitForTimeout(200);
  release();
  await page.waitForSelector('.dg-hits [role=option]');
  await page.waitForTimeout(500);
  assert.match((await page.locator('.dg-hits mark').allTextContents()).join(' '), /迭代器/);
  assert.equal(new URL(page.url()).searchParams.get('q'), '迭代器');
  await context.close();
});

test('what only the other language has is found, and shown in the reader’s', { skip }, async () => {
  const context = await browser.newContext();
  const { page } = await open(context, `${server.origin}/en/search/`);
  await ask(page, '悬垂引用');
  const href = await hits(page).first().getAttribute('href');
  assert.match(new URL(href).pathname, /^\/en\//);
  assert.match(await hits(page).first().textContent(), /悬垂引用/);
  await page.check('.dg-search input[name=both]');
  await page.waitForFunction(() => document.querySelector('.dg-hits a[href*="/zh/"]'));
  await context.close();
});

test('where nothing is found, what finds something is offered, by keyboard', { skip }, async () => {
  const context = await browser.newContext();
  const { page, noise } = await open(context, `${server.origin}/zh/search/`);
  const field = page.locator('.dg-search input[name=q]');
  await field.fill('"闭包 qqqqzzzz"');
  const less = page.locator('.dg-search-help button');
  await less.first().waitFor();
  const offered = await less.allTextContents();
  assert.ok(offered.includes('闭包') && !offered.includes('qqqqzzzz'), offered.join(', '));
  await field.focus();
  for (let n = 0; n < 8 && !(await page.evaluate(() => document.activeElement.matches('.dg-search-help button'))); n++) await page.keyboard.press('Tab');
  const name = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press('Enter');
  await hits(page).first().waitFor();
  assert.equal(await field.inputValue(), name);
  assert.equal(await page.evaluate(() => document.activeElement.name), 'q', 'the focus is back in the field');
  assert.equal(await less.count(), 0);
  assert.deepEqual(noise, []);
  await context.close();
});

test('a part narrows the results', { skip }, async () => {
  const context = await browser.newContext();
  const { page } = await open(context, `${server.origin}/en/search/`);
  await ask(page, 'closures');
  const part = page.locator('.dg-search select[name=part]');
  const before = await status(page).textContent();
  const value = await part.locator('option').nth(3).getAttribute('value');
  await part.selectOption(value);
  await page.waitForFunction((text) => document.querySelector('.dg-search [role=status]').textContent !== text, before);
  assert.ok((await hits(page).count()) < 11);
  await context.close();
});

test('on a narrow phone the dialog fits, and has nothing that keeps anyone out', { skip }, async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true });
  const { page, noise } = await open(context, server.origin + CHAPTER);
  await page.tap('.dg-find');
  await ask(page, '借用');
  const box = await page.locator('dialog.dg-search').boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 320, JSON.stringify(box));
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  await page.evaluate(AxeBuilder.source);
  const { violations } = await page.evaluate(() => axe.run('.dg-search'));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`), []);
  assert.deepEqual(noise, []);
  await context.close();
});

/** A dialog that shows nothing: what is left of the script reads the index, and cuts and
 * marks what it found. */
const HANDED_OVER = `
import { search } from './engine.js';
import { excerptOf } from './excerpt.js';
import { scriptsOf } from './scripts.js';
import { shelfOf } from './shelf.js';
export function mountSearch(folder, locale) {
  const shelf = shelfOf(scriptsOf(folder, locale, ''));
  self.found = (query) => search(shelf, query, {}, 10).then(({ hits, query, simplified }) => hits.map((hit) => excerptOf(hit.text, query.parts, simplified, 120)));
}`;

test('the reader of the index weighs at most 6 KB', () => {
  const folder = buildFiles({
    'content/site.yaml': 'title: Book\nlocales: [{code: en}]\n',
    'content/en/index.md': '# Book\n',
    'themes/paper/js/search/dialog.js': HANDED_OVER,
  });
  const name = fs.readdirSync(path.join(folder, 'a')).find((file) => file.startsWith('search.'));
  const script = fs.readFileSync(path.join(folder, 'a', name));
  assert.match(script.toString(), /found/);
  const size = zlib.gzipSync(script, { level: 9 }).length;
  assert.ok(size <= 6 * 1024, `${size} bytes of script`);
});

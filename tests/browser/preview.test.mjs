// The preview in a real browser: an author edits, and sees.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch } from './books.mjs';

const program = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../target/debug/diglot');
const CHAPTER = 'content/en/01-start/01-write.md';
const ADDRESS = 'en/start/write/';
const OTHER = 'content/en/01-start/02-translate.md';

let root;
let preview;
let origin;
let browser;

before(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'diglot-preview-'));
  write('content/site.yaml', 'title: Book\nlocales: [{code: en, name: English}, {code: zh, tag: zh-Hans, name: 中文}]\n');
  write('content/en/index.md', '# Home\n\nWelcome.\n');
  write('content/en/01-start/index.md', '# Start\n\nBegin.\n');
  write(OTHER, '# Translate\n\nAnother chapter.\n');
  write('content/zh/index.md', '# 首页\n\n欢迎。\n');
  const long = Array.from({ length: 80 }, (_, at) => `## Section ${at}\n\nParagraph number ${at} of a long chapter.\n`);
  write(CHAPTER, `# Write\n\n${long.join('\n')}`);
  preview = spawn(program, ['serve', '--root', root, '--port', '0'], { stdio: ['ignore', 'pipe', 'ignore'] });
  origin = await new Promise((found, failed) => {
    let said = '';
    preview.stdout.on('data', (bytes) => {
      said += bytes;
      const address = said.match(/http:\/\/\S+\//);
      if (address) found(address[0]);
    });
    preview.on('exit', () => failed(new Error(`the preview ended: ${said}`)));
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  preview?.kill('SIGINT');
  fs.rmSync(root, { recursive: true, force: true });
});

function write(file, text) {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
}

function edit(file, from, to) {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  assert.ok(text.includes(from), `${file} holds ${from}`);
  write(file, text.replace(from, to));
}

/** Opens a page, counts how often it is loaded, and notes what the browser complains about. */
async function open(address) {
  const page = await browser.newPage();
  const noise = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(error.message));
  let nLoads = 0;
  page.on('load', () => (nLoads += 1));
  await page.goto(origin + address);
  return { page, noise, loads: () => nLoads };
}

/** Where paragraph 40 stands in the window, in pixels. */
const topOf40 = () => [...document.querySelectorAll('main p')].find((it) => it.textContent.includes('number 40')).getBoundingClientRect().top;

test('an edit is shown, at the place that was being read, with open panels and settings', async () => {
  const { page, noise } = await open(ADDRESS);
  await page.evaluate(() => {
    const details = document.createElement('details');
    document.querySelector('main').append(details);
    [...document.querySelectorAll('main p')].find((it) => it.textContent.includes('number 40')).scrollIntoView({ block: 'start', behavior: 'instant' });
    document.documentElement.dataset.size = '3';
    document.getElementById('dg-view').showPopover();
  });
  await page.waitForFunction(() => scrollY > 1000);
  const before = await page.evaluate(topOf40);
  const added = Array.from({ length: 10 }, (_, at) => `An added paragraph, ${at}.\n`).join('\n');
  edit(CHAPTER, 'Paragraph number 3 of', `${added}\nParagraph number 3, edited, of`);
  await page.waitForFunction(() => document.body.textContent.includes('number 3, edited'));
  await page.waitForLoadState('load');
  // Two frames: after whatever the browser itself does to the place when loading ends.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const now = await page.evaluate(topOf40);
  assert.ok(Math.abs(now - before) < 3, `the paragraph stays where it was in the window: ${before}, now ${now}`);
  assert.ok(await page.evaluate(() => document.getElementById('dg-view').matches(':popover-open')), 'the panel stays open');
  assert.equal(await page.evaluate(() => document.documentElement.dataset.size), '3');
  assert.deepEqual(noise, []);
  await page.close();
});

test('an edit of another page does not reload this one, a title that it lists does', async () => {
  const { page, loads } = await open(ADDRESS);
  const text = fs.readFileSync(path.join(root, OTHER), 'utf8');
  const seen = await open('en/start/translate/');
  write(OTHER, `${text}\nOne paragraph more.\n`);
  await seen.page.waitForFunction(() => document.body.textContent.includes('One paragraph more.'));
  assert.equal(loads(), 1, 'the other page is left alone');
  write(OTHER, text.replace('# Translate', '# Another title'));
  await page.waitForFunction(() => document.body.textContent.includes('Another title'));
  await page.waitForLoadState('load');
  assert.equal(loads(), 2);
  await seen.page.close();
  await page.close();
});

test('a style sheet is swapped without a reload', async () => {
  const { page, loads, noise } = await open(ADDRESS);
  write('themes/paper/css/99-own.css', 'main h1 { letter-spacing: 7px }');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('main h1')).letterSpacing === '7px');
  write('themes/paper/css/99-own.css', 'main h1 { letter-spacing: 9px }');
  await page.waitForFunction(() => getComputedStyle(document.querySelector('main h1')).letterSpacing === '9px');
  await page.waitForFunction(() => document.querySelectorAll('link[rel=stylesheet]').length === 1);
  assert.equal(loads(), 1);
  assert.deepEqual(noise, []);
  await page.close();
});

test('a fault lies over the last good page with its file and line, and goes when it is mended', async () => {
  const { page, noise } = await open(ADDRESS);
  edit(CHAPTER, 'Paragraph number 5 of', 'Broken [link](nowhere.md) of');
  const fault = page.locator('#diglot-preview pre.error');
  await fault.waitFor();
  assert.match(await fault.textContent(), /^error\[broken-link\]: .*nowhere\.md/);
  assert.equal(await fault.getAttribute('data-file'), CHAPTER);
  assert.ok(Number(await fault.getAttribute('data-line')) > 1);
  assert.ok(await page.evaluate(() => document.querySelector('main').textContent.includes('Paragraph number 5 of')), 'the last good page is behind');
  await page.keyboard.press('Escape');
  await fault.waitFor({ state: 'hidden' });
  await page.locator('#diglot-preview button').click();
  await fault.waitFor();
  edit(CHAPTER, 'Broken [link](nowhere.md) of', 'Mended number 5 of');
  await page.waitForFunction(() => !document.getElementById('diglot-preview') && document.body.textContent.includes('Mended number 5 of'));
  assert.deepEqual(noise, []);
  await page.close();
});

test('broken settings end nothing, and the page says what is wrong', async () => {
  const { page } = await open(ADDRESS);
  const good = fs.readFileSync(path.join(root, 'content/site.yaml'), 'utf8');
  write('content/site.yaml', `${good}\nno_such_key: 1\n`);
  const fault = page.locator('#diglot-preview pre.error');
  await fault.waitFor();
  assert.match(await fault.textContent(), /unknown-key/);
  write('content/site.yaml', good);
  await page.waitForFunction(() => !document.getElementById('diglot-preview'));
  await page.close();
});

const MARKUP = '[x](nowhere.md) <img src=x onerror=document.title=1> of';

test('a message of a fault is text, whatever it holds', async () => {
  const { page } = await open(ADDRESS);
  edit(CHAPTER, 'Paragraph number 7 of', MARKUP);
  const fault = page.locator('#diglot-preview pre.error');
  await fault.waitFor();
  assert.ok((await fault.textContent()).includes('<img src=x'));
  assert.notEqual(await page.title(), '1');
  edit(CHAPTER, MARKUP, 'Paragraph number 7 of');
  await page.waitForFunction(() => !document.getElementById('diglot-preview'));
  await page.close();
});

test('a dozen tabs do not keep one another waiting', async () => {
  const context = await browser.newContext();
  const tabs = [];
  for (let at = 0; at < 12; at += 1) {
    const page = await context.newPage();
    // As in a browser, where one tab is looked at and the others are not.
    await page.addInitScript(() => {
      let hidden = false;
      Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
      addEventListener('hide-me', () => {
        hidden = true;
        document.dispatchEvent(new Event('visibilitychange'));
      });
      addEventListener('show-me', () => {
        hidden = false;
        document.dispatchEvent(new Event('visibilitychange'));
      });
    });
    await page.goto(origin + ADDRESS);
    await page.evaluate(() => dispatchEvent(new Event('hide-me')));
    tabs.push(page);
  }
  edit(CHAPTER, 'Paragraph number 9 of', 'Paragraph number 9, seen late, of');
  await tabs[0].evaluate(() => dispatchEvent(new Event('show-me')));
  await tabs[0].waitForFunction(() => document.body.textContent.includes('seen late'));
  await context.close();
});

test('a paragraph is accepted on the translator’s desk, which writes the ledger and shows what is left', async () => {
  write('content/en/09-late.md', '# Late\n\nThe old words stay here.\n\nAnd the second paragraph.\n');
  write('content/zh/09-late.md', '# 迟\n\n旧的词留在这里。\n\n还有第二段。\n');
  execFileSync(program, ['ledger', 'init', '-q', '--root', root]);
  const ledger = 'content/_sync/zh/09-late.yaml';
  const before = fs.readFileSync(path.join(root, ledger), 'utf8');
  const { page, noise } = await open('_diglot/');
  edit('content/en/09-late.md', 'The old words', 'The new words');
  const line = page.locator('a[href*="zh/09-late.md"]');
  await line.waitFor();
  await page.waitForFunction(() => document.body.textContent.includes('1 stale'));
  await line.click();
  const stale = page.locator('article[data-state="stale"]');
  await stale.waitFor();
  assert.equal(await stale.count(), 1, 'the paragraph that changed, and no other');
  assert.equal(await stale.locator('del').textContent(), 'old');
  assert.equal(await stale.locator('ins').textContent(), 'new');
  assert.match(await stale.textContent(), /旧的词留在这里。/);
  await stale.locator('button').click();
  await page.waitForFunction(() => document.body.textContent.includes('This translation follows its original.'));
  assert.equal(await page.locator('article').count(), 0);
  const after = fs.readFileSync(path.join(root, ledger), 'utf8');
  assert.ok(!before.includes('The new words') && after.includes('The new words'), 'the ledger holds what was accepted');
  assert.deepEqual(noise, []);
  await page.close();
});

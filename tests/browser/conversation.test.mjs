// A conversation with its recording, and the announcement above every page.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';

import { buildFiles, launch, open, serve } from './books.mjs';

/** A recording of silence: eight thousand samples of a byte a second. */
function silence(seconds) {
  const n = seconds * 8000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + n, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(n, 40);
  return Buffer.concat([head, Buffer.alloc(n, 128)]);
}

const BOOK = {
  'content/site.yaml': `title: Book
locales: [{code: zh, tag: zh-Hans, name: 中文}, {code: en, name: English}]
original: en
announcement: {zh: 新的一章。, en: A new chapter.}
comments: {provider: giscus, repo: own/er, repo_id: R, category_id: C}
`,
  'content/en/talk.md': `---
title: The Talk
kind: interview
audio: {src: ../_assets/talk.wav, duration: '0:30'}
speakers: [{id: h, name: Ruth, role: host}, {id: g, name: Shen, role: guest}]
---
[00:02] **Ruth:** ${'How did it begin? '.repeat(40)}

[00:12] **Shen:** ${'With a letter. '.repeat(40)}

[00:21] **Ruth:** ${'And then? '.repeat(60)}
`,
  'content/zh/talk.md': `---
title: 谈话
---
[00:02] Ruth：${'是怎么开始的？'.repeat(40)}

[00:12] Shen：${'从一封信开始。'.repeat(40)}

[00:21] Ruth：${'后来呢？'.repeat(60)}
`,
  'content/_assets/talk.wav': silence(30),
};

let browser;
let server;

before(async () => {
  server = await serve(buildFiles(BOOK));
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.close();
});

test('a time plays the recording from there and the turn that is heard is marked', async () => {
  const context = await browser.newContext();
  const { page, noise } = await open(context, `${server.origin}/en/talk/`);
  await page.click('#t-00-00-12 .dg-turn-time');
  await page.waitForFunction(() => document.querySelector('audio').currentTime >= 12);
  await page.waitForSelector('#t-00-00-12[data-heard]');
  assert.equal(await page.evaluate(() => document.querySelector('audio').paused), false);
  assert.equal(new URL(page.url()).pathname, '/en/talk/');
  await page.click('#t-00-00-21 .dg-turn-time');
  await page.waitForSelector('#t-00-00-21[data-heard]');
  assert.equal(await page.locator('[data-heard]').count(), 1);
  // The player stays in view while it plays.
  await page.mouse.wheel(0, 4000);
  await page.waitForFunction(() => scrollY > 200);
  const top = await page.evaluate(() => document.querySelector('audio').getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 200, `the player is at ${top}`);
  assert.deepEqual(noise, []);
  await context.close();
});

test('without script a time is a link into the file and every turn has its address', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const { page } = await open(context, `${server.origin}/zh/talk/#t-00-00-12`);
  const href = await page.getAttribute('#t-00-00-12 .dg-turn-time', 'href');
  assert.match(href, /\/talk\.[0-9a-f]+\.wav#t=12$/);
  const answer = await context.request.get(new URL(href, page.url()).href);
  assert.equal(answer.status(), 200);
  assert.equal(await page.getAttribute('#t-00-00-12 .dg-anchor', 'href'), '#t-00-00-12');
  assert.equal(await page.locator('audio[controls][preload="none"]').count(), 1);
  await context.close();
});

test('the switch of language keeps the turn', async () => {
  const context = await browser.newContext({ viewport: { width: 900, height: 500 } });
  const { page } = await open(context, `${server.origin}/en/talk/`);
  await page.evaluate(() => document.querySelector('#t-00-00-12').scrollIntoView());
  // Not with the mouse of the driver, which scrolls first.
  await page.$eval('.dg-lang a[hreflang="zh-Hans"]', (link) => link.click());
  await page.waitForURL(`${server.origin}/zh/talk/#*`);
  const { top, height } = await page.evaluate(() => {
    const { top } = document.querySelector('#t-00-00-12').getBoundingClientRect();
    return { top, height: innerHeight };
  });
  assert.ok(top > -height / 4 && top < height / 2, `the turn stands at ${top} of ${height}`);
  await context.close();
});

test('an announcement stays until it is closed, and then stays away', async () => {
  const context = await browser.newContext();
  const { page } = await open(context, `${server.origin}/en/talk/`);
  assert.equal(await page.locator('.dg-news').isVisible(), true);
  await page.click('.dg-news button');
  assert.equal(await page.locator('.dg-news').isVisible(), false);
  await page.reload();
  assert.equal(await page.locator('.dg-news').isVisible(), false);
  // The Chinese text is another announcement.
  await page.goto(`${server.origin}/zh/talk/`);
  assert.equal(await page.locator('.dg-news').isVisible(), true);
  await context.close();

  const plain = await browser.newContext({ javaScriptEnabled: false });
  const { page: still } = await open(plain, `${server.origin}/en/talk/`);
  assert.equal(await still.locator('.dg-news').isVisible(), true);
  assert.equal(await still.locator('.dg-news button').isVisible(), false);
  await plain.close();
});

test('comments are fetched when the reader asks, and as high as they say', async () => {
  const context = await browser.newContext();
  const asked = [];
  await context.route('https://giscus.app/**', (route) => {
    asked.push(route.request().url());
    route.fulfill({
      contentType: 'text/html',
      body: '<!DOCTYPE html><script>parent.postMessage({ giscus: { resizeHeight: 777 } }, "*")</script>',
    });
  });
  const page = await context.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`${server.origin}/en/talk/`);
  assert.deepEqual(asked, []);
  await page.click('.dg-comments button');
  await page.waitForFunction(() => document.querySelector('.dg-comments-frame')?.height === '777');
  const frame = new URL(asked[0]);
  assert.equal(frame.searchParams.get('origin'), `${server.origin}/en/talk/`);
  assert.equal(frame.searchParams.get('repo'), 'own/er');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('wherever the keyboard goes on the page of a conversation, the focus is seen', async () => {
  const context = await browser.newContext();
  const { page } = await open(context, `${server.origin}/en/talk/`);
  const stops = new Set();
  for (let turn = 0; turn < 200; turn++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return { name: `${element.localName}.${element.className}`, ring: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth) };
    });
    if (!stop) break;
    stops.add(stop.name);
    assert.ok(stop.ring >= 2, `${stop.name} has no ring`);
  }
  for (const name of ['audio.dg-audio', 'a.dg-turn-time', 'a.dg-anchor']) assert.ok(stops.has(name), `${name} is not reached: ${[...stops].join(' ')}`);
  // The player gives the ring back when the focus has gone on.
  assert.equal(await page.locator('audio').evaluate((audio) => getComputedStyle(audio).outlineStyle), 'none');
  await context.close();
});

// What a reader gets of a page, with and without script.

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';

import { addressOf, build, buildFiles, launch, lookAtAll, open, pages, serve } from './books.mjs';

let browser;
let site;
let server;

before(async () => {
  site = build('own');
  server = await serve(site);
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.close();
});

/** The addresses of all pages but redirects and the first page. */
const addresses = () => pages(site).filter((page) => page !== 'index.html').map(addressOf);

test('no page complains, asks another host, or is wider than a narrow phone', async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const faults = await lookAtAll(context, addresses().map((address) => server.origin + address), async (page, address) => {
    const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    return overhang > 0 ? [`${address} is ${overhang} px too wide`] : [];
  });
  await context.close();
  assert.deepEqual(faults.filter((line) => !line.includes('404 (Not Found)')), []);
});

test('the first page sends a reader on by language, and back to the last choice', async () => {
  for (const [locale, home] of [['zh-CN', '/zh/'], ['en-GB', '/en/'], ['fr-FR', '/en/']]) {
    const context = await browser.newContext({ locale });
    const page = await context.newPage();
    await page.goto(`${server.origin}/`);
    if (locale !== 'fr-FR') await page.waitForURL(`${server.origin}${home}`);
    const other = home === '/zh/' ? 'en' : 'zh-Hans';
    await page.goto(`${server.origin}${home}`);
    await page.click(`.dg-lang a[hreflang="${other}"]`);
    await page.goto(`${server.origin}/`);
    await page.waitForURL(`${server.origin}/${other.slice(0, 2)}/`);
    await context.close();
  }
});

test('without script the first page lists the languages and every page links to the other', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.origin}/`);
  assert.deepEqual(await page.$$eval('main a[hreflang]', (links) => links.map((link) => link.hreflang).sort()), ['en', 'zh-Hans']);
  const chapter = addresses().find((address) => /^\/zh\/[^/]+\/[^/]+\/$/.test(address) && !address.includes('/tags/'));
  await page.goto(server.origin + chapter);
  await page.click('.dg-lang a[hreflang="en"]');
  assert.equal(new URL(page.url()).pathname, chapter.replace('/zh/', '/en/'));
  await context.close();
});

test('an unknown address below a base path answers in the reader’s language', async () => {
  const below = await serve(build('own', 'https://example.org/repo/'), '/repo/');
  const context = await browser.newContext();
  const { page, noise } = await open(context, `${below.origin}/repo/zh/no/such/page/`);
  assert.deepEqual(noise.filter((line) => !line.includes('404 (Not Found)')), []);
  const visible = await page.evaluate(() => document.querySelector('main').innerText);
  assert.match(visible, /\p{Script=Han}/u);
  const hrefs = await page.$$eval('main a[href]', (links) => links.map((link) => new URL(link.href).pathname));
  assert.ok(hrefs.every((href) => href.startsWith('/repo/')), hrefs.join(' '));
  await page.close();
  await context.close();
  below.close();
});

test('notes in the margin lie below one another, each beside its text', async () => {
  const long = 'A note that takes several lines in the margin, where there is little room for it.';
  const book = await serve(buildFiles({
    'content/site.yaml': 'title: Book\n',
    'content/index.md': '# Book\n',
    'content/01-one.md': `# One[^a]\n\nSome text[^b] with notes[^c].\n\nMore[^d].\n\nThe end.\n\n${[...'abcd'].map((name) => `[^${name}]: ${long}\n`).join('\n')}`,
  }));
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const { page } = await open(context, `${book.origin}/en/one/`);
  const notes = await page.$$eval('.dg-note', (all) => all.map((note) => note.getBoundingClientRect()).map(({ left, top, bottom }) => ({ left, top, bottom })));
  const text = await page.$eval('.dg-prose p', (paragraph) => paragraph.getBoundingClientRect().right);
  assert.equal(notes.length, 4);
  assert.ok(notes.every(({ left }) => left > text), JSON.stringify({ text, notes }));
  assert.ok(notes.slice(1).every(({ top }, before) => top > notes[before].bottom), JSON.stringify(notes));
  await page.close();
  await context.close();
  book.close();
});

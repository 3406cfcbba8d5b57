// What a reader gets of two languages side by side.

import assert from 'node:assert/strict';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { pathToFileURL } from 'node:url';

import { build, launch, open, pages, serve } from './books.mjs';

let browser;
let site;
let server;
let chapter;

before(async () => {
  site = build('own');
  server = await serve(site);
  browser = await launch();
  // A chapter with a heading and a few paragraphs.
  chapter = `/${pages(site).find((page) => /^zh\/[^/]+\/[^/]+\/with-en\/index\.html$/.test(page)).replace('with-en/index.html', '')}`;
});

after(async () => {
  await browser.close();
  server.close();
});

const facing = () => `${chapter}with-en/`;

/** The rows that have a text on both sides, with where these stand. */
const rows = (page) =>
  page.$$eval('.dg-pair:not(.dg-pair-head, [data-shared])', (pairs) =>
    pairs
      .filter((pair) => pair.children.length === 2 && [...pair.children].every((cell) => cell.childNodes.length))
      .map((pair) => [...pair.children].map((cell) => ({ lang: cell.lang, dir: cell.dir, box: cell.getBoundingClientRect().toJSON() }))),
  );

async function on(viewport, options, use) {
  const context = await browser.newContext({ viewport, ...options });
  try {
    await use(context);
  } finally {
    await context.close();
  }
}

const wide = { width: 1280, height: 800 };

test('on a narrow phone the languages alternate, the second set in', async () => {
  await on({ width: 320, height: 640 }, {}, async (context) => {
    const { page, noise } = await open(context, server.origin + facing());
    const found = await rows(page);
    assert.ok(found.length > 5);
    for (const [left, right] of found) {
      assert.deepEqual([left.lang, right.lang], ['zh-Hans', 'en']);
      assert.ok(right.box.top >= left.box.bottom, 'one below the other');
      assert.equal(Math.round(left.box.left), Math.round(right.box.left));
    }
    const insets = await page.$$eval('.dg-pair > [lang]:nth-child(2)', (cells) => cells.map((cell) => parseFloat(getComputedStyle(cell).paddingInlineStart)));
    assert.ok(insets.every((inset) => inset > 4));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    assert.deepEqual(noise, []);
  });
});

test('on a wide window both sides of a pair begin on one line, the reader’s language first', async () => {
  await on(wide, {}, async (context) => {
    const { page } = await open(context, server.origin + facing());
    for (const [left, right] of await rows(page)) {
      assert.equal(Math.round(left.box.top), Math.round(right.box.top));
      assert.ok(left.box.right <= right.box.left);
      assert.ok(left.dir && right.dir);
    }
  });
});

test('j and k walk the pairs, and Tab stays for links', async () => {
  await on(wide, {}, async (context) => {
    const { page } = await open(context, server.origin + facing());
    const at = () => page.evaluate(() => [...document.querySelectorAll('.dg-pair:not(.dg-pair-head)')].indexOf(document.activeElement));
    await page.keyboard.press('j');
    const first = await at();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    assert.equal(await at(), first + 2);
    await page.keyboard.press('k');
    assert.equal(await at(), first + 1);
    const back = await page.evaluate(() => getComputedStyle(document.activeElement).backgroundColor);
    assert.notEqual(back, 'rgba(0, 0, 0, 0)', 'the pair is highlighted');
    assert.equal(await page.$$eval('.dg-pair[tabindex="0"]', (pairs) => pairs.length), 0);
  });
});

test('the chosen view is kept on lists, on pagers, and not on links that a reader is sent', async () => {
  await on(wide, {}, async (context) => {
    const { page } = await open(context, server.origin + chapter);
    await page.click('.dg-lang a[data-with="en"]');
    await page.waitForURL(server.origin + facing());
    await page.goto(`${server.origin}/zh/contents/`);
    const lines = await page.$$eval('.dg-list a[data-with]', (links) => links.map((link) => link.href));
    assert.ok(lines.length > 3 && lines.every((href) => href.endsWith('/with-en/')), lines.join(' '));
    await page.goto(server.origin + chapter);
    assert.equal(page.url(), server.origin + chapter, 'no redirect');
    assert.ok(await page.$eval('.dg-pager a', (link) => link.href.endsWith('/with-en/')));
    // The choice of one language undoes it.
    await page.click('.dg-lang a[hreflang="en"]');
    await page.waitForURL(server.origin + chapter.replace('/zh/', '/en/'));
    assert.ok(await page.$eval('.dg-pager a', (link) => !link.href.includes('/with-')));
  });
});

test('the language switch keeps the paragraph, on single and facing pages', async () => {
  await on(wide, {}, async (context) => {
    for (const from of [chapter, facing()]) {
      const { page } = await open(context, server.origin + from);
      const id = await page.evaluate(() => {
        const marks = [...document.querySelectorAll('.dg-prose [id]')].filter((mark) => /^p\d+$/.test(mark.id));
        const mark = marks[Math.floor(marks.length / 2)];
        scrollTo(0, mark.getBoundingClientRect().top + scrollY - 120);
        return mark.id;
      });
      await page.click('.dg-lang a[hreflang="en"]');
      await page.waitForURL(`**${chapter.replace('/zh/', '/en/')}#*`);
      const hash = new URL(page.url()).hash.slice(1);
      const [top, number] = await page.evaluate((id) => [document.getElementById(id).getBoundingClientRect().top, Number(id.slice(1))], hash);
      assert.ok(top > 0 && top < 800, `${hash} is seen`);
      if (/^p\d+$/.test(hash)) {
        assert.ok(Math.abs(number - Number(id.slice(1))) <= 3, `${id} became ${hash}`);
        const height = await page.evaluate(() => innerHeight);
        assert.ok(top > height * 0.2 && top < height * 0.3, `${hash} stands ${top} px down, not where eyes rest`);
      }
      await page.close();
    }
  });
});

test('a click with Alt shows the other half of a paragraph, another hides it', async () => {
  await on(wide, {}, async (context) => {
    const { page, noise } = await open(context, server.origin + chapter);
    const id = await page.evaluate(() => [...document.querySelectorAll('.dg-prose p[id]')].find((mark) => /^p\d+$/.test(mark.id)).id);
    await page.click(`#${id}`, { modifiers: ['Alt'], position: { x: 4, y: 4 } });
    const peek = await page.waitForSelector('.dg-peek');
    assert.equal(await peek.getAttribute('lang'), 'en');
    assert.match(await peek.innerText(), /[a-z]{3}/);
    await page.click(`#${id}`, { modifiers: ['Alt'], position: { x: 4, y: 4 } });
    assert.equal(await page.$('.dg-peek'), null);
    assert.deepEqual(noise, []);
  });
});

test('without script the page is whole and leads to facing pages', async () => {
  await on(wide, { javaScriptEnabled: false }, async (context) => {
    const page = await context.newPage();
    await page.goto(server.origin + chapter);
    await page.click('.dg-beside a');
    assert.equal(page.url(), server.origin + facing());
    const next = await page.getAttribute('.dg-pager a', 'href');
    assert.match(next, /with-en\/$/);
    await page.click('.dg-swap');
    assert.equal(page.url(), `${server.origin}${chapter.replace('/zh/', '/en/')}with-zh/`);
    await page.click('.dg-lang a[hreflang="zh-Hans"]');
    assert.equal(page.url(), server.origin + chapter);
  });
});

test('on paper both languages stand side by side and pairs are not broken', async () => {
  await on({ width: 720, height: 1000 }, {}, async (context) => {
    const { page } = await open(context, server.origin + facing());
    await page.emulateMedia({ media: 'print' });
    for (const [left, right] of await rows(page)) {
      assert.equal(Math.round(left.box.top), Math.round(right.box.top));
      assert.ok(left.box.right <= right.box.left);
    }
    const breaks = await page.$$eval('.dg-pair', (pairs) => new Set(pairs.map((pair) => getComputedStyle(pair).breakInside)).size);
    assert.equal(breaks, 1);
    assert.ok(await page.$eval('.dg-head', (head) => getComputedStyle(head).display === 'none'));
  });
});

test('from disk a facing page is reached, and the view is kept', async () => {
  await on(wide, {}, async (context) => {
    const file = (address) => pathToFileURL(path.join(site, address, 'index.html')).href;
    const { page, noise } = await open(context, file(chapter));
    await page.click('.dg-lang a[data-with="en"]');
    await page.waitForURL((url) => url.href.split('#')[0] === file(facing()));
    assert.ok(await page.$eval('.dg-pager a', (link) => link.href.endsWith('/with-en/index.html')));
    assert.deepEqual(noise, []);
  });
});

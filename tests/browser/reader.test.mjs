// What a reader does with a page: drawers, keys, settings, the place that is kept, larger
// text, paper, no script.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after, before } from 'node:test';
import zlib from 'node:zlib';

import { build, buildFiles, launch, lookAtAll, pages, sample, serve } from './books.mjs';

const DESKTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };
const BLOCKS = '/en/part/blocks/';

let browser;
let site;
let server;

before(async () => {
  site = build('parts');
  server = await serve(site);
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.close();
});

/** Does something with a page of the book in a context of its own. */
async function onPage(options, address, act) {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    await page.goto(server.origin + address);
    return await act(page);
  } finally {
    await context.close();
  }
}

/** What has the focus, by its id, class or name. */
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName);

test('on a phone the contents are a drawer that the keyboard opens and closes', () =>
  onPage(PHONE, BLOCKS, async (page) => {
    const drawer = page.locator('#dg-toc');
    assert.equal(await drawer.isVisible(), false);
    await page.focus('.dg-head-menu');
    await page.keyboard.press('Enter');
    assert.equal(await drawer.isVisible(), true);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest('#dg-toc'))), true, 'the next stop is in the drawer');
    await page.keyboard.press('Escape');
    assert.equal(await drawer.isVisible(), false);
    assert.match(await focused(page), /dg-head-menu/, 'the focus is back on the button');
  }));

test('a place chosen in the outline closes its sheet and is reached', () =>
  onPage(PHONE, BLOCKS, async (page) => {
    await page.click('.dg-outline-open');
    await page.click('#dg-outline a[href="#charts"]');
    assert.equal(await page.locator('#dg-outline').isVisible(), false);
    const top = await page.evaluate(() => document.getElementById('charts').getBoundingClientRect().top);
    assert.ok(top >= 56 && top < 300, `the heading is ${top} px down, clear of the header`);
  }));

test('on a wide screen contents and outline stand beside the text, and the section read is marked', () =>
  onPage(DESKTOP, BLOCKS, async (page) => {
    for (const part of ['#dg-toc', '#dg-outline']) assert.equal(await page.locator(part).isVisible(), true, part);
    assert.equal(await page.locator('.dg-head-menu').isVisible(), false);
    await page.evaluate(() => document.getElementById('charts').scrollIntoView());
    await page.waitForSelector('#dg-outline a[href="#charts"][aria-current="location"]');
  }));

test('the first stop of the keyboard leads to the text, and every stop is seen at once', () =>
  onPage(DESKTOP, BLOCKS, async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'dg-skip');
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), 'dg-main');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest('main'))), true);
    const unseen = [];
    for (let stop = 0; stop < 60; stop += 1) {
      const fault = await page.evaluate(() => {
        const element = document.activeElement;
        if (element === document.body) return '';
        const box = element.getBoundingClientRect();
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const isSeen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && box.width > 0 && box.bottom > 0 && box.top < innerHeight;
        const isMarked = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || element.matches('input[type=radio]');
        return isSeen && isMarked ? '' : `${element.outerHTML.slice(0, 120)} ${JSON.stringify(box)} ${outlineStyle}`;
      });
      if (fault) unseen.push(fault);
      await page.keyboard.press('Tab');
    }
    assert.deepEqual(unseen, []);
  }));

test('a control of the header that gets the focus does not scroll the page', () =>
  onPage({ ...DESKTOP, reducedMotion: 'reduce' }, BLOCKS, async (page) => {
    await page.evaluate(() => document.getElementById('charts').scrollIntoView());
    const before = await page.evaluate(() => scrollY);
    for (const control of await page.locator('.dg-head :is(a, button, summary):visible').all()) {
      await control.focus();
      assert.equal(await page.evaluate(() => scrollY), before, await control.evaluate((element) => element.outerHTML));
    }
  }));

test('settings are kept, on every page and from the first frame', async () => {
  const context = await browser.newContext({ ...DESKTOP, colorScheme: 'light' });
  // What the page was when its body began: colours that come later would flash.
  await context.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      window.atFirst = { ...document.documentElement.dataset };
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  const page = await context.newPage();
  await page.goto(server.origin + BLOCKS);
  const look = () => page.evaluate(() => {
    const text = getComputedStyle(document.querySelector('.dg-prose p'));
    return { size: parseFloat(text.fontSize), face: text.fontFamily, paper: getComputedStyle(document.documentElement).backgroundColor };
  });
  const plain = await look();
  await page.click('[popovertarget=dg-view]');
  for (const [name, value] of [['theme', 'dark'], ['face', 'sans'], ['size', '4']]) await page.check(`#dg-view input[name=${name}][value="${value}"]`, { force: true });
  const chosen = await look();
  assert.ok(chosen.size > plain.size * 1.2, 'larger');
  assert.notEqual(chosen.face, plain.face);
  assert.notEqual(chosen.paper, plain.paper);

  await page.goto(`${server.origin}/zh/`);
  const { theme, face, size } = await page.evaluate(() => window.atFirst);
  assert.deepEqual({ theme, face, size }, { theme: 'dark', face: 'sans', size: '4' });
  await page.click('[popovertarget=dg-view]');
  for (const name of ['theme', 'face', 'size']) await page.check(`#dg-view input[name=${name}][value=""]`, { force: true });
  await page.goto(server.origin + BLOCKS);
  assert.deepEqual(await look(), plain);
  await context.close();
});

test('the switch of languages keeps the section, after scrolling and from an address', async () => {
  for (const arrive of ['scroll', 'hash']) {
    await onPage(DESKTOP, arrive === 'hash' ? `${BLOCKS}#charts` : BLOCKS, async (page) => {
      if (arrive === 'scroll') await page.evaluate(() => document.getElementById('charts').scrollIntoView());
      await page.click('.dg-lang summary');
      await page.click('.dg-lang a[hreflang="zh-Hans"]');
      // The place is the block at the reading line, be it the first below the heading.
      await page.waitForURL(/\/zh\/part\/blocks\/#(charts|p\d+)$/);
      const top = await page.evaluate(() => document.getElementById('charts').getBoundingClientRect().top);
      assert.ok(top > 0 && top < 300, `the heading is ${top} px down`);
    });
  }
});

test('the home page leads back to where reading stopped', () =>
  onPage(DESKTOP, '/en/part/second/', async (page) => {
    await page.evaluate(() => document.getElementById('more').scrollIntoView());
    await page.goto(`${server.origin}/en/`);
    const resume = page.locator('#dg-resume');
    await resume.waitFor({ state: 'visible' });
    await resume.click();
    await page.waitForURL(/\/en\/part\/second\/#/);
    assert.ok(await page.evaluate(() => scrollY > 300));
    await page.goto(`${server.origin}/zh/`);
    assert.equal(await page.locator('#dg-resume').isVisible(), false, 'each language has its own place');
  }));

test('tabs show one text at a time, with script and without', async () => {
  for (const javaScriptEnabled of [true, false]) {
    await onPage({ ...DESKTOP, javaScriptEnabled }, BLOCKS, async (page) => {
      const [first, second] = await page.locator('.dg-tab').all();
      assert.equal(await first.locator('pre').isVisible(), true);
      await second.locator('summary').click();
      assert.equal(await first.locator('pre').isVisible(), false);
      assert.equal(await second.locator('p').isVisible(), true);
      const [one, other] = await Promise.all([first, second].map((tab) => tab.locator('summary').boundingBox()));
      assert.equal(one.y, other.y, 'the titles stand side by side');
    });
  }
});

/** How far a page reaches over the window, in pixels. */
const overhang = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test('pages fit a narrow phone, text twice as large, and wider spaces', async () => {
  const context = await browser.newContext({ bypassCSP: true });
  const faults = await lookAtAll(context, sample(site).map((address) => server.origin + address), async (page, address) => {
    const tooWide = [];
    const look = async (how) => (await overhang(page)) > 0 && tooWide.push(`${address} is too wide ${how}`);
    await page.setViewportSize({ width: 320, height: 640 });
    await look('for 320 px');
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.addStyleTag({ content: 'html { font-size: 200% !important }' });
    await look('at 200 %');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.addStyleTag({ content: 'html { font-size: 100% !important } * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }' });
    await look('with the spaces of WCAG 1.4.12');
    return tooWide;
  });
  await context.close();
  assert.deepEqual(faults, []);
});

test('on a phone a name in a table stays whole, the table scrolls, and a long title has two lines', async (t) => {
  const name = (at) => `\`the_chapters_of_part_${at}.yaml\``;
  const names = await serve(buildFiles({
    'content/site.yaml': 'title: Walks on the Danube\nlocales: [{code: en, name: English}, {code: zh, tag: zh-Hans, name: 中文}]\n',
    'content/en/index.md': '# Home\n',
    'content/en/names.md': `# Names\n\n| file | copy | what it is for |\n|---|---|---|\n| ${name('one')} | ${name('two')} | ${'the order of its chapters '.repeat(4)} |\n`,
    'content/zh/names.md': '# 名字\n',
  }));
  t.after(() => names.close());
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.goto(`${names.origin}/en/names/`);
  const found = await page.evaluate(() => {
    const box = document.querySelector('.dg-scroll');
    const title = document.querySelector('.dg-head-title');
    return {
      lines: [...document.querySelectorAll('td code')].map((code) => code.getClientRects().length),
      scrolls: box.scrollWidth > box.clientWidth,
      page: document.documentElement.scrollWidth,
      cut: title.scrollHeight > title.clientHeight || title.scrollWidth > title.clientWidth,
      high: title.clientHeight > 2 * parseFloat(getComputedStyle(title).fontSize),
    };
  });
  assert.deepEqual(found, { lines: [1, 1], scrolls: true, page: PHONE.viewport.width, cut: false, high: true });
  await context.close();
});

test('nothing moves on the page while it loads and is read', async () => {
  for (const device of [DESKTOP, PHONE]) {
    await onPage(device, BLOCKS, async (page) => {
      await page.evaluate(async () => {
        for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
          scrollTo(0, y);
          await new Promise((ready) => requestAnimationFrame(() => requestAnimationFrame(ready)));
        }
      });
      const shift = await page.evaluate(() => new Promise((ready) => {
        new PerformanceObserver((list) => ready(list.getEntries().map(({ value }) => value))).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => ready([]), 200);
      }));
      assert.deepEqual(shift, []);
    });
  }
});

test('a reader who wants no motion gets none', () =>
  onPage({ ...DESKTOP, reducedMotion: 'reduce' }, BLOCKS, async (page) => {
    await page.focus('main a');
    const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((element) => {
      const { animationName, scrollBehavior, transitionDuration } = getComputedStyle(element);
      return animationName !== 'none' || scrollBehavior === 'smooth' || transitionDuration.split(', ').some((time) => parseFloat(time) > 0);
    }).length);
    assert.equal(moving, 0);
  }));

test('paper is black on white from any theme and holds the text alone', async () => {
  for (const theme of ['light', 'dark', 'sepia']) {
    await onPage({ viewport: { width: 794, height: 1123 } }, BLOCKS, async (page) => {
      await page.evaluate((theme) => (document.documentElement.dataset.theme = theme), theme);
      await page.emulateMedia({ media: 'print' });
      const paper = await page.evaluate(() => {
        const shown = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).length;
        const clipped = [...document.querySelectorAll('pre')].filter((pre) => pre.scrollWidth > pre.clientWidth + 1).length;
        const { backgroundColor } = getComputedStyle(document.body);
        return { backgroundColor, ink: getComputedStyle(document.querySelector('.dg-prose p')).color, navs: shown('nav, header.dg-head, footer, button, dialog'), tabs: shown('.dg-tab > p, .dg-tab > figure'), clipped };
      });
      assert.deepEqual(paper, { backgroundColor: 'rgb(255, 255, 255)', ink: 'rgb(0, 0, 0)', navs: 0, tabs: 2, clipped: 0 });
    });
  }
});

test('without script the text is whole, dark follows the system, and no control is dead', async () => {
  const read = (page) => page.evaluate(() => document.querySelector('main').innerText.replace(/\s+/g, ' '));
  const dead = (page) => page.evaluate(() => [...document.querySelectorAll('button:not([popovertarget]), input:not([disabled])')].filter((element) => element.checkVisibility()).length);
  for (const device of [DESKTOP, PHONE]) {
    const whole = await onPage(device, BLOCKS, read);
    await onPage({ ...device, javaScriptEnabled: false, colorScheme: 'dark' }, BLOCKS, async (page) => {
      assert.equal(await read(page), whole);
      assert.equal(await dead(page), 0);
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), 'rgb(23, 24, 26)');
      if (device === PHONE) {
        await page.click('.dg-head-menu');
        assert.equal(await page.locator('#dg-toc').isVisible(), true, 'the drawer needs no script');
      }
    });
  }
});

test('Han is never slanted, and each language has the lines it asks for', async () => {
  const text = (page) => page.evaluate(() => {
    const style = getComputedStyle(document.querySelector('.dg-prose p'));
    const slanted = [...document.querySelectorAll('em:lang(zh), em:lang(ja), em:lang(ko)')].filter((em) => getComputedStyle(em).fontStyle !== 'normal').length;
    return { lines: parseFloat(style.lineHeight) / parseFloat(style.fontSize), air: style.textAutospace, kinsoku: style.lineBreak, slanted, dots: getComputedStyle(document.querySelector('em')).textEmphasisStyle, synthesis: getComputedStyle(document.documentElement).fontSynthesisStyle };
  });
  const expected = { zh: [1.8, 'normal', 'strict', 'dot'], ja: [1.8, 'normal', 'strict', 'sesame'], ko: [1.75, 'normal', 'auto', 'dot'] };
  for (const [locale, [lines, air, kinsoku, dots]] of Object.entries(expected)) {
    const found = await onPage(DESKTOP, `/${locale}/part/blocks/`, text);
    assert.ok(Math.abs(found.lines - lines) < 0.01, `${locale}: ${found.lines}`);
    assert.deepEqual([found.air, found.kinsoku, found.dots, found.slanted, found.synthesis], [air, kinsoku, dots, 0, 'none'], locale);
  }
});

test('a line holds as many characters as its language reads well', async () => {
  const measure = (page) => page.evaluate(() => {
    const paragraph = document.querySelector('.dg-prose p');
    return paragraph.clientWidth / parseFloat(getComputedStyle(paragraph).fontSize);
  });
  const zh = await onPage(DESKTOP, '/zh/part/blocks/', measure);
  assert.ok(zh >= 36 && zh <= 40, `${zh} Han`);
  const en = await onPage(DESKTOP, BLOCKS, measure);
  assert.ok(en >= 30 && en <= 36, `${en} em`);
});

test('a page from right to left is mirrored', () =>
  onPage(DESKTOP, '/ar/part/blocks/', async (page) => {
    const [toc, text, outline] = await Promise.all(['#dg-toc', '.dg-prose', '#dg-outline'].map((part) => page.locator(part).boundingBox()));
    assert.ok(toc.x > text.x && text.x > outline.x, JSON.stringify([toc, text, outline]));
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('pre')).direction), 'ltr', 'code is not mirrored');
  }));

test('what every page loads weighs what it may', () => {
  const weigh = (name) => {
    const files = fs.readdirSync(path.join(site, 'a')).filter((file) => name.test(file));
    return files.map((file) => zlib.gzipSync(fs.readFileSync(path.join(site, 'a', file)), { level: 9 }).length).reduce((sum, size) => sum + size, 0);
  };
  const [style, script, search] = [/\.css$/, /^script\..*js$/, /^search\..*js$/].map(weigh);
  assert.ok(style && style <= 12 * 1024, `${style} bytes of style`);
  assert.ok(script && script <= 4 * 1024, `${script} bytes of script`);
  // The search is fetched when a reader asks for it.
  assert.ok(search && script + search <= 11.5 * 1024, `${script} and ${search} bytes of script`);
  assert.equal(weigh(/\.woff2$/), 0);
  for (const file of pages(site).filter((file) => file.includes('/part/blocks/'))) {
    const size = zlib.gzipSync(fs.readFileSync(path.join(site, file)), { level: 9 }).length;
    assert.ok(size <= 30 * 1024, `${file} has ${size} bytes`);
  }
});

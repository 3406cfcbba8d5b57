// Makes the pictures of README.md: node tests/browser/pictures.mjs
//
// They show this repository's own book as it is built now. Run it when the look has
// changed, and look at what it made before committing it.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, launch, serve } from './books.mjs';

const folder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../.github/pictures');
const WIDE = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };

/** Name, address, window, theme, and how far down the page. */
const PICTURES = [
  ['chapter-zh', '/zh/curve/scaling-laws/', WIDE, 'light', ''],
  ['facing-zh', '/zh/curve/scaling-laws/with-en/', WIDE, 'light', ''],
  ['chart-en', '/en/curve/ceiling/', WIDE, 'light', '.dg-chart'],
  ['phone-en', '/en/curve/scaling-laws/', PHONE, 'light', ''],
  ['dark-zh', '/zh/curve/competition/', WIDE, 'dark', ''],
  ['interview-en', '/en/back-matter/interview/', WIDE, 'sepia', '.dg-turn'],
  ['home-en', '/en/', WIDE, 'light', ''],
];

const site = build('own');
const server = await serve(site);
const browser = await launch();
fs.mkdirSync(folder, { recursive: true });
for (const [name, address, window, theme, part] of PICTURES) {
  if (!fs.existsSync(path.join(site, address, 'index.html'))) throw new Error(`${name}: the book has no page ${address}`);
  const context = await browser.newContext({ ...window, locale: address.slice(1, 3) });
  // The announcement is closed, as it is for a reader who comes again.
  await context.addInitScript((theme) => localStorage.setItem('dg:theme', theme), theme);
  const page = await context.newPage();
  await page.goto(server.origin + address);
  const news = page.locator('#dg-news button');
  if (await news.count()) await news.click();
  if (part) await page.locator(part).first().evaluate((element) => element.scrollIntoView({ block: 'center' }));
  await page.mouse.move(0, 0);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await context.close();
}
await browser.close();
server.close();

// Builds both real books once and serves them as a static host would.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const shared = process.env.DIGLOT_SHARED ?? path.join(repository, '../shared');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'diglot-browser-'));
process.on('exit', () => fs.rmSync(scratch, { recursive: true, force: true }));

/** The real corpus, or `null` when it is not here. */
export const corpus = fs.existsSync(path.join(shared, 'corpora/trpl/book')) ? path.join(shared, 'corpora/trpl/book') : null;
if (!corpus && process.env.DIGLOT_DEMAND_ALL) throw new Error('the corpus must be there under DIGLOT_DEMAND_ALL');

const built = new Map();

/**
 * The kinds of page that show the text of a book. The pages that are made of a book's lists,
 * and the whole book on one page, are looked at in the small books; in the corpus they are
 * larger, not other.
 */
export const TEXTS = ['home', 'part', 'chapter', 'page', 'interview', 'facing', 'parallel'];

/** The books by name: this repository's, the real corpus, and one with every part of a text. */
const ROOTS = { own: repository, corpus, parts: path.join(repository, 'tests/browser/book') };

/**
 * Builds a book.
 * @param {'own' | 'corpus' | 'parts'} name
 * @param {string} [baseUrl] where the site will be; unset for none
 * @returns {string} the folder of the site
 */
export function build(name, baseUrl) {
  const key = `${name} ${baseUrl}`;
  if (!built.has(key)) {
    const out = path.join(scratch, `${name}-${built.size}`);
    const args = ['build', '-q', '--no-cache', '--root', ROOTS[name], '--out', out, ...(baseUrl ? ['--base-url', baseUrl] : [])];
    execFileSync(path.join(repository, 'target/debug/diglot'), args, { stdio: ['ignore', 'ignore', 'ignore'] });
    built.set(key, out);
  }
  return built.get(key);
}

/**
 * Builds a book of these files.
 * @param {Record<string, string | Buffer>} files by their path in the project
 * @returns {string} the folder of the site
 */
export function buildFiles(files) {
  const root = fs.mkdtempSync(path.join(scratch, 'book-'));
  for (const [name, bytes] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), bytes);
  }
  execFileSync(path.join(repository, 'target/debug/diglot'), ['build', '-q', '--no-cache', '--root', root], { stdio: ['ignore', 'ignore', 'inherit'] });
  return path.join(root, 'dist');
}

/** Every HTML file of a site, as paths below it. */
export function pages(site) {
  return fs.readdirSync(site, { recursive: true }).filter((file) => file.endsWith('.html')).map((file) => file.split(path.sep).join('/')).sort();
}

/** The address of a page. */
export const addressOf = (file) => `/${file.replace(/(^|\/)index\.html$/, '$1')}`;

/**
 * Addresses of a site: of each kind of page in each language the first, and of chapters
 * the largest as well.
 * @param {string} site
 * @param {string[]} [kinds] these alone
 */
export function sample(site, kinds) {
  const found = new Map();
  for (const file of pages(site)) {
    const html = fs.readFileSync(path.join(site, file), 'utf8');
    const [, kind] = /<html[^>]* data-kind=["']?([\w-]+)/.exec(html) ?? [];
    if (!kind || kind === 'redirect' || (kinds && !kinds.includes(kind))) continue;
    const key = `${kind} ${file.split('/')[0]}`;
    const group = found.get(key) ?? { first: file, largest: file, size: 0 };
    if (html.length > group.size && kind === 'chapter') Object.assign(group, { largest: file, size: html.length });
    found.set(key, group);
  }
  return [...new Set([...found.values()].flatMap(({ first, largest }) => [first, largest]))].map(addressOf);
}

const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.png': 'image/png', '.xml': 'application/xml', '.wav': 'audio/wav' };

/**
 * Serves a site below `base` as GitHub Pages does: a folder without its slash redirects,
 * what is not there answers with `404.html`.
 * @returns {Promise<{ origin: string, close: () => void }>}
 */
export async function serve(site, base = '/') {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const found = pathname.startsWith(base) && find(site, decodeURIComponent(pathname.slice(base.length)));
    if (found && found.redirect) {
      response.writeHead(301, { location: `${pathname}/` }).end();
      return;
    }
    const file = found ? found.file : path.join(site, '404.html');
    response.writeHead(found ? 200 : 404, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    response.end(fs.readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

function find(site, below) {
  const file = path.join(site, below);
  if (!file.startsWith(site) || !fs.existsSync(file)) return null;
  if (!fs.statSync(file).isDirectory()) return { file };
  if (!below.endsWith('/') && below !== '') return { redirect: true };
  const index = path.join(file, 'index.html');
  return fs.existsSync(index) ? { file: index } : null;
}

/** Debian's Chromium, headless, with nothing asked of any other host. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A tab that notes, by the address it was sent to, what is said on the console and asked of other hosts. */
async function tab(context) {
  const page = await context.newPage();
  const noise = [];
  let address = 'about:blank';
  page.on('console', (message) => noise.push(`${address}: ${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => noise.push(`${address}: ${error.message}`));
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (asked.protocol.startsWith('http') && asked.origin !== new URL(address).origin) noise.push(`${address}: asked ${asked.origin}`);
  });
  const go = (to) => page.goto((address = to));
  return { page, noise, go };
}

/**
 * Opens a page and notes whatever it says on the console and asks of other hosts.
 * @returns {Promise<{ page: import('playwright-core').Page, noise: string[] }>}
 */
export async function open(context, address) {
  const { page, noise, go } = await tab(context);
  await go(address);
  return { page, noise };
}

/** As many pages are looked at side by side as there are cores for, at least two. */
const N_TABS = Math.min(4, Math.max(2, os.availableParallelism()));

/**
 * Looks at many pages in a few tabs, each of which goes from page to page: a tab of its own
 * for every page takes several times as long.
 * @param {string[]} addresses whole, with origin
 * @param {(page: import('playwright-core').Page, address: string) => Promise<string[]>} look
 *   what is wrong with a page
 * @returns {Promise<string[]>} all of that, and what the pages said and asked of other hosts
 */
export async function lookAtAll(context, addresses, look) {
  const left = [...addresses];
  const walk = async () => {
    const { page, noise, go } = await tab(context);
    const faults = [];
    while (left.length) {
      const address = left.shift();
      await go(address);
      faults.push(...(await look(page, address)));
    }
    await page.close();
    return [...noise, ...faults];
  };
  return (await Promise.all(Array.from({ length: N_TABS }, walk))).flat();
}

// Measures both built books with the site audit beside the checkout, where there is one:
// keyboard order, contrast of every text, targets, print, no script, language switch,
// weights. What depends on the speed of the machine is not judged.
//
//   node tests/browser/audit.mjs [--quick] [FOLDER OF THE AUDIT]
//
// `--quick` still looks at every link of every page, but opens one page of each kind and
// follows the focus for its first stops: what a landing waits for.

import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, corpus, sample } from './books.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const isQuick = process.argv.includes('--quick');
const audit = process.argv.slice(2).find((word) => word !== '--quick') ?? path.join(here, '../../../shared/tools/site-audit');
/** What our own browser tests do not look at already. */
const PARTS = isQuick ? 'static,load,contrast,layout,focus,nojs,print' : 'static,load,contrast,typo,layout,focus,nojs,motion,print,lang,flash';
/** Pages that hold no running text have no paragraphs to measure. */
const TEXTS = ['chapter', 'interview', 'facing', 'parallel'];
/**
 * What is looked at where there is no running text. A quick run leaves paper to the texts, and
 * contrast to `axe.test.mjs`, which measures it on each kind of page.
 */
const ELSEWHERE = isQuick ? ['layout'] : ['contrast', 'layout', 'focus', 'motion', 'print'];
/** Pages at once. Most of a quick run waits for a network to fall silent, not for a core. */
const N_JOBS = isQuick ? '4' : '2';

if (!fs.existsSync(path.join(audit, 'check.mjs'))) {
  console.error(`no site audit at ${audit}: nothing to do`);
  process.exit(0);
}

// The audit keeps its packages beside itself, and its folder may not be ours to write in.
const tool = fs.mkdtempSync(path.join(os.tmpdir(), 'diglot-audit-'));
process.on('exit', () => fs.rmSync(tool, { recursive: true, force: true }));
fs.cpSync(audit, tool, { recursive: true, filter: (file) => !file.includes('node_modules') });
execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent', '--ignore-scripts'], { cwd: tool, stdio: 'inherit' });

/** What the audit has to know of a page: its kind, its language, its translation. */
function pageOf(site, address) {
  const html = fs.readFileSync(path.join(site, address.endsWith('/') ? `${address}index.html` : address), 'utf8');
  const [, kind] = /<html[^>]* data-kind=["']?([\w-]+)/.exec(html);
  const lang = address.split('/')[1];
  const other = { zh: 'en', en: 'zh' }[lang];
  const alt = other && address.replace(`/${lang}/`, `/${other}/`);
  const isText = TEXTS.includes(kind) && alt && fs.existsSync(path.join(site, alt));
  return { kind, lang, url: address, ...(isText ? { alt } : { only: ELSEWHERE }) };
}

/** One page of each kind, by turns in one language and the other; of the corpus, texts alone. */
function fewest(pages, name) {
  const kinds = new Map();
  for (const page of pages) {
    if (name === 'corpus' && !TEXTS.includes(page.kind)) continue;
    kinds.set(page.kind, [...(kinds.get(page.kind) ?? []), page]);
  }
  return [...kinds.values()].map((group, turn) => group[turn % group.length]);
}

/**
 * What the audit could not measure, which is a fault and not a pass.
 * @param {Record<string, object>} pages what was found, by address
 * @returns {string[]}
 */
function unmeasured(pages) {
  const faults = [];
  for (const [address, found] of Object.entries(pages)) {
    const parts = Object.entries(found).flatMap(([name, part]) => [[name, part], ...Object.entries(part ?? {}).map(([below, value]) => [`${name}.${below}`, value])]);
    for (const [name, part] of parts) if (part?.error) faults.push(`${address}: ${name} was not measured: ${part.error}`);
  }
  return faults;
}

/**
 * What only a screen needs and paper shows all the same. The audit takes every `aside` for
 * navigation, and counts; notes are text and belong on paper, so this is no line of the budget.
 */
function leftOnPaper(pages) {
  return Object.entries(pages).flatMap(([address, { print }]) => {
    const left = (print?.light?.navSample ?? []).filter((element) => element !== 'aside.dg-note');
    return left.length ? [`${address}: on paper there is ${left.join(', ')}`] : [];
  });
}

let isMet = true;
for (const name of ['own', ...(corpus ? ['corpus'] : [])]) {
  const site = build(name, 'https://example.org/repo/');
  // The whole book on one page is for paper; the first page sends a reader on.
  const all = sample(site).map((address) => pageOf(site, address)).filter(({ kind }) => !['print', 'root'].includes(kind));
  const pages = isQuick ? fewest(all, name) : all;
  const config = {
    name, site, base: '/repo/', origin: 'https://example.org', main: 'main', pages,
    schemes: { light: { colorScheme: 'light' }, dark: { colorScheme: 'dark' }, sepia: { colorScheme: 'light', storage: { 'dg:theme': 'sepia' } } },
    theme: { storage: { 'dg:theme': 'dark' } },
    lang: { steps: [['click', '.dg-lang a[data-locale={lang}]']] },
  };
  for (const page of pages) page.altLang = page.alt?.split('/')[1];
  const file = path.join(tool, `${name}.json`);
  fs.writeFileSync(file, JSON.stringify(config));
  const report = path.join(tool, `${name}-found.json`);
  const args = ['check.mjs', '--config', file, '--only', PARTS, '--budget', path.join(here, 'budget.json'), '--out', report, '--jobs', N_JOBS, ...(isQuick ? ['--quick'] : [])];
  const run = spawnSync(process.execPath, args, { cwd: tool, stdio: 'inherit' });
  const found = fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')).pages : null;
  const faults = found ? [...unmeasured(found), ...leftOnPaper(found)] : ['the audit wrote no report'];
  for (const fault of faults) console.error(`FAIL ${fault}`);
  isMet &&= run.status === 0 && faults.length === 0;
}
process.exit(isMet ? 0 : 1);

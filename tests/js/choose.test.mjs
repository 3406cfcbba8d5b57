// Which language a reader gets where the address names none.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { localeFor, localeOfPath } from '../../themes/paper/js/choose/choose.js';

const BOOK = [
  { locale: 'zh', lang: 'zh-Hans' },
  { locale: 'tw', lang: 'zh-Hant' },
  { locale: 'en', lang: 'en' },
  { locale: 'pt', lang: 'pt-BR' },
];

test('a choice made before wins over the browser', () => {
  assert.equal(localeFor(BOOK, 'en', ['zh-CN']), 'en');
});

test('a choice that this book does not have is passed over', () => {
  assert.equal(localeFor(BOOK, 'ja', ['en-GB']), 'en');
});

test('Chinese by region is Chinese in the script of that region', () => {
  const table = { 'zh-CN': 'zh', 'zh-SG': 'zh', zh: 'zh', 'zh-TW': 'tw', 'zh-HK': 'tw', 'zh-Hant-MY': 'tw' };
  for (const [tag, locale] of Object.entries(table)) assert.equal(localeFor(BOOK, '', [tag]), locale, tag);
});

test('a variety that the book lacks falls to another of the same language', () => {
  assert.equal(localeFor(BOOK, '', ['pt-PT']), 'pt');
  assert.equal(localeFor(BOOK.slice(1), '', ['zh-CN']), 'tw');
});

test('the order of the browser counts, not that of the book', () => {
  assert.equal(localeFor(BOOK, '', ['fr', 'en', 'zh']), 'en');
});

test('a reader of none of the languages is left to choose', () => {
  assert.equal(localeFor(BOOK, '', ['fr', 'de']), '');
  assert.equal(localeFor(BOOK, '', []), '');
});

test('a language is not taken for another whose code begins like it', () => {
  assert.equal(localeFor([{ locale: 'fi', lang: 'fi' }], '', ['fil']), '');
});

test('an address tells its locale below any base, and nothing by chance', () => {
  assert.equal(localeOfPath('/book/zh/gone/', ['en', 'zh']), 'zh');
  assert.equal(localeOfPath('/en/zhang/', ['zh', 'en']), 'en');
  assert.equal(localeOfPath('/zhen/', ['zh', 'en']), '');
});

// Pagefind over the same sections, each a record of its own, asked through its own reader.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

/** Serves files of a folder to a reader that would fetch them, and weighs them. */
function fetchFrom(folder, asked) {
  return async (address) => {
    const [above, name] = String(address).split('?')[0].split('/').slice(-2);
    const file = path.join(folder, ['index', 'fragment', 'filter'].includes(above) ? above : '', name);
    const bytes = fs.readFileSync(file);
    asked.bytes += /\.(pf_\w+|pagefind)$/.test(file) ? bytes.length : zlib.gzipSync(bytes, { level: 9 }).length;
    asked.files++;
    return new Response(bytes);
  };
}

/**
 * Indexes sections and gives a way to ask.
 * @returns {Promise<{ find: (query: string) => Promise<string[]>, cost: (query: string) => Promise<{ bytes: number, files: number }>, close: () => void }>}
 */
export async function pagefindOver(sections, locale) {
  const { close, createIndex } = await import('pagefind');
  const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'diglot-pagefind-')), 'pagefind');
  const { index } = await createIndex({ forceLanguage: locale });
  for (const { key, heading, title, text } of sections) await index.addCustomRecord({ url: `/${key}`, content: `${heading}\n${text}`, language: locale, meta: { title: heading || title } });
  await index.writeFiles({ outputPath: folder });
  await close();
  const asked = { bytes: 0, files: 0 };
  const engineAt = async (turn) => {
    globalThis.fetch = fetchFrom(folder, asked);
    globalThis.document = { querySelector: () => ({ getAttribute: () => locale }), documentElement: { lang: locale }, currentScript: null };
    globalThis.window = { location: { origin: 'https://example.org' } };
    globalThis.location = new URL('https://example.org/');
    const engine = await import(`${pathToFileURL(path.join(folder, 'pagefind.js')).href}?${turn}`);
    await engine.options({ basePath: 'https://example.org/pagefind/', baseUrl: '/' });
    await engine.init();
    return engine;
  };
  const keysOf = async (engine, query) => {
    const { results } = await engine.search(query);
    const data = await Promise.all(results.slice(0, 10).map((result) => result.data()));
    return data.map(({ raw_url: address }) => decodeURI(address.replace(/^\//, '')));
  };
  const script = zlib.gzipSync(fs.readFileSync(path.join(folder, 'pagefind.js')), { level: 9 }).length;
  const engine = await engineAt('warm');
  let turn = 0;
  return {
    find: (query) => keysOf(engine, query),
    /** What a reader fetches for the first ten of a first query, the script included. */
    async cost(query) {
      Object.assign(asked, { bytes: 0, files: 0 });
      await keysOf(await engineAt(`cold${turn++}`), query);
      return { bytes: asked.bytes + script, files: asked.files + 1 };
    },
    close: () => fs.rmSync(path.dirname(folder), { recursive: true, force: true }),
  };
}

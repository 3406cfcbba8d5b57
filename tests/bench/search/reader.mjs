// The theme's reader in Node, over the files of a built site.

import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

import { search } from '../../../themes/paper/js/search/engine.js';
import { inflate, shelfOf } from '../../../themes/paper/js/search/shelf.js';

const sizes = new Map();

/** A shelf over an index on the disk, with what it asked for. */
export function shelfAt(folder) {
  const asked = { files: 0, bytes: 0, first: 0 };
  const get = async (name) => {
    const file = path.join(folder, `${name}.js`);
    const text = fs.readFileSync(file, 'latin1');
    if (!sizes.has(file)) sizes.set(file, zlib.gzipSync(text, { level: 9 }).length);
    asked.files++;
    asked.bytes += sizes.get(file);
    // Until the first result: everything but the records, and one of those.
    if (!name.startsWith('r') || !asked.hasRecord) asked.first += sizes.get(file);
    asked.hasRecord ||= name.startsWith('r');
    return inflate(text.slice(text.lastIndexOf(',"') + 2, text.lastIndexOf('"')));
  };
  return { shelf: shelfOf(get), asked };
}

/** The keys of the hits for a query, best first. */
export async function keysOf(shelf, query, limit = 10) {
  const { hits } = await search(shelf, query, {}, limit);
  return hits.map((hit) => decodeURI(hit.page.u + (hit.id && `#${hit.id}`)));
}

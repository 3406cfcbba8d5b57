// Reads an index: asks for its files, each once, and takes them apart. Pure but for
// `scripts`, which is given to it.

/** Numbers and texts as the program wrote them; what is cut short reads as nothing. */
function readerOf(bytes) {
  const decoder = new TextDecoder();
  let at = 0;
  const number = () => {
    let value = 0;
    let byte;
    let scale = 1;
    do {
      byte = bytes[at++] ?? 0;
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte & 128);
    return value;
  };
  const text = () => {
    const n = number();
    at += n;
    return decoder.decode(bytes.subarray(at - n, at));
  };
  const texts = (n) => {
    let last = '';
    return Array.from({ length: n }, () => (last = last.slice(0, number()) + text()));
  };
  return { number, text, texts, more: () => at < bytes.length };
}

/** The place of the last of sorted `names` that is not behind `text`, at least 0. */
export function placeOf(names, text) {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (names[middle] <= text) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** FNV-1a over UTF-16 units, as names of files have it. */
function hash(text) {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(36);
}

function chunkOf(reader) {
  const chunk = new Map();
  let term = '';
  while (reader.more()) {
    term = term.slice(0, reader.number()) + reader.text();
    const head = reader.number();
    const cut = head & 1;
    let next = 0;
    const sections = new Map();
    for (let left = cut ? reader.number() : head >> 1; left--; ) {
      const posting = reader.number();
      next += posting >>> 4;
      sections.set(next++, posting & 15);
    }
    chunk.set(term, { sections, cut });
  }
  return chunk;
}

function bootOf(reader) {
  const n = reader.number();
  const flags = reader.number();
  const chunks = reader.texts(reader.number());
  const words = reader.texts(reader.number());
  const groups = [];
  let first = 0;
  for (let left = reader.number(); left--; ) {
    groups.push(first);
    first += reader.number();
  }
  return { n, flags, chunks, words, groups, filters: JSON.parse(reader.text()) };
}

/**
 * An index with what was read of it.
 * @param {(name: string) => Promise<Uint8Array>} get gives a file by its name
 * @param {Map<string, Promise<object>>} read the files that were read
 */
export function shelfOf(get, read = new Map()) {
  const asked = new Set();
  const once = (name, make) => {
    asked.add(name);
    if (!read.has(name)) read.set(name, get(name).then(make));
    return read.get(name);
  };
  const boot = () => once('boot', (bytes) => bootOf(readerOf(bytes)));
  const chunk = async (place) => {
    const first = (await boot()).chunks[place];
    return first === undefined ? new Map() : once(`t${hash(first)}`, (bytes) => chunkOf(readerOf(bytes)));
  };
  const groupOf = ({ groups }, section) => groups[placeOf(groups, section)];
  const nameOf = (first) => `r${first.toString(36)}`;
  return {
    boot,
    chunk,
    /** The same index for one query, which counts what it asks for, known or not. */
    visit: () => shelfOf(get, read),
    /** Whether a query that asks for at most `most` files may read a section; it does then. */
    reaches(index, section, most) {
      const name = nameOf(groupOf(index, section));
      return asked.size < most ? asked.add(name) : asked.has(name);
    },
    /** The sections that have a term; undefined for none. */
    list: async (term) => (await chunk(placeOf((await boot()).chunks, term))).get(term),
    words: async (place) =>
      once(`w${hash((await boot()).words[place])}`, (bytes) => {
        const reader = readerOf(bytes);
        const words = [];
        let word = '';
        while (reader.more()) words.push((word = word.slice(0, reader.number()) + reader.text()));
        return words;
      }),
    /** A section with its page. */
    async record(section) {
      const first = groupOf(await boot(), section);
      const page = await once(nameOf(first), (bytes) => JSON.parse(new TextDecoder().decode(bytes)));
      const [id, heading, above, text, others = {}] = page.s[section - first];
      return { section, page, id, heading, above, text, others };
    },
    /** What terms are also called, folded and squeezed, with the preferred name. */
    names: () => once('n', (bytes) => new Map(Object.entries(JSON.parse(new TextDecoder().decode(bytes))))),
    /** What traditional characters become. */
    simplified: () => once('f', (bytes) => Object.fromEntries(new TextDecoder().decode(bytes).match(/../gu).map((pair) => [...pair]))),
  };
}

/** The bytes of a file of the index. */
export async function inflate(text) {
  const deflated = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Response(deflated).body.pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

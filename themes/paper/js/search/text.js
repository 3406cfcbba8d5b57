// Makes text comparable and takes it apart, by the rules the index was made with: see
// `src/search/` in the program, and the tables in `tests/vectors/search/`. Pure.

/** What readers leave out when they type: accents, points, vowels, what is not seen. */
const DROPPED = /[\xad\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]/g;

/** Scripts without spaces between words, and Hangul. */
const RUN =
  '\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0ece\\u0f40-\\u0fbc\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17d3\\u2e80-\\u2fd5\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u3035\\u3038-\\u303c\\u3041-\\u3096\\u3099\\u309a\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u318e\\u31a0-\\u31ff\\u3400-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{1b000}-\\u{1b16f}\\u{20000}-\\u{3fffd}';

const PARTS = new RegExp(`([${RUN}]+)|(?:(?![${RUN}])[\\p{Alphabetic}\\p{N}\\p{M}_])+`, 'gu');

const QUOTES = '"“”„«»「」『』＂';

/** The pieces of a query: `-` before, what stands in quotation marks, their end, what does not. */
const PIECES = new RegExp(`(-(?=[^\\s-]))?(?:[${QUOTES}]([^${QUOTES}]*)([${QUOTES}]*)|(\\S+))`, 'g');

/** What means nothing where phrases are looked for. */
const SPACES = new RegExp(`[\\s${QUOTES}]+`, 'g');

/**
 * The folded form of a text: NFKC, lower case, without marks.
 * @param {string} text
 * @param {Record<string, string>} [simplified] what traditional characters become; without
 *   it they stay
 */
export function fold(text, simplified) {
  const plain = text.normalize('NFKC').toLowerCase().normalize('NFD').replace(DROPPED, '').normalize('NFC').replace(/ς/g, 'σ');
  return simplified ? plain.replace(/[\u3400-\u9fff]/g, (letter) => simplified[letter] ?? letter) : plain;
}

/** A text without white space and quotation marks, in which phrases are looked for. */
export const squeezed = (text) => text.replace(SPACES, '');

/**
 * The parts of a folded text: words, and runs of scripts without spaces between words.
 * @returns {{ text: string, run: boolean, at: number }[]} `at` counts UTF-16 units
 */
export const partsOf = (folded) => Array.from(folded.matchAll(PARTS), (found) => ({ text: found[0], run: !!found[1], at: found.index }));

/** The pairs of neighbouring characters in a run. */
export function pairsOf(run) {
  const letters = [...run];
  return letters.slice(1).map((letter, at) => letters[at] + letter);
}

/**
 * Understands a query; mirrors `Query::new`.
 * @returns {{ parts: object[], phrases: string[], without: object[][], whole: string }}
 */
export function queryOf(text, simplified) {
  const query = { parts: [], phrases: [], without: [], whole: '' };
  for (const [, minus, quoted, end, plain] of text.matchAll(PIECES)) {
    const folded = fold(quoted ?? plain, simplified);
    // The last word of a phrase without an end is still being typed.
    const parts = partsOf(folded).map((part, place, { length }) => ({ ...part, exact: end || minus || (quoted && place < length - 1), joined: place }));
    if (minus && parts.length) query.without.push(parts);
    if (minus) continue;
    query.parts.push(...parts);
    query.whole += squeezed(folded);
    if (quoted) query.phrases.push(squeezed(folded));
  }
  return query;
}

/** How the parts of a query meet, as far as an index keeps it. */
export const seamsOf = (parts) =>
  parts.flatMap((right, place) => {
    const left = parts[place - 1];
    if (!left || (!right.joined && (left.exact || right.exact))) return [];
    const before = [...left.text].reverse();
    const after = [...right.text];
    if (left.run) return before[0] + after.slice(0, right.run ? 1 : 3).join('');
    if (right.run) return after[0] + '·' + before.slice(0, 3).join('');
    return before[4] ? [] : [...left.text, ' ', ...after].slice(0, 6).join('');
  });

/** `run` of `runn`; letters that words end in doubled by themselves stay. */
const single = (word) => (word.length > 3 && word.at(-1) === word.at(-2) && !/[lsz]$/.test(word) ? word.slice(0, -1) : word);

function withoutEnding(word) {
  const n = word.length;
  if (n > 4 && word.endsWith('ies')) return word.slice(0, -3);
  if (n > 5 && word.endsWith('ing')) return single(word.slice(0, -3));
  if (n > 4 && word.endsWith('ed')) return single(word.slice(0, -2));
  if (n > 4 && /[sxzh]es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

/** What remains of an English word without its ending. */
export function stem(word) {
  return /^[a-z]{4,}$/.test(word) ? withoutEnding(word).replace(/[eyi]$/, '') : word;
}

/** Whether two words differ by one slip of the pen. */
export function isNear(a, b) {
  let [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same++;
  short = short.slice(same);
  long = long.slice(same);
  // One letter more, another letter, or two that changed places.
  return short.slice(+(short.length === long.length)) === long.slice(1) || (short[0] === long[1] && short[1] === long[0] && short.slice(2) === long.slice(2));
}

// What ought to be found, judged without any index: sections that hold all parts of a
// query; in English, words of the same stem by Porter's rules. Grade 3 when the heading holds them, 2 when the query stands there as a whole, 1
// otherwise.

import { stemmer } from 'stemmer';

import { fold, isNear, partsOf, queryOf, squeezed } from '../../../themes/paper/js/search/text.js';

/** Sections with their texts made comparable. */
export function judged(sections, simplified) {
  return sections.map((section) => {
    const [heading, text] = [fold(section.heading, simplified), fold(section.text, simplified)];
    const stems = (folded) => new Set(partsOf(folded).filter((part) => !part.run).map((part) => stemmer(part.text)));
    return { ...section, heading_: heading, all: `${heading}\n${text}`, whole: squeezed(`${heading}\n${text}`), headStems: stems(heading), stems: stems(`${heading} ${text}`) };
  });
}

/** How many sections have a word, for words that are a slip away from a typed one. */
function meant(word, sections, counts) {
  if (!counts.size) for (const { all } of sections) for (const { text } of new Map(partsOf(all).map((part) => [part.text, part])).values()) counts.set(text, (counts.get(text) ?? 0) + 1);
  if (counts.has(word)) return word;
  const near = [...counts].filter(([known]) => isNear(word, known)).sort((a, b) => b[1] - a[1]);
  return near[0]?.[0] ?? word;
}

/**
 * The sections a query ought to find, with grades.
 * @param {string} kind of the query, as the data has it
 * @returns {Map<string, number>} by key
 */
export function truthOf(query, kind, sections, simplified, isEnglish, counts) {
  const { parts } = queryOf(query.replace(/["-]/g, ' '), simplified);
  const whole = squeezed(fold(query, simplified));
  const wanted = kind === 'typo' ? parts.map((part) => ({ ...part, text: meant(part.text, sections, counts) })) : parts;
  const byStem = isEnglish && ['heading', 'body', 'stem', 'multi', 'typo'].includes(kind);
  const found = new Map();
  for (const section of sections) {
    const has = (text, stems) => wanted.every((part) => (byStem ? stems.has(stemmer(part.text)) : text.includes(part.text)));
    if (!has(section.all, section.stems)) continue;
    const grade = has(section.heading_, section.headStems) ? 3 : section.whole.includes(whole) ? 2 : 1;
    found.set(section.key, grade);
  }
  return found;
}

/** Recall in the first ten, and one over the place of the first hit of the best grade. */
export function score(keys, truth) {
  const best = Math.max(...truth.values());
  const first = keys.findIndex((key) => truth.get(key) === best);
  const n = new Set(keys.slice(0, 10).filter((key) => truth.has(key))).size;
  return { recall: n / Math.min(10, truth.size), rank: first < 0 ? 0 : 1 / (first + 1) };
}

// Stretches of text that a reader may copy: every two to six characters of every heading
// and of five hundred sentences.

import { fold, partsOf } from '../../../themes/paper/js/search/text.js';

/** A row of numbers from 0 to 1 that is the same each time. */
function* numbers(seed) {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

const isOfWord = (letter) => partsOf(fold(letter ?? '')).some((part) => !part.run);

/**
 * Whether a stretch is letters of words of which an index of words has no trace: it begins
 * within a word, `rsing` of `parsing`, or ends with the first letter of one, and no
 * character of a run stands beside that piece.
 */
function isCutFromWords(stretch, before, after) {
  const parts = partsOf(fold(stretch));
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first) return false;
  const letters = [...stretch];
  const begins = isOfWord(before) && isOfWord(letters[0]) && !parts[1]?.run;
  const ends = isOfWord(after) && isOfWord(letters.at(-1)) && [...last.text].length === 1 && !parts.at(-2)?.run;
  return begins || ends;
}

function* windows(text) {
  const letters = [...text];
  for (let n = 2; n <= 6; n++) {
    for (let at = 0; at + n <= letters.length; at++) {
      const stretch = letters.slice(at, at + n).join('');
      if (stretch === stretch.trim()) yield [stretch, isCutFromWords(stretch, letters[at - 1], letters[at + n])];
    }
  }
}

/**
 * The stretches, each once, with whether it is cut from words wherever it stands.
 * @returns {Map<string, boolean>}
 */
export function stretchesOf(sections, locale) {
  const found = new Map();
  const take = (text) => {
    for (const [stretch, isCut] of windows(text)) found.set(stretch, isCut && (found.get(stretch) ?? true));
  };
  for (const { heading } of sections) take(heading);
  const sentences = sections.flatMap(({ text }) => text.split(/(?<=[。！？.!?])\s*/)).filter((sentence) => sentence.length > 8 && (locale !== 'zh' || /\p{Script=Han}{4}/u.test(sentence)));
  const random = numbers(7);
  for (let n = 0; n < 500; n++) take(sentences[Math.floor(random.next().value * sentences.length)]);
  return found;
}

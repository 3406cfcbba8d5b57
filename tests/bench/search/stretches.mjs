// Stretches of text that a reader may copy: every two to six characters of every heading
// and of five hundred sentences.

/** A row of numbers from 0 to 1 that is the same each time. */
function* numbers(seed) {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

function* windows(text) {
  const letters = [...text];
  for (let n = 2; n <= 6; n++) {
    for (let at = 0; at + n <= letters.length; at++) {
      const stretch = letters.slice(at, at + n).join('');
      if (stretch === stretch.trim()) yield stretch;
    }
  }
}

/**
 * The stretches, each once. In a language with spaces a stretch of a sentence that begins
 * and ends within words is no more than letters, so there it is cut at words.
 */
export function stretchesOf(sections, locale) {
  const found = new Set();
  for (const { heading } of sections) for (const stretch of windows(heading)) found.add(stretch);
  const sentences = sections.flatMap(({ text }) => text.split(/(?<=[。！？.!?])\s*/)).filter((sentence) => sentence.length > 8 && (locale !== 'zh' || /\p{Script=Han}{4}/u.test(sentence)));
  const random = numbers(7);
  for (let n = 0; n < 500; n++) {
    const sentence = sentences[Math.floor(random.next().value * sentences.length)];
    for (const stretch of windows(sentence)) found.add(stretch);
  }
  // One or two letters with other words beside them, `b se` of `web server`: looked for,
  // not promised.
  const isRemnant = (stretch) => /(^|\P{L})[a-z0-9_]{1,2}\P{L}+[a-z0-9_]+|[a-z0-9_]+\P{L}+[a-z0-9_]{1,2}$/iu.test(stretch) && /^[\x00-\x7f‘’“”…—]*$/.test(stretch);
  return [...found].filter((stretch) => !isRemnant(stretch));
}

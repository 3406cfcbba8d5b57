// Cuts the stretch out of a text that shows best why it was found. Pure.

import { fold, isNear, partsOf, stem } from './text.js';

/** How far before the first match a stretch begins. */
const BEFORE = 20;

/**
 * A text with its folded form.
 * @returns {{ folded: string, from: number[], to: number[] }} for each folded unit where
 *   the letter it comes from begins and ends
 */
function foldedOf(text, simplified) {
  let folded = '';
  const from = [];
  const to = [];
  let at = 0;
  for (const letter of text) {
    const plain = fold(letter, simplified);
    for (let unit = 0; unit < plain.length; unit++) {
      from.push(at);
      to.push(at + letter.length);
    }
    folded += plain;
    at += letter.length;
  }
  return { folded, from, to };
}

/** Whether a word of a text is one that is looked for: whole, in a form, as a beginning. */
function isMeant(word, { text, exact }) {
  if (exact) return word === text;
  return word.startsWith(text) || stem(word) === stem(text) || (text.length > 3 && isNear(word, text));
}

/**
 * Where a text has what is looked for: whole words, and runs wherever they stand.
 * @param {{ text: string, run: boolean, exact: boolean }[]} parts of the query
 * @returns {[number, number, number][]} from, to, and which part, sorted
 */
export function matchesOf(text, parts, simplified) {
  const { folded, from, to } = foldedOf(text, simplified);
  const found = [];
  const add = (at, length, number) => found.push([from[at], to[at + length - 1], number]);
  const words = partsOf(folded);
  for (const [number, part] of parts.entries()) {
    if (part.run) {
      for (let at = folded.indexOf(part.text); at >= 0; at = folded.indexOf(part.text, at + 1)) add(at, part.text.length, number);
    } else {
      for (const word of words) if (!word.run && isMeant(word.text, part)) add(word.at, word.text.length, number);
    }
  }
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** The same as stretches that do not touch. */
export function joined(matches) {
  const marks = [];
  for (const [from, to] of matches) {
    const last = marks.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else marks.push([from, to]);
  }
  return marks;
}

/**
 * The stretch of some `length` units that holds the most of a query, nearest together.
 * @returns {{ text: string, marks: [number, number][], before: boolean, after: boolean }}
 *   `before` and `after` tell whether something is left out there
 */
export function excerptOf(text, parts, simplified, length) {
  const matches = matchesOf(text, parts, simplified);
  let start = 0;
  let most = -Infinity;
  for (const [at, [from]] of matches.entries()) {
    const kinds = new Set();
    for (const [, to, kind] of matches.slice(at)) {
      if (kinds.has(kind) || (kinds.size && to > from + length - BEFORE)) continue;
      const worth = kinds.add(kind).size * length - (to - from);
      if (worth > most) [start, most] = [Math.max(0, from - BEFORE), worth];
    }
  }
  if (start) start += text.slice(start, start + BEFORE).search(/[\s。！？；，、,.!?;]/) + 1;
  let end = Math.min(text.length, start + length);
  while (end < text.length && end > start + length / 2 && /^[a-z0-9]{2}$/i.test(text.slice(end - 1, end + 1))) end--;
  if (/^[\udc00-\udfff]/.test(text.slice(start))) start++;
  if (/[\ud800-\udbff]$/.test(text.slice(0, end))) end--;
  const marks = joined(matches.filter(([from, to]) => from >= start && to <= end)).map(([from, to]) => [from - start, to - start]);
  return { text: text.slice(start, end).replace(/\s/g, ' '), marks, before: start > 0, after: end < text.length };
}

// Finds a reader's place again on a page that has changed. Pure.

/** How many characters of a block are remembered. */
const N_LETTERS = 200;

/**
 * The place of a reader: the block at the window's upper edge.
 * @param {{ text: string, top: number, bottom: number }[]} blocks in the order of the page,
 *   in pixels from the window's upper edge
 * @returns {{ text: string, at: number, top: number } | null} `at` counts blocks; null
 *   when nothing is in the window
 */
export function placeOf(blocks) {
  const at = blocks.findIndex((block) => block.bottom > 0);
  return at < 0 ? null : { text: blocks[at].text.slice(0, N_LETTERS), at, top: blocks[at].top };
}

/**
 * The block that is at a place now: that of the same text, of several the nearest; else,
 * where the text itself was edited, the one that stands where it stood.
 * @param {string[]} texts of the blocks, in the order of the page
 * @param {{ text: string, at: number }} place
 * @returns {number} -1 on a page without blocks
 */
export function blockAt(texts, place) {
  const same = texts.flatMap((text, at) => (text.slice(0, N_LETTERS) === place.text ? [at] : []));
  const far = (at) => Math.abs(at - place.at);
  if (same.length) return same.reduce((best, at) => (far(at) < far(best) ? at : best));
  return Math.min(place.at, texts.length - 1);
}

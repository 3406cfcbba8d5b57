// Brings the present chapter into view in the list of contents, which may be long.

/**
 * How far to scroll a list so that a line stands in its middle.
 * @param {number} top of the line in the list, in pixels
 * @param {number} height of the window onto the list, in pixels
 * @returns {number} pixels; 0 for a line that is seen without scrolling
 */
export function scrollFor(top, height) {
  return top < height * 0.8 ? 0 : top - height / 2;
}

/** Scrolls the list once the page has its layout, and each time it opens as a drawer. */
export function mountContents(toc) {
  const line = toc.querySelector('[aria-current]');
  if (!line) return;
  const show = () => (toc.scrollTop = scrollFor(line.offsetTop, toc.clientHeight));
  requestAnimationFrame(show);
  toc.addEventListener('toggle', show);
}

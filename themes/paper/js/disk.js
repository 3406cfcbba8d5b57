// Pages opened from disk. A server completes the address of a folder; the disk does not.

/**
 * The address as the disk needs it.
 * @param {string} href a whole address
 * @returns {string} the same, with `index.html` behind a folder on the disk
 */
export function onDisk(href) {
  const url = new URL(href);
  if (url.protocol === 'file:' && url.pathname.endsWith('/')) url.pathname += 'index.html';
  return url.href;
}

/** Completes every link of the page. One whose address is none has no protocol. */
export function mountDisk(links) {
  for (const link of links) if (link.protocol === 'file:') link.href = onDisk(link.href);
}

// Marks the section being read in the outline of the page.

/**
 * The section being read: the last whose heading has passed the reading line.
 * @param {boolean[]} passed one for each heading, in the order of the text
 * @returns {number} its place, -1 before the first heading
 */
export function sectionRead(passed) {
  return passed.lastIndexOf(true);
}

/**
 * Follows the headings without measuring the page: the browser tells when one crosses the
 * reading line, three tenths down the window. The upper bound lies far above the window,
 * so that a jump over many headings is told as well.
 */
export function mountOutline(outline) {
  const links = [...outline.querySelectorAll('a')];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const passed = headings.map(() => false);
  let shown = -1;
  const observer = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) passed[headings.indexOf(target)] = isIntersecting;
      const read = sectionRead(passed);
      links[shown]?.removeAttribute('aria-current');
      links[read]?.setAttribute('aria-current', 'location');
      shown = read;
    },
    { rootMargin: '9999999px 0px -70% 0px' },
  );
  for (const heading of headings) if (heading) observer.observe(heading);
}

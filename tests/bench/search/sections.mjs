// The sections of a built site, read from its pages and not from its index, so that what
// the index leaves out is missed.

import fs from 'node:fs';
import path from 'node:path';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'" };

/** The text of HTML, tags as nothing and ends of blocks as spaces; the language over a listing is none of it. */
function textOf(html) {
  return html
    .replace(/(<div class="?dg-code-top"?><span>)[^<]*/g, '$1')
    .replace(/<(script|style|svg|math|button)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<\/?(p|div|li|ul|ol|pre|table|tr|td|th|h[1-6]|figure|figcaption|aside|section|blockquote|dl|dt|dd|details|summary|br|hr|img)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(#x?[0-9a-f]+|\w+);?/gi, (all, name) => (name[0] === '#' ? String.fromCodePoint(Number(name.slice(1).replace(/^x/i, '0x'))) : (ENTITIES[name] ?? all)))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Signs beside a heading, which are no text: the link to itself, and to the other languages. */
const SIGNS = /<a\b[^>]*class=["']?(dg-anchor|dg-self|dg-hash|dg-also)[\s\S]*?<\/a>/g;

/**
 * Every section of a locale's chapters.
 * @returns {{ key: string, page: string, title: string, heading: string, above: string[], text: string }[]}
 *   `key` is the address from the site's root, with its fragment
 */
export function sectionsOf(site, locale) {
  const sections = [];
  const files = fs.readdirSync(path.join(site, locale), { recursive: true }).filter((file) => file.endsWith('index.html')).sort();
  for (const file of files) {
    const html = fs.readFileSync(path.join(site, locale, file), 'utf8');
    if (!/data-kind=["']?(chapter|part|interview|page|home)\b/.test(html)) continue;
    const start = html.search(/<div class=["']?dg-prose\b/);
    if (start < 0) continue;
    const title = textOf(html.match(/<h1\b[^>]*>([\s\S]*?)<\/h1>/)?.[1] ?? '');
    const end = html.slice(start).search(/<\w+\b[^>]*\bclass=["']?dg-(end|related|contents|pager|foot|tags)\b/);
    const body = html.slice(html.indexOf('>', start) + 1, end < 0 ? undefined : start + end).replace(SIGNS, '');
    const page = path.posix.join(locale, path.dirname(file).split(path.sep).join('/')).replace(/\/\.$/, '') + '/';
    let current = { key: decodeURI(page), page, title, heading: title, above: [], html: '' };
    let open = [{ level: 1, heading: title }];
    // A heading inside of these begins a section that ends with them; the one around goes on.
    const around = [];
    sections.push(current);
    for (const piece of body.split(/(?=<h[2-6]\b[^>]*\bid=)|(?=<\/?(?:blockquote|aside|li|dd)\b)/)) {
      const head = piece.match(/^<h([2-6])\b[^>]*\bid=["']?([^"'\s>]+)["']?[^>]*>([\s\S]*?)<\/h\1>/);
      if (head) {
        const level = Number(head[1]);
        const heading = textOf(head[3]);
        open = open.filter((it) => it.level < level);
        current = { key: decodeURI(`${page}#${encodeURI(head[2])}`), page, title, heading, above: open.map((it) => it.heading), html: '' };
        sections.push(current);
        open.push({ level, heading });
      } else if (/^<\w/.test(piece)) around.push({ current, open: [...open] });
      else if (/^<\//.test(piece)) ({ current, open } = around.pop() ?? { current, open });
      current.html += head ? piece.slice(head[0].length) : piece;
    }
  }
  return sections.map(({ html, ...section }) => ({ ...section, text: textOf(html) }));
}

// Which language a reader gets on pages that belong to none.

/** Traditional Chinese by region, where a browser names no script. */
const TRADITIONAL = /^zh-(tw|hk|mo)\b/;

/** A language tag with the script that it implies, in lower case: `zh-tw` is `zh-hant`. */
function spelledOut(tag) {
  const lower = tag.toLowerCase();
  if (!/^zh\b/.test(lower) || /-han[st]\b/.test(lower)) return lower;
  return TRADITIONAL.test(lower) ? 'zh-hant' : 'zh-hans';
}

/**
 * The language for a reader: the one chosen before, else the first of the browser's that
 * the book has, exactly or in another variety.
 * @param {{ locale: string, lang: string }[]} choices the book's, in its order
 * @param {string} chosen the code of the locale chosen before, or ''
 * @param {readonly string[]} languages the browser's, best first
 * @returns {string} the code of a locale, '' when the book has none of them
 */
export function localeFor(choices, chosen, languages) {
  if (choices.some((choice) => choice.locale === chosen)) return chosen;
  for (const wanted of languages.map(spelledOut)) {
    const [primary] = wanted.split('-');
    const exact = choices.find((choice) => `${wanted}-`.startsWith(`${spelledOut(choice.lang)}-`));
    const other = choices.find((choice) => spelledOut(choice.lang).split('-')[0] === primary);
    if (exact ?? other) return (exact ?? other).locale;
  }
  return '';
}

/**
 * The locale that an address lies in.
 * @param {string} pathname of a page, perhaps one that is not there
 * @param {string[]} locales codes of the book's locales
 * @returns {string} one of them, or ''
 */
export function localeOfPath(pathname, locales) {
  return pathname.split('/').find((part) => locales.includes(part)) ?? '';
}

/** Sends the reader on from the root page; the list stays for those it knows nothing of. */
export function mountRoot(links, chosen) {
  const choices = Array.from(links, ({ dataset, lang }) => ({ locale: dataset.locale, lang }));
  const locale = localeFor(choices, chosen, navigator.languages);
  const link = Array.from(links).find(({ dataset }) => dataset.locale === locale);
  if (link) location.replace(link.href);
}

/**
 * Puts the reader's language first on the page that says a page is not there. The list is
 * made anew, since what moves after it was seen unsettles a reader.
 */
export function mountMissing(list, chosen) {
  const items = Array.from(list.children);
  const choices = items.map(({ dataset, lang }) => ({ locale: dataset.locale, lang }));
  const locales = choices.map((choice) => choice.locale);
  const locale = localeOfPath(location.pathname, locales) || localeFor(choices, chosen, navigator.languages);
  const item = items.find(({ dataset }) => dataset.locale === locale);
  if (!item || item === items[0]) return;
  const inOrder = [item, ...items.filter((other) => other !== item)];
  list.replaceChildren(...inOrder.map((other) => other.cloneNode(true)));
}

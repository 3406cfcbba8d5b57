// What a term means, beside it. Without script its link leads to the same words.

/** How long the pointer rests on a mark before its hint opens, and may be away from both. */
const WAIT_MS = 300;

/**
 * Where a hint stands: below its mark, or above where only there is room; always inside of
 * the window.
 * @param {{ top: number, bottom: number, left: number }} mark pixels in the window
 * @param {{ width: number, height: number }} hint
 * @param {{ width: number, height: number }} view the window
 * @returns {{ top: number, left: number }}
 */
export function hintAt(mark, hint, view) {
  const gap = 8;
  const above = mark.top - gap - hint.height;
  const fits = mark.bottom + gap + hint.height <= view.height;
  const left = Math.max(gap, Math.min(mark.left, view.width - hint.width - gap));
  return { top: fits || above < 0 ? mark.bottom + gap : above, left };
}

/** The entry that a mark leads to, taken from the page of the glossary; each page is asked for once. */
async function entryOf(mark, pages) {
  const [page, id] = mark.href.split('#');
  if (!pages.has(page)) pages.set(page, fetch(page).then((answer) => answer.text()));
  const text = new DOMParser().parseFromString(await pages.get(page), 'text/html');
  const entry = text.getElementById(decodeURIComponent(id));
  for (const more of entry.querySelectorAll('.dg-entry-more')) more.remove();
  for (const link of entry.querySelectorAll('a')) link.href = new URL(link.getAttribute('href'), page).href;
  entry.removeAttribute('id');
  return entry;
}

/** Shows what a term means while the pointer or the focus is on it. */
export function mountTerms(marks) {
  const pages = new Map();
  const hint = document.createElement('div');
  hint.id = 'dg-hint';
  hint.className = 'dg-hint';
  hint.popover = 'auto';
  document.body.append(hint);
  let timer, shown;
  const later = (act) => {
    clearTimeout(timer);
    timer = setTimeout(act, WAIT_MS);
  };
  const hide = () => hint.hidePopover();
  const show = async (mark) => {
    const entry = await entryOf(mark, pages).catch(() => null);
    if (!entry || !mark.matches(':hover, :focus-visible')) return;
    shown?.removeAttribute('aria-describedby');
    shown = mark;
    mark.setAttribute('aria-describedby', hint.id);
    const list = document.createElement('dl');
    list.append(entry);
    hint.replaceChildren(list);
    hint.showPopover();
    const { top, left } = hintAt(mark.getBoundingClientRect(), hint.getBoundingClientRect(), { width: document.documentElement.clientWidth, height: innerHeight });
    hint.style.top = `${top}px`;
    hint.style.left = `${left}px`;
  };
  for (const mark of marks) {
    mark.addEventListener('pointerenter', (event) => event.pointerType === 'mouse' && later(() => show(mark)));
    mark.addEventListener('focus', () => mark.matches(':focus-visible') && later(() => show(mark)));
    mark.addEventListener('pointerleave', () => later(hide));
    // At once: the next stop of the keyboard may lie under the hint.
    mark.addEventListener('blur', () => hint.matches(':hover') || hide());
  }
  hint.addEventListener('pointerenter', () => clearTimeout(timer));
  hint.addEventListener('pointerleave', () => later(hide));
}

// Comments, kept by giscus on another host: loaded when the reader asks for them, and when
// the reader comes back from signing in.

import { store } from '../store.js';

/**
 * The address of the frame.
 * @param {string} src what the page knows of it
 * @param {string} page the page's address, without the session
 * @param {string} theme the reader's choice of colours, '' for the system's
 * @param {string} session what giscus gave when the reader signed in, or ''
 * @returns {string}
 */
export function frameAddress(src, page, theme, session) {
  const url = new URL(src);
  const colours = { dark: 'dark', light: 'light', sepia: 'light' }[theme] ?? 'preferred_color_scheme';
  for (const [name, value] of Object.entries({ origin: page, backLink: page, theme: colours, session })) {
    url.searchParams.set(name, value);
  }
  return url.href;
}

/**
 * Takes the session out of the page's address.
 * @param {string} href as giscus sends the reader back
 * @returns {{ page: string, session: string }} `session` is '' without one
 */
export function sessionOf(href) {
  const url = new URL(href);
  const session = url.searchParams.get('giscus') ?? '';
  url.searchParams.delete('giscus');
  url.hash = '';
  return { page: url.href, session };
}

/** Puts the frame in the button's place, as high as its host says. */
function load(button, page, root) {
  const frame = document.createElement('iframe');
  const src = frameAddress(button.dataset.src, page, root.dataset.theme, store.get('giscus'));
  const host = new URL(src).origin;
  frame.title = button.dataset.title;
  frame.className = 'dg-comments-frame';
  frame.src = src;
  addEventListener('message', (event) => {
    if (event.origin !== host || event.source !== frame.contentWindow) return;
    const said = event.data?.giscus ?? {};
    if (said.resizeHeight > 0) frame.height = said.resizeHeight;
    if (said.signOut) {
      store.set('giscus', '');
      frame.src = frameAddress(button.dataset.src, page, root.dataset.theme, '');
    }
  });
  button.replaceWith(frame);
}

/** Waits for the reader to ask. */
export function mountComments(root, button) {
  const { page, session } = sessionOf(location.href);
  button.addEventListener('click', () => load(button, page, root));
  if (!session) return;
  store.set('giscus', session);
  history.replaceState(null, '', page);
  load(button, page, root);
}

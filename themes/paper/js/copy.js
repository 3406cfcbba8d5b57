// Copies listings and opens the lines that are folded away in them.

/** What a reader hears; the region is empty between, so that the same words are heard again. */
function say(words) {
  const live = document.getElementById('dg-live');
  live.textContent = '';
  setTimeout(() => (live.textContent = words), 50);
}

/** The code without what is only shown, such as a console's prompt. */
function codeOf(figure) {
  const code = figure.querySelector('code').cloneNode(true);
  for (const shown of code.querySelectorAll('.dg-x, [data-diff="del"]')) shown.remove();
  return code.textContent;
}

/** Copies; where the browser forbids it, selects, so that the reader can. */
async function copy(button, figure) {
  try {
    await navigator.clipboard.writeText(codeOf(figure));
    button.dataset.done = '';
    setTimeout(() => delete button.dataset.done, 1500);
    say(document.getElementById('dg-live').dataset.copied);
  } catch {
    getSelection().selectAllChildren(figure.querySelector('code'));
  }
}

/** Serves the buttons above listings. */
export function mountListings() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('.dg-code-top button');
    const figure = button?.closest('.dg-code');
    if (!figure) return;
    if (button.classList.contains('dg-copy')) copy(button, figure);
    else button.setAttribute('aria-pressed', String(figure.toggleAttribute('data-open')));
  });
}

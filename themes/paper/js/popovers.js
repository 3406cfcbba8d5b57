// Drawers and sheets close by themselves when they have done their work.

/** Closes what is open in front of the text. */
function closeAll() {
  for (const open of document.querySelectorAll(':popover-open')) open.hidePopover();
}

/** Folds the list of languages, but for one that holds `within`. */
function foldLists(within) {
  for (const list of document.querySelectorAll('.dg-lang details[open]')) if (!list.contains(within)) list.open = false;
}

/**
 * A link to a place on this page shows the place; a wide window has no drawers. The list
 * of languages is no popover, but goes like one.
 */
export function mountPopovers() {
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('[popover] a[href^="#"]')) closeAll();
    foldLists(event.target);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') foldLists(null);
  });
  matchMedia('(width >= 64em)').addEventListener('change', closeAll);
}

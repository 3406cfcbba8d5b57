// Drawers and sheets close by themselves when they have done their work.

/** Closes what is open in front of the text. */
function closeAll() {
  for (const open of document.querySelectorAll(':popover-open')) open.hidePopover();
}

/** A link to a place on this page shows the place; a wide window has no drawers. */
export function mountPopovers() {
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('[popover] a[href^="#"]');
    if (link) closeAll();
  });
  matchMedia('(width >= 64em)').addEventListener('change', closeAll);
}

// Times beside the text play the recording from there, and the turn that is heard is
// marked. Without script a time opens the recording's file at that second.

/**
 * What is heard at a moment: the last that began before.
 * @param {number[]} times in seconds, ascending
 * @param {number} now seconds from the beginning
 * @returns {number} its place among the times, -1 before the first
 */
export function heardAt(times, now) {
  return times.findLastIndex((time) => time <= now);
}

/** Lets every link with a time seek in the player of the page, and follows the player. */
export function mountTimecodes(player, links) {
  const times = links.map((link) => Number(link.dataset.t));
  let heard;
  for (const [idx, link] of links.entries()) {
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      player.currentTime = times[idx];
      // A browser that will not play by itself shows the player at that second.
      player.play().catch(() => {});
    });
  }
  const figure = player.closest('.dg-player');
  player.addEventListener('play', () => figure?.setAttribute('data-playing', ''));
  player.addEventListener('pause', () => figure?.removeAttribute('data-playing'));
  player.addEventListener('timeupdate', () => {
    const turn = links[heardAt(times, player.currentTime)]?.closest('.dg-turn');
    if (turn === heard) return;
    heard?.removeAttribute('data-heard');
    turn?.setAttribute('data-heard', '');
    heard = turn;
  });
}

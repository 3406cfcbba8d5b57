// Times beside the text play the recording from there. Without script they open its file.

/** Lets every link with a time seek in the player of the page. */
export function mountTimecodes(player, links) {
  for (const link of links) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      player.currentTime = Number(link.dataset.t);
      player.play();
    });
  }
}

// Sound: on or off, and how loud.

export function addSound(player) {
  const { film, root } = player;
  const volume = root.querySelector("[data-player-volume]");
  player.addActions({ mute: () => (film.muted = !film.muted) });
  volume?.addEventListener("input", () => {
    film.volume = Number(volume.value) / 100;
    film.muted = film.volume === 0;
  });
  film.addEventListener("volumechange", () => {
    player.each("[data-player-action=mute]", (button) => (button.ariaPressed = film.muted));
    if (volume) volume.value = film.muted ? 0 : Math.round(film.volume * 100);
  });
}

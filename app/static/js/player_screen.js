// The whole screen for the film and its controls. Phones that give it to films alone give it to the film.

export function addScreen(player) {
  const { film, root } = player;
  const isWhole = () => document.fullscreenElement === root;
  const open = () => (root.requestFullscreen ? root.requestFullscreen() : film.webkitEnterFullscreen?.());
  player.addActions({ screen: () => (isWhole() ? document.exitFullscreen() : open()) });
  document.addEventListener("fullscreenchange", () => {
    player.each("[data-player-action=screen]", (button) => (button.ariaPressed = isWhole()));
  });
}

// What is not needed at every moment stands folded under one button, as it was left in this window.

const KEPT_AS = "player-more";

export function addMore(player) {
  const more = player.root.querySelector("[data-player-more]");
  if (!more) return;
  const show = (isOpen) => {
    more.hidden = !isOpen;
    player.each("[data-player-action=more]", (button) => (button.ariaExpanded = isOpen));
  };
  player.addActions({
    more: () => {
      show(more.hidden);
      sessionStorage.setItem(KEPT_AS, more.hidden ? "" : "open");
    },
  });
  player.addEventListener("open", () => show(sessionStorage.getItem(KEPT_AS) === "open"));
}

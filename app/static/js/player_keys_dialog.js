// The table of keys, in a dialog over the page; Escape closes it, and the film has the keys again.

export function addKeysDialog(player) {
  const dialog = player.root.querySelector("[data-player-keys]");
  if (!dialog) return;
  player.addActions({ keys: () => dialog.showModal() });
  dialog.querySelector("[data-player-close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => player.focus());
}

// The keys of the player. They work only while the focus is inside it, so that single letters surprise nobody.

const ACTION_OF_KEY = {
  " ": "toggle",
  k: "toggle",
  j: "far-back",
  l: "far-forth",
  ArrowLeft: "back",
  ArrowRight: "forth",
  ",": "frame-back",
  ".": "frame-forth",
  i: "in",
  o: "out",
};
const TYPING = "input, textarea, select, [contenteditable]";

/** Call `act` with the name of an action for each of its keys pressed inside `root`, but never while somebody types. */
export function listenToKeys(root, act) {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = ACTION_OF_KEY[event.key] ?? ACTION_OF_KEY[event.key.toLowerCase()];
    if (!action || event.target.closest(TYPING)) return;
    if (event.key === " " && event.target.closest("button, a, summary")) return; // space presses what is focused
    event.preventDefault();
    act(action);
  });
}

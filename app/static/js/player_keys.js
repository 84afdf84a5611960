// The keys of the player. They work only while the focus is inside it, so that single letters surprise nobody.
// The table for people stands in templates/clips/_player_keys.html.

const ACTION_OF_KEY = {
  " ": "toggle",
  k: "stop",
  j: "shuttle-back",
  l: "shuttle-forth",
  ArrowLeft: "back",
  ArrowRight: "forth",
  "shift ArrowLeft": "far-back",
  "shift ArrowRight": "far-forth",
  ",": "frame-back",
  ".": "frame-forth",
  Home: "to-start",
  End: "to-end",
  i: "in",
  o: "out",
  "shift i": "go-in",
  "shift o": "go-out",
  x: "clear",
  r: "loop",
  "/": "loop",
  "<": "slower",
  ">": "faster",
  "+": "zoom-in",
  "=": "zoom-in",
  "-": "zoom-out",
  0: "zoom-reset",
  "alt ArrowLeft": "pan-left",
  "alt ArrowRight": "pan-right",
  "alt ArrowUp": "pan-up",
  "alt ArrowDown": "pan-down",
  f: "screen",
  m: "mute",
  s: "still",
  "?": "keys",
};

/** Where a key writes or chooses, and single keys mean nothing else. */
export const TYPING = "input:not([type=range]), textarea, select, [contenteditable], dialog";

/** Call `act(name, isHeld)` for each key of an action pressed inside `root`, but never while somebody types. */
export function listenToKeys(root, act) {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    const action = ACTION_OF_KEY[nameKey(event)];
    if (!action || event.target.closest(TYPING)) return;
    if (event.key.startsWith("Arrow") && event.target.matches("[type=range]")) return; // arrows move what is focused
    if (event.key === " " && event.target.closest("button, a, summary")) return; // space presses what is focused
    event.preventDefault();
    act(action, event.repeat);
  });
}

/** Shift says something only with letters and named keys: other signs look different with it, on each keyboard its own way. */
function nameKey({ key, shiftKey, altKey }) {
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  const held = `${altKey ? "alt " : ""}${shiftKey && !isSign ? "shift " : ""}`;
  return held + (key.length === 1 ? key.toLowerCase() : key);
}

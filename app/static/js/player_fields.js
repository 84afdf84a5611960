// Places that are typed: where to go, and where the stretch begins and ends. What In and Out chose stands there too.

import { formatPosition, readPosition } from "./player_clock.js";

const WRONG_WAY = "A stretch ends after it begins: write a later Out, or an earlier In.";

export function addFields(player) {
  const { root } = player;
  const field = (name) => root.querySelector(`[data-player-field=${name}]`);
  const edges = () => [read(field("in")), read(field("out"))];
  const setEdges = () => player.setRange(...edges(), player.range().looping);
  const isStretch = (words) => {
    if (words.trim() !== "" && !isPosition(words)) return false;
    const [startMs, endMs] = edges();
    const isForward = startMs === null || endMs === null || startMs < endMs;
    player.say(isForward ? "" : WRONG_WAY);
    return isForward;
  };
  tie(field("time"), isPosition, (words) => player.seek(readPosition(words)));
  tie(field("frame"), isNumber, (words) => player.seekToFrame(Number(words)));
  for (const edge of ["in", "out"]) tie(field(edge), isStretch, setEdges);
  player.addEventListener("range", ({ detail: { startMs, endMs } }) => {
    for (const [edge, name, ms] of [["start", "in", startMs], ["end", "out", endMs]]) {
      player.each(`[data-edge=${edge}]`, (part) => (part.textContent = ms === null ? "" : ` ${shorten(ms)}`));
      const typed = field(name);
      if (!typed || typed === document.activeElement) continue;
      typed.value = ms === null ? "" : formatPosition(ms);
      typed.ariaInvalid = "false";
    }
  });
}

/** Do what was typed on Enter, or when the field is left with something new; say where it cannot be read. */
function tie(typed, isReadable, act) {
  if (!typed) return;
  let done = typed.value;
  const read = () => {
    const isGood = isReadable(typed.value);
    typed.ariaInvalid = String(!isGood);
    if (isGood) act(typed.value);
    done = typed.value;
  };
  typed.addEventListener("keydown", (event) => event.key === "Enter" && read());
  typed.addEventListener("blur", () => typed.value !== done && read());
  typed.addEventListener("focus", () => (done = typed.value));
}

const isPosition = (words) => readPosition(words) !== null;
const isNumber = (words) => /^\d+$/.test(words.trim());
const read = (typed) => (typed?.value.trim() ? readPosition(typed.value) : null);

function shorten(ms) {
  return formatPosition(ms).replace(/\d\d$/, "");
}

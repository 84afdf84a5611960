// The page of a film that was made of a board: the player, its passages, and the film each second is from.
// Without a script the film plays in the browser's own player, and every passage links to its source.

import { mountPlayer } from "./player.js";

const root = document.querySelector("[data-player]");
const stretches = [...document.querySelectorAll("[data-stretch]")].map((row) => ({
  row,
  kind: row.dataset.stretch,
  fromMs: Number(row.dataset.from),
  toMs: Number(row.dataset.to),
  source: row.dataset.source,
  sourceMs: Number(row.dataset.sourceMs),
  sourceName: row.dataset.sourceName,
}));
const place = document.querySelector("[data-trace]"); // taken out of the page with the film, and still written to
const SLOWED = 2;

const player = mountPlayer(root);
player.addEventListener("position", ({ detail }) => trace(detail.ms));
player.addEventListener("closed", forget);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-seek]");
  if (!link) return;
  event.preventDefault();
  player.seek(Number(link.dataset.seek));
  root.scrollIntoView({ block: "nearest" });
});

/** Say where the picture that is shown now is from, and mark its passage in the list. */
function trace(ms) {
  const shown = stretches.find(({ fromMs, toMs }) => fromMs <= ms && ms < toMs) ?? stretches.at(-1);
  for (const { row } of stretches) row.toggleAttribute("data-shown", row === shown.row);
  place.hidden = !shown.source;
  if (!shown.source) return;
  const link = place.querySelector("[data-trace-link]");
  const seconds = (findSourceMs(shown, ms) / 1000).toFixed(3);
  link.href = `${shown.source}#t=${seconds}`;
  link.textContent = shown.sourceName;
}

/** A millisecond in the middle of the very frame of its source: no rounding leads to its neighbour. */
function findSourceMs({ kind, fromMs, sourceMs }, ms) {
  if (kind === "still") return sourceMs;
  const { frames } = player;
  const frame = frames?.frameAt(ms);
  const middle = frames ? (frames.startMs(frame) + frames.endMs(frame)) / 2 : ms;
  return sourceMs + (middle - fromMs) / (kind === "slow" ? SLOWED : 1);
}

/** What was said about the films is closed with them. */
function forget() {
  for (const words of document.querySelectorAll("[data-words-of-film], [data-trace]")) words.remove();
}

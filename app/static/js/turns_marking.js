// Turns are marked by keys or buttons while the film plays. Each mark is drawn at once and waits in a queue until the portal
// has it: none is lost when the line drops, and none is made twice, because the browser gives each its uuid.

import { formatPosition } from "./player_clock.js";
import { TYPING } from "./player_keys.js";
import { refreshRegions } from "./review_sending.js";
import { TurnQueue } from "./turns_queue.js";

const SETTLED_MS = 1200; // somebody who marks is not disturbed by the page
const SVG = "http://www.w3.org/2000/svg";

/** Bring the keypad to life; the digits work inside the player and inside the keypad. */
export function markTurns(player, root, keypad) {
  if (!keypad) return;
  const news = keypad.querySelector("[data-turn-news]");
  const queue = new TurnQueue(keypad, {
    onSent: settle,
    onNews: (words) => (news.textContent = words),
  });
  keypad.hidden = false;
  const press = (key) => key && mark(player, queue, key, news);
  keypad.addEventListener("click", ({ target }) => {
    if (target.closest("[data-turn-undo]")) queue.takeBack();
    else press(target.closest("[data-turn-party]"));
  });
  for (const place of [root, keypad]) {
    place.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest(TYPING)) return;
      if (event.key.toLowerCase() === "u") queue.takeBack();
      else press(/^[1-9]$/.test(event.key) ? keypad.querySelector(`[data-turn-digit="${event.key}"]`) : null);
    });
  }
}

function mark(player, queue, key, news) {
  const frame = player.currentFrame();
  if (frame === null) return void (news.textContent = "Press play first, so that a turn has its place.");
  const { turnParty: party, turnKind: kind } = key.dataset;
  const ms = player.frames.startMs(frame);
  news.textContent = `${key.firstChild.nextSibling.textContent.trim()}, ${formatPosition(ms)}`;
  draw(party, kind, ms);
  return queue.add({ uuid: crypto.randomUUID(), party, kind, frame });
}

/** The mark is seen where it was made, before the portal has answered. */
function draw(party, kind, ms) {
  const lanes = document.getElementById("turn-lanes");
  const duration = Number(document.querySelector("[data-timeline]").dataset.timeline);
  const height = Number(lanes.getAttribute("height")) / lanes.dataset.lanes.split(" ").length;
  const place = document.createElementNS(SVG, "svg");
  place.setAttribute("class", `turn turn-${party} turn-new`);
  place.setAttribute("overflow", "visible");
  place.setAttribute("x", `${Math.min(100, (100 * ms) / duration)}%`);
  place.setAttribute("y", height * (lanes.dataset.lanes.split(" ").indexOf(party) + 0.5));
  const shape = document.createElementNS(SVG, kind === "initiative" ? "path" : "circle");
  if (kind === "initiative") shape.setAttribute("d", "M-5-6 6 0-5 6z");
  else shape.setAttribute("r", "5");
  place.append(shape);
  lanes.append(place);
}

let settling;

/** Once nothing was marked for a moment, the pattern is drawn anew. What the keypad says stands outside of what is drawn. */
function settle() {
  clearTimeout(settling);
  settling = setTimeout(refreshRegions, SETTLED_MS);
}

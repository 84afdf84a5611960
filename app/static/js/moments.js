// The page of a film's moments: chosen with In and Out while it plays, played and looped from the list.
// Without a script the page works with typed times and the browser's own player.

import "./clip-state.js";
import { followMoments } from "./moments_playing.js";
import { mountPlayer } from "./player.js";
import { followAnchors } from "./review_anchors.js";
import { sendInPlace } from "./review_sending.js";
import { markTurns } from "./turns_marking.js";

const root = document.querySelector("[data-player]");
if (root) bringToLife(mountPlayer(root));

offerChoosing(document.querySelector("[data-choosing-waits]"));

function bringToLife(player) {
  followAnchors(player);
  followMoments(player, root);
  markTurns(player, root, document.querySelector("[data-turns]"));
  sendInPlace(document.querySelector("[data-news]"));
  player.addEventListener("closed", closeWords);
  const wanted = /^#t=([\d.]+)$/.exec(location.hash);
  if (wanted) player.seek(Number(wanted[1]) * 1000);
}

/** When the exact copy has come, a link leads to the page on which moments can be chosen. */
function offerChoosing(waiting) {
  if (!waiting) return;
  const watch = new MutationObserver(() => {
    if (!waiting.querySelector("[data-film-state=ready]")) return;
    watch.disconnect();
    const link = document.createElement("a");
    link.href = location.pathname;
    link.className = "btn btn-primary";
    link.textContent = "Choose moments now";
    waiting.append(link);
  });
  watch.observe(waiting, { childList: true, subtree: true });
}

/** What was chosen and marked in a film is closed with it. */
function closeWords() {
  for (const words of document.querySelectorAll("[data-words-of-film]")) words.remove();
  document.querySelector("[data-news]").textContent = "What was chosen in this film is closed with it.";
}

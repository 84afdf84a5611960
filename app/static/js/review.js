// The page of a film: the player, its timeline, the times in the words, and the box where somebody writes, tied together.
// Without a script the page works with typed times and the browser's own player.

import "./clip-state.js";
import { mountPlayer } from "./player.js";
import { showCaptions } from "./player_captions.js";
import { followAnchors, showStretch } from "./review_anchors.js";
import { sendInPlace } from "./review_sending.js";

const root = document.querySelector("[data-player]");
if (root) bringToLife(mountPlayer(root));

function bringToLife(player) {
  showCaptions(player);
  followTimes(player);
  followAnchors(player);
  sendInPlace(document.querySelector("[data-news]"));
  player.addEventListener("closed", closeWords);
  const wanted = /^#t=([\d.]+)$/.exec(location.hash);
  if (wanted) player.seek(Number(wanted[1]) * 1000);
}

/** A time in the words leads to its place in the film, and so does a mark on the track. */
function followTimes(player) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-seek]");
    if (!link) return;
    const isMark = link.closest("[data-timeline]");
    if (!isMark) event.preventDefault(); // a mark also leads to its words; a time stays where it is
    player.seek(Number(link.dataset.seek));
    if (link.dataset.until) showStretch(player, Number(link.dataset.seek), Number(link.dataset.until));
    if (!isMark) bringIntoSight(root.querySelector("[data-player-film]"));
  });
}

/** What was said about a film is closed with it, and so is what somebody was about to say. */
function closeWords() {
  for (const words of document.querySelectorAll("[data-words-of-film], .review-jump")) words.remove();
  document.querySelector("[data-news]").textContent = "What was said about this film is closed with it.";
}

function bringIntoSight(film) {
  const { top, bottom } = film.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) film.scrollIntoView({ block: "start" });
}

// A moment in the list leads to its place in the film: its time shows it, Play plays it to its end, Loop plays it again and again.

import { showStretch } from "./review_anchors.js";

/** Tie times, marks, Play and Loop to the player. */
export function followMoments(player, root) {
  offerButtons();
  new MutationObserver(offerButtons).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    const part = event.target.closest("[data-seek]");
    if (!part) return;
    const isMark = part.closest("[data-timeline]");
    if (isMark) event.stopPropagation();
    else event.preventDefault(); // a mark also leads to its words; a time stays where it is
    follow(player, part);
    if (!isMark) bringIntoSight(root.querySelector("[data-player-film]"));
  });
  player.addEventListener("range", ({ detail }) => showLoop(detail));
}

async function follow(player, part) {
  const [start, until] = [Number(part.dataset.seek), Number(part.dataset.until) || null];
  const isLoop = "momentLoop" in part.dataset;
  if (until !== null) showStretch(player, start, until, isLoop && part.ariaPressed !== "true");
  if (isLoop && !player.range().looping) return player.pause();
  if ("momentPlay" in part.dataset) return player.playOnce(start, until);
  await player.seek(start);
  return isLoop ? player.play() : undefined;
}

function showLoop({ startMs, endMs, looping }) {
  for (const button of document.querySelectorAll("[data-moment-loop]")) {
    const isThis = Number(button.dataset.seek) === startMs && Number(button.dataset.until) === endMs;
    button.ariaPressed = String(looping && isThis);
  }
}

function offerButtons() {
  for (const button of document.querySelectorAll("button[data-moment-play][hidden], [data-moment-loop][hidden]")) button.hidden = false;
}

function bringIntoSight(film) {
  const { top, bottom } = film.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) film.scrollIntoView({ block: "start" });
}

// The strip and the track under the film: the play head moves, the chosen stretch is shown, a click goes there.

/** Tie the timeline to the player. Positions are shares of the film, so nothing is measured in pixels. */
export function showTimeline(player, timeline) {
  const duration = Number(timeline.dataset.timeline);
  const share = (ms) => `${Math.min(100, (100 * ms) / duration).toFixed(3)}%`;
  const head = timeline.querySelector("[data-playhead]");
  player.addEventListener("position", ({ detail }) => {
    head.setAttribute("x1", share(detail.ms));
    head.setAttribute("x2", share(detail.ms));
  });
  player.addEventListener("range", ({ detail }) => {
    const band = timeline.querySelector("[data-band]");
    const isWhole = detail.startMs !== null && detail.endMs !== null;
    band.setAttribute("x", share(detail.startMs ?? 0));
    band.setAttribute("width", isWhole ? share(detail.endMs - detail.startMs) : "0");
  });
  timeline.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    const box = timeline.getBoundingClientRect();
    player.seek(Math.round((duration * (event.clientX - box.left)) / box.width));
  });
}

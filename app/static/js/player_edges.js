// The two ends of the chosen stretch on the strip: dragged, or moved frame by frame with the arrow keys.

import { formatPosition } from "./player_clock.js";

const SECOND = 1000;

export function addEdges(strip, player) {
  for (const handle of strip.timeline.querySelectorAll("[data-edge-handle]")) {
    const isStart = handle.dataset.edgeHandle === "start";
    const now = () => player.range()[isStart ? "startMs" : "endMs"];

    const move = (ms) => {
      const { startMs, endMs, looping } = player.range();
      const frames = player.frames;
      const exact = frames ? (isStart ? frames.startMs : frames.endMs).call(frames, frames.frameAt(ms)) : ms;
      if (isStart ? endMs !== null && exact >= endMs : startMs !== null && exact <= startMs) return;
      player.setRange(isStart ? exact : startMs, isStart ? endMs : exact, looping);
      player.seek(isStart ? exact : exact - 1);
    };

    /** One frame from where it is; where nobody knows the frames, a twenty-fifth of a second. */
    const step = (count) => {
      const { frames } = player;
      if (!frames) return move(now() + count * 40);
      move(frames.startMs(frames.frameAt(isStart ? now() : now() - 1) + count));
    };

    player.addEventListener("range", () => show(handle, now(), strip));
    handle.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      handle.focus({ preventScroll: true });
      strip.follow(event, handle, (moved) => move(strip.msAt(moved)));
    });
    handle.addEventListener("keydown", (event) => {
      const count = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (!count || event.altKey || event.ctrlKey) return;
      event.preventDefault();
      if (event.shiftKey) move(now() + count * SECOND);
      else step(count);
    });
  }
}

function show(handle, ms, strip) {
  handle.hidden = ms === null;
  if (ms === null) return;
  handle.style.left = strip.share(ms);
  Object.assign(handle, { ariaValueMin: 0, ariaValueMax: strip.durationMs, ariaValueNow: ms, ariaValueText: formatPosition(ms) });
}

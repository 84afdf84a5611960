// What is under the pointer on the strip: its still and its time, before anybody goes there.

import { formatPosition } from "./player_clock.js";

export function addPreview(strip) {
  const preview = strip.timeline.querySelector("[data-preview]");
  if (!preview) return;
  const { columns, tiles, tileWidth, tileHeight } = preview.dataset;
  const picture = preview.querySelector("svg");
  const time = preview.querySelector("[data-preview-time]");
  const show = (event) => {
    const ms = strip.msAt(event);
    if (picture) {
      const tile = Math.min(Math.floor((ms / strip.durationMs) * tiles), tiles - 1);
      const [x, y] = [(tile % columns) * tileWidth, Math.floor(tile / columns) * tileHeight];
      picture.setAttribute("viewBox", `${x} ${y} ${tileWidth} ${tileHeight}`);
    }
    time.textContent = formatPosition(ms).replace(/\d\d$/, "");
    preview.hidden = false;
    preview.style.left = place(preview, strip.timeline, event.clientX);
  };
  const isOver = (event) => !event.target.closest("a, [data-edge-handle]");
  strip.timeline.addEventListener("pointermove", (event) => (isOver(event) ? show(event) : (preview.hidden = true)));
  for (const name of ["pointerleave", "pointercancel"]) {
    strip.timeline.addEventListener(name, () => (preview.hidden = true));
  }
  strip.timeline.addEventListener("pointerup", (event) => event.pointerType !== "mouse" && (preview.hidden = true));
}

/** Over the pointer, and never beyond the ends of the strip. */
function place(preview, timeline, x) {
  const box = timeline.getBoundingClientRect();
  const half = preview.offsetWidth / 2;
  return `${Math.min(Math.max(x - box.left, half), box.width - half)}px`;
}

// The film as a strip: the play head moves over it, a pointer on it goes there, what is under the pointer is shown first,
// and the ends of the chosen stretch can be taken hold of. All of it works by keys, too. Places are shares of the film.

import { formatPosition } from "./player_clock.js";
import { addEdges } from "./player_edges.js";
import { addPreview } from "./player_preview.js";
import { addWaveform } from "./player_waveform.js";

const PAGE_MS = 10_000;

export function addStrip(player) {
  const timeline = player.root.querySelector("[data-timeline]");
  if (!timeline) return;
  const strip = new Strip(player, timeline);
  addPreview(strip);
  addEdges(strip, player);
  addWaveform(strip, player);
  player.addActions({ "to-start": () => player.seek(0), "to-end": () => player.seek(strip.durationMs) });
}

class Strip {
  #player;
  #slider;

  constructor(player, timeline) {
    this.#player = player;
    this.timeline = timeline;
    this.durationMs = Number(timeline.dataset.timeline);
    this.#slider = timeline.querySelector("[data-scrub]");
    this.#name();
    player.addEventListener("open", ({ detail }) => this.#measure(detail.durationMs));
    player.addEventListener("position", ({ detail }) => this.#show(detail));
    player.addEventListener("range", ({ detail }) => this.#showStretch(detail));
    timeline.addEventListener("pointerdown", (event) => this.#take(event));
    this.#slider.addEventListener("keydown", (event) => this.#press(event));
  }

  /** The share of a position, as SVG and style sheets write it. */
  share(ms) {
    return `${Math.min(100, Math.max(0, (100 * ms) / this.durationMs)).toFixed(3)}%`;
  }

  /** The milliseconds under a pointer. */
  msAt(event) {
    const box = this.timeline.getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    return Math.min(Math.round(this.durationMs * share), this.durationMs - 1);
  }

  /** Follow a pointer from here until it is lifted. */
  follow(event, part, onMove) {
    const end = () => {
      part.removeEventListener("pointermove", onMove);
      for (const name of ["pointerup", "pointercancel"]) part.removeEventListener(name, end);
    };
    part.setPointerCapture(event.pointerId);
    part.addEventListener("pointermove", onMove);
    for (const name of ["pointerup", "pointercancel"]) part.addEventListener(name, end);
    onMove(event);
  }

  #name() {
    this.#slider.role = "slider";
    this.#slider.tabIndex = 0;
    this.#slider.ariaLabel = "Place in the film";
    this.#measure(this.durationMs);
    this.#show({ ms: 0, frame: null });
  }

  /** How long the film that plays is: the first word of it came with the page. */
  #measure(durationMs) {
    if (durationMs) this.durationMs = durationMs;
    this.#slider.ariaValueMin = 0;
    this.#slider.ariaValueMax = this.durationMs;
  }

  #show({ ms, frame }) {
    const head = this.timeline.querySelector("[data-playhead]");
    for (const end of ["x1", "x2"]) head.setAttribute(end, this.share(ms));
    this.#slider.ariaValueNow = ms;
    this.#slider.ariaValueText = frame === null ? formatPosition(ms) : `${formatPosition(ms)}, frame ${frame}`;
  }

  #showStretch({ startMs, endMs }) {
    const isWhole = startMs !== null && endMs !== null;
    for (const band of this.timeline.querySelectorAll("[data-band]")) {
      band.setAttribute("x", this.share(startMs ?? 0));
      band.setAttribute("width", isWhole ? this.share(endMs - startMs) : "0");
    }
  }

  #take(event) {
    if (event.button !== 0 || event.target.closest("a, [data-edge-handle]")) return;
    event.preventDefault();
    this.#slider.focus({ preventScroll: true });
    this.follow(event, this.timeline, (moved) => this.#player.seek(this.msAt(moved)));
  }

  #press(event) {
    const move = { PageUp: PAGE_MS, PageDown: -PAGE_MS }[event.key];
    const step = { ArrowUp: "forth", ArrowDown: "back" }[event.key];
    if ((!move && !step) || event.altKey) return; // with Alt the arrows move a closer picture
    event.preventDefault();
    if (step) this.#player.act(step, event.repeat);
    else this.#player.seek(this.#player.currentMs() + move);
  }
}

// Two films side by side: each moves by itself, and both together, from the moment that somebody says is the same in both.

import { mountPlayer } from "./player.js";
import { formatPosition } from "./player_clock.js";

const CATCH_UP_MS = 2000; // what one film lags behind is made up over so long, too gently to be heard
const MOST_CATCH_UP = 0.06;
const MOST_LAG_MS = 250; // a film that is further off, as after a line that was too slow, jumps to where it belongs
const JUMP_EVERY_MS = 5000; // and no oftener: jumping takes time of its own
const NO_LAG_MS = 20;
const ROUNDING_MS = 1; // positions are whole milliseconds, frames are not
const FRAME_MS = 40; // where nobody knows the frames
const TOGETHER = "Both films go together from here.";
const APART = "Both start at their beginning again.";
const CLOSED = "One of the films is closed, so both go their own way.";

class Both {
  #left;
  #right;
  #panel;
  #offset = 0; // how much later the shared moment is in the right film, in ms
  #ms = 0; // where both are, on the left film's clock: also before it begins and after it ends, where only the right one has a picture
  #isTogether = false; // whether they play together
  #waiting = null; // the film that plays along once it begins
  #seeking = 0;
  #jumpedAt = -Infinity;

  constructor(left, right, panel) {
    [this.#left, this.#right, this.#panel] = [left, right, panel];
    for (const player of this.#players) {
      player.addEventListener("open", () => this.#welcome());
      player.addEventListener("position", () => this.#follow());
      player.addEventListener("closed", () => this.#end());
      player.addEventListener("play", () => this.#show());
      player.addEventListener("pause", () => this.#rest(player));
    }
    panel.addEventListener("click", ({ target }) => this.#act(target.closest("[data-both-action]")?.dataset.bothAction));
    panel.addEventListener("keydown", (event) => this.#press(event));
    panel.addEventListener("change", () => this.#letSound());
    this.#scrub.addEventListener("input", () => this.#go(Number(this.#scrub.value)));
    panel.hidden = false;
    this.#letSound();
  }

  get #players() {
    return [this.#left, this.#right];
  }

  get #scrub() {
    return this.#panel.querySelector("[data-both-scrub]");
  }

  get #isPlaying() {
    return this.#players.some(({ film }) => !film.paused);
  }

  /** The shared position at which the first of the two begins. */
  get #first() {
    return Math.min(0, -this.#offset);
  }

  /** Where the shared position is on this film's own clock. */
  #place(player) {
    return this.#ms + (player === this.#right ? this.#offset : 0);
  }

  /** Whether this film has a picture for the shared position. */
  #has(player) {
    const place = this.#place(player);
    return place >= 0 && place < (player.durationMs() ?? Infinity);
  }

  /** The film whose clock counts: the left one, unless it waits, is over, or holds a picture that is not of this position. */
  get #lead() {
    if (this.#isTogether) return this.#players.find(({ film }) => !film.paused);
    return this.#has(this.#left) || !isThere(this.#left, this.#place(this.#left)) ? this.#left : this.#right;
  }

  #act(name) {
    if (name === "toggle") this.#toggle();
    if (name === "back") this.#step(-1);
    if (name === "forth") this.#step(1);
    if (name === "align") this.#align(this.#right.currentMs() - this.#left.currentMs(), TOGETHER);
    if (name === "reset") {
      this.#align(0, APART);
      this.#go(0);
    }
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    const action = { " ": "toggle", k: "toggle", ",": "back", ".": "forth" }[event.key];
    if (!action || (event.key === " " && event.target.matches("button"))) return;
    event.preventDefault();
    this.#act(action);
  }

  #toggle() {
    if (this.#isPlaying) return this.#stop();
    const isOver = this.#players.every((player) => player.film.ended || !this.#has(player));
    this.#isTogether = true;
    this.#go(isOver ? this.#first : this.#ms);
  }

  #step(count) {
    this.#stop();
    const next = this.#players.map((player) => this.#findBeside(player, count)).find((ms) => ms !== null);
    if (next !== undefined) this.#go(next);
  }

  /** The shared position at which this film's next frame (1) or the one before (-1) begins; null where it has none. */
  #findBeside(player, count) {
    const [{ frames }, place] = [player, this.#place(player)];
    if (!this.#has(player)) return null;
    if (!frames) return this.#ms + count * FRAME_MS;
    const frame = frames.frameAt(place + ROUNDING_MS) + count;
    return frame >= 0 && frame < frames.count ? this.#ms + frames.startMs(frame) - place : null;
  }

  #stop() {
    this.#part();
    for (const player of this.#players) player.pause();
  }

  #align(offset, words) {
    [this.#offset, this.#ms] = [offset, this.#left.currentMs()];
    this.#panel.querySelector("[data-both-action=reset]").hidden = offset === 0;
    this.#panel.querySelector("[data-both-words]").textContent = words;
    this.#welcome();
  }

  /** Both to this shared position; a film that has no picture there holds its first or its last. */
  async #go(ms) {
    this.#ms = ms;
    this.#show();
    await this.#bring(...this.#players);
    if (this.#seeking) return;
    if (this.#isTogether) this.#run();
    this.#follow();
  }

  async #bring(...players) {
    this.#seeking += 1;
    await Promise.all(players.map((player) => player.seek(Math.max(0, this.#place(player) + ROUNDING_MS))));
    this.#seeking -= 1;
  }

  /** Play what has a picture here; what only begins later waits for its time. */
  #run() {
    this.#waiting = this.#players.find((player) => this.#place(player) < 0) ?? null;
    for (const player of this.#players) {
      if (this.#has(player)) player.play();
      else player.pause();
    }
  }

  /** Each goes its own way from here, at the speed that was chosen. */
  #part() {
    [this.#isTogether, this.#waiting] = [false, null];
    this.#right.film.playbackRate = this.#right.film.defaultPlaybackRate;
  }

  /** Somebody stopped one film by itself, or both are over. */
  #rest(player) {
    const isStopped = player.film.paused && !player.film.ended && this.#has(player);
    if (this.#isTogether && !this.#seeking && (isStopped || !this.#isPlaying)) this.#part();
    this.#show();
  }

  #welcome() {
    const [left, right] = [this.#left.durationMs(), this.#right.durationMs()];
    if (left === null || right === null) return;
    this.#scrub.min = this.#first;
    this.#scrub.max = Math.max(left, right - this.#offset);
    this.#follow();
  }

  /** The shared position moves on with the film that leads. */
  #follow() {
    const lead = this.#lead;
    if (this.#seeking || !lead) return;
    this.#ms += lead.currentMs() - this.#place(lead);
    if (this.#isTogether) this.#keepTogether();
    this.#show();
  }

  #show() {
    const ms = this.#ms;
    this.#scrub.value = ms;
    const words = `${ms < 0 ? "−" : ""}${formatPosition(Math.abs(ms))}`;
    this.#scrub.ariaValueText = words;
    this.#panel.querySelector("[data-both-place]").textContent = words;
    this.#panel.querySelector("[data-both-action=toggle]").ariaLabel = this.#isPlaying ? "Pause both" : "Play both";
  }

  /** Two decoders never keep the same time: the right film runs a little faster or slower until it is level. */
  #keepTogether() {
    if (this.#waiting && this.#has(this.#waiting)) {
      this.#waiting.play();
      this.#waiting = null;
    }
    const [left, right] = [this.#left.film, this.#right.film];
    const lag = left.paused || right.paused ? 0 : this.#place(this.#right) - this.#right.currentMs();
    if (Math.abs(lag) > MOST_LAG_MS && this.#mayJump) {
      this.#jumpedAt = performance.now();
      this.#bring(this.#right);
    }
    const bend = Math.max(-MOST_CATCH_UP, Math.min(MOST_CATCH_UP, lag / CATCH_UP_MS));
    right.playbackRate = left.playbackRate * (1 + (Math.abs(lag) < NO_LAG_MS ? 0 : bend));
  }

  get #mayJump() {
    return performance.now() - this.#jumpedAt > JUMP_EVERY_MS && this.#players.every(canGoOn);
  }

  #letSound() {
    const heard = this.#panel.querySelector("[name=sound]:checked").value;
    this.#left.film.muted = heard === "right";
    this.#right.film.muted = heard === "left";
  }

  #end() {
    this.#part();
    this.#panel.hidden = true;
    document.querySelector("[data-comparison]").append(Object.assign(document.createElement("p"), { textContent: CLOSED }));
  }
}

/** Whether it shows the frame of this position, or the one that is nearest to it; nobody can say where there is no index. */
function isThere(player, ms) {
  return player.frames === null || player.frames.frameAt(ms + ROUNDING_MS) === player.currentFrame();
}

/** Whether it has pictures to go on with, and plays no stretch over and over. */
function canGoOn(player) {
  return player.film.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA && !player.range().looping;
}

const [left, right] = [...document.querySelectorAll("[data-side] [data-player]")].map(mountPlayer);
new Both(left, right, document.querySelector("[data-both]"));

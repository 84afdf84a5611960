// One of the two films behind the preview of a board: brought to a frame, played from there, and let go. What it shows is
// painted onto the canvas in front, frame by frame, and never a frame that is not of the part.

import { pauseFilm, playFilm } from "./player_pausing.js";
import { paintPicture, paintSurely, takePicture, waitForPicture } from "./player_picture.js";

const PRESENTED_WITHIN_MS = 250; // a frame that stands there already is not presented again
const GIVEN_WITHIN_MS = 2000; // a browser says that it stands there before it gives the picture
const LOST = "The film stopped: the line may be lost. Play tries again from this part.";

/** Wait for an event once; true where it came, false where something else (an error, a new turn) did. */
function once(target, name, signal) {
  return new Promise((resolve) => {
    const done = (event) => resolve(event.type === name);
    for (const type of [name, "error"]) target.addEventListener(type, done, { once: true, signal });
    signal.addEventListener("abort", () => resolve(false), { once: true });
  });
}

/** Try until it comes true, there is something else to do, or it took too long. */
function insist(comesTrue, signal) {
  return waitForPicture(() => signal.aborted || comesTrue(), GIVEN_WITHIN_MS);
}

export class Deck {
  #film;
  #canvas;
  #source = null;
  #cued = null;

  constructor(film, canvas) {
    this.#film = film;
    this.#canvas = canvas;
  }

  /**
   * Load a film where it is not loaded yet, and stand at the beginning of a frame; a promise of whether it does, or has to do
   * something else by now. Rejects with words where the film does not come.
   */
  async cue(source, frame, signal) {
    if (signal.aborted) return false;
    if (this.#source !== source || this.#film.error) {
      this.#source = source;
      this.#film.preload = "auto";
      this.#film.src = source.film;
      if (!(await this.#hear("loadedmetadata", signal))) return false;
    }
    return this.#goTo(frame, signal);
  }

  /**
   * Play from `start` up to, not including, `end`, from wherever between them the film stands. `onFrame` hears of each frame
   * as it is painted. Resolves when the last one was, also where the browser left it out; rejects as `cue` does. While it
   * `isHeld` it waits for `resume`.
   */
  async play({ start, end, rate, muted, isHeld }, onFrame, signal) {
    const { frames } = this.#source;
    let shown = -1;
    const paint = (told) => {
      const frame = this.#draw(told, start, end);
      if (frame === null) return false;
      shown = frame;
      onFrame(frame);
      return true;
    };
    this.#film.muted = muted;
    this.#film.playbackRate = rate;
    await this.#follow((seconds) => {
      const frame = frames.named(seconds);
      paint(frame);
      return frame < end - 1;
    }, isHeld, signal);
    pauseFilm(this.#film);
    if (signal.aborted || shown === end - 1) return;
    if (await this.#goTo(end - 1, signal)) await insist(() => paint(end - 1), signal);
  }

  pause() {
    pauseFilm(this.#film);
  }

  resume() {
    return playFilm(this.#film).catch(() => {});
  }

  /** Put the frame that it was brought to onto the canvas; a promise of its having been tried long enough. */
  paint(signal) {
    return insist(() => this.#draw(this.#cued, this.#cued, this.#cued + 1) !== null, signal);
  }

  /** Let go of the film and of every byte of it. */
  empty() {
    pauseFilm(this.#film);
    this.#source = null;
    this.#film.removeAttribute("src");
    this.#film.load();
  }

  /** Wait for an event of the film; false where there is something else to do meanwhile. */
  async #hear(name, signal) {
    if (await once(this.#film, name, signal)) return true;
    if (signal.aborted) return false;
    throw new Error(LOST);
  }

  async #goTo(frame, signal) {
    if (this.#film.error) throw new Error(LOST);
    const presented = this.#hearOfPicture(signal);
    this.#cued = frame;
    this.#film.currentTime = this.#source.frames.aim(frame);
    if (!(await this.#hear("seeked", signal))) return false;
    await presented;
    await insist(() => this.#gives(frame), signal);
    return !signal.aborted;
  }

  #gives(frame) {
    return takePicture(this.#film, this.#source.frames, frame, (_picture, given) => given === frame) === true;
  }

  /** Put what the film gives onto the canvas if it lies between these, and answer which frame that is, or null. The first and
   * the last are there for certain. */
  #draw(told, start, end) {
    return takePicture(this.#film, this.#source.frames, told, (picture, frame) => {
      if (frame < start || frame >= end) return null;
      const paint = frame === start || frame === end - 1 ? paintSurely : paintPicture;
      return paint(picture, this.#canvas, this.#film) ? frame : null;
    });
  }

  #hearOfPicture(signal) {
    return new Promise((resolve) => {
      const leave = this.#onPicture(() => resolve());
      const give = () => {
        leave();
        resolve();
      };
      this.#film.addEventListener("seeked", () => setTimeout(give, PRESENTED_WITHIN_MS), { once: true, signal });
      signal.addEventListener("abort", give, { once: true });
    });
  }

  /** Hear of the time of the next picture, where the browser tells of none of the film's own; gives back what leaves it. */
  #onPicture(note) {
    if (!this.#film.requestVideoFrameCallback) {
      const turn = requestAnimationFrame(() => note(this.#film.currentTime));
      return () => cancelAnimationFrame(turn);
    }
    const handle = this.#film.requestVideoFrameCallback((_now, { mediaTime }) => note(mediaTime));
    return () => this.#film.cancelVideoFrameCallback(handle);
  }

  /** Hear of each picture that is presented for as long as `goesOn` says so. */
  #follow(goesOn, isHeld, signal) {
    return new Promise((resolve) => {
      let leave;
      const note = (seconds) => {
        if (signal.aborted || !goesOn(seconds)) return resolve();
        leave = this.#onPicture(note);
      };
      leave = this.#onPicture(note);
      const stop = () => {
        leave();
        resolve();
      };
      for (const name of ["ended", "error"]) this.#film.addEventListener(name, stop, { once: true, signal });
      signal.addEventListener("abort", stop, { once: true });
      if (!isHeld) this.resume();
    });
  }
}

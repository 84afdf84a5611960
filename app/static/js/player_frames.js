// How long the frames of a film last, learned from the frames the browser presents, and steps from one to the next.

const SHORTEST_SECONDS = 0.004; // what is shorter is not a frame but a browser catching up

export class Frames {
  #film;
  #seconds = 1 / 25; // until the film has shown how long its frames last
  #measured = false;
  #last = null;

  constructor(film) {
    this.#film = film;
  }

  /** Call `onFrame` for each frame that is presented, where the browser tells. */
  follow(onFrame) {
    if (this.#last || !this.#film.requestVideoFrameCallback) return;
    this.#last = { presentedFrames: -Infinity, mediaTime: 0 };
    const note = (_now, frame) => {
      this.#measure(frame);
      onFrame();
      this.#film.requestVideoFrameCallback(note);
    };
    this.#film.requestVideoFrameCallback(note);
  }

  /** To the middle of a later (1) or earlier (-1) frame, so that rounding cannot show its neighbour. */
  step(frames) {
    const index = Math.floor(this.#film.currentTime / this.#seconds + 0.001);
    this.#film.currentTime = Math.max(0, (index + frames + 0.5) * this.#seconds);
  }

  #measure(frame) {
    const lasted = frame.mediaTime - this.#last.mediaTime;
    const isNext = frame.presentedFrames - this.#last.presentedFrames === 1;
    if (isNext && !this.#film.paused && !this.#film.seeking && lasted > SHORTEST_SECONDS) {
      this.#seconds = this.#measured ? Math.min(this.#seconds, lasted) : lasted;
      this.#measured = true;
    }
    this.#last = frame;
  }
}

// What the browser shows at this moment: told for each frame it presents.

const CATCH_UP_SECONDS = 0.004; // what is shorter is not a frame but a browser catching up

export class Pictures {
  #film;
  #listeners = new Set();
  #learned = 1 / 25; // how long a frame lasts, until the film has shown it
  #isLearned = false;
  #last = { presentedFrames: -Infinity, mediaTime: 0 };

  /** The film's frame index, or null while there is none. */
  frames = null;

  /** The frame that is shown; null while nothing is, or nobody can say. */
  shown = null;

  constructor(film) {
    this.#film = film;
    if (film.requestVideoFrameCallback) this.#follow();
    else this.#guess();
    film.addEventListener("timeupdate", () => document.hidden && this.#tell(this.#atClock()));
    film.addEventListener("emptied", () => (this.shown = null));
  }

  /** Call `hear(frame)` for each picture. Gives back what ends the calling. */
  listen(hear) {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  /** A promise of the next picture. */
  next() {
    return new Promise((resolve) => {
      const stop = this.listen((frame) => {
        stop();
        resolve(frame);
      });
    });
  }

  /** Seconds of the middle of a later (1) or earlier (-1) frame, by how long frames seem to last; for films without an index. */
  besideLearned(count) {
    const frame = Math.floor(this.#film.currentTime / this.#learned + 0.001);
    return Math.max(0, (frame + count + 0.5) * this.#learned);
  }

  #follow() {
    const note = (_now, picture) => {
      this.#learn(picture);
      this.#tell(this.frames?.named(picture.mediaTime) ?? null);
      this.#film.requestVideoFrameCallback(note);
    };
    this.#film.requestVideoFrameCallback(note);
  }

  /** Two frames of the screen after a jump its picture is painted; while the film plays, the clock is near enough. */
  #guess() {
    const tell = () => this.#tell(this.#atClock());
    const watch = () => {
      tell();
      if (!this.#film.paused) requestAnimationFrame(watch);
    };
    this.#film.addEventListener("seeked", () => requestAnimationFrame(() => requestAnimationFrame(tell)));
    this.#film.addEventListener("loadeddata", tell);
    this.#film.addEventListener("play", watch);
  }

  #atClock() {
    return this.frames?.frameAt(this.#film.currentTime * 1000) ?? null;
  }

  #tell(frame) {
    this.shown = frame;
    for (const hear of [...this.#listeners]) hear(frame);
  }

  #learn(picture) {
    const lasted = picture.mediaTime - this.#last.mediaTime;
    const isNext = picture.presentedFrames - this.#last.presentedFrames === 1;
    if (isNext && !this.#film.paused && !this.#film.seeking && lasted > CATCH_UP_SECONDS) {
      this.#learned = this.#isLearned ? Math.min(this.#learned, lasted) : lasted;
      this.#isLearned = true;
    }
    this.#last = picture;
  }
}

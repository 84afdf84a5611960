// Going to a frame, one jump after the other. Each is over when the browser has shown the picture that was asked for.

const PAINTED_WITHIN_MS = 500; // after the film says it is there, until nobody waits for word of its picture any more
const OVERTAKEN_AFTER_MS = 250; // a jump that takes longer, on a weak line, gives way to a newer one
const AIMS = ["aim", "middle", "aim"]; // where in the frame to go: a browser that shows another one is asked again

export class Seeks {
  #film;
  #pictures;
  #onBusy;
  #jump = null; // where to go next: of several wishes only the last counts
  #steps = 0; // and how many frames from there, each of which is shown
  #heading = null;
  #startedAt = 0;
  #giveWay = () => {};
  #waiting = [];

  /** Whether a picture is waited for. */
  isBusy = false;

  /** `onBusy` hears whether pictures are waited for. */
  constructor(film, pictures, onBusy) {
    this.#film = film;
    this.#pictures = pictures;
    this.#onBusy = onBusy;
    film.addEventListener("emptied", () => this.#forget());
  }

  /** Where the film will stand when all that was asked for is done. */
  get heading() {
    return this.#within((this.#jump ?? this.#heading ?? this.#pictures.shown ?? this.#atClock()) + this.#steps);
  }

  /** Go to a frame; a promise of the frame that is shown then. */
  goTo(frame) {
    [this.#jump, this.#steps] = [this.#within(frame), 0];
    if (performance.now() - this.#startedAt > OVERTAKEN_AFTER_MS) this.#giveWay();
    return this.#settle();
  }

  /** Go so many frames on or back, each one shown on the way. A held key waits for the picture: it leaves nothing behind. */
  step(count, isHeld = false) {
    if (!(isHeld && this.isBusy)) this.#steps += count;
    return this.#settle();
  }

  #settle() {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.isBusy) this.#work();
    });
  }

  async #work() {
    this.#tell(true);
    for (let next = this.#takeNext(); next !== null; next = this.#takeNext()) {
      this.#heading = next;
      await this.#show(next);
    }
    this.#heading = null;
    this.#tell(false);
    for (const resolve of this.#waiting.splice(0)) resolve(this.#pictures.shown);
  }

  #tell(isBusy) {
    this.isBusy = isBusy;
    this.#onBusy(isBusy);
  }

  #takeNext() {
    if (!this.#pictures.frames) return null;
    if (this.#jump !== null) {
      const frame = this.#jump;
      this.#jump = null;
      return frame;
    }
    if (this.#steps === 0) return null;
    const from = this.#heading ?? this.#pictures.shown ?? this.#atClock();
    const count = Math.sign(this.#steps);
    const frame = this.#within(from + count);
    this.#steps = frame === from ? 0 : this.#steps - count;
    return frame === from ? null : frame;
  }

  async #show(frame) {
    for (const aim of AIMS) {
      if ((await this.#try(frame, aim)) || this.#jump !== null) return;
    }
  }

  /** Whether the picture came, or another wish came first. */
  #try(frame, aim) {
    return new Promise((resolve) => {
      let timer = null;
      const end = (isDone) => {
        clearTimeout(timer);
        stopListening();
        this.#film.removeEventListener("seeked", arrive);
        this.#giveWay = () => {};
        resolve(isDone);
      };
      const see = (shown) => {
        const isPlayedOn = !this.#film.paused && !this.#film.seeking;
        if (shown === frame || isPlayedOn) end(true);
      };
      const arrive = () => {
        timer = setTimeout(() => end(document.hidden || this.#pictures.shown === frame), PAINTED_WITHIN_MS);
      };
      const stopListening = this.#pictures.listen(see);
      this.#film.addEventListener("seeked", arrive);
      this.#giveWay = () => end(true);
      this.#startedAt = performance.now();
      this.#film.currentTime = this.#pictures.frames[aim](frame);
    });
  }

  #atClock() {
    return this.#pictures.frames?.frameAt(this.#film.currentTime * 1000) ?? 0;
  }

  #within(frame) {
    return Math.min(Math.max(frame, 0), (this.#pictures.frames?.count ?? 1) - 1);
  }

  /** The film was taken away: nobody waits for its pictures. */
  #forget() {
    [this.#jump, this.#steps] = [null, 0];
    this.#giveWay();
  }
}

// A length of time that can be stopped and gone on with: how long a card or a still stands.

const TOLD_EVERY_MS = 100;

export class Wait {
  #left;
  #since = null;
  #timer = null;
  #resolve;
  #length;

  /** `onTime` hears how many milliseconds are over, some times a second. */
  constructor(ms, onTime, signal) {
    this.#length = this.#left = ms;
    this.over = new Promise((resolve) => (this.#resolve = resolve));
    this.onTime = onTime;
    signal.addEventListener("abort", () => this.end(), { once: true });
    this.resume();
  }

  pause() {
    if (this.#since === null) return;
    this.#left -= performance.now() - this.#since;
    this.#since = null;
    clearInterval(this.#timer);
  }

  resume() {
    if (this.#since !== null) return;
    this.#since = performance.now();
    this.#timer = setInterval(() => this.#look(), Math.min(TOLD_EVERY_MS, Math.max(1, this.#left)));
  }

  end() {
    clearInterval(this.#timer);
    this.#resolve();
  }

  #look() {
    const over = this.#length - this.#left + performance.now() - this.#since;
    this.onTime(Math.min(over, this.#length));
    if (over >= this.#length) this.end();
  }
}

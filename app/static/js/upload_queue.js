// One film after another, so that the first arrives soon. While bytes go out the screen is kept on, where the browser can.

const TRY_AGAIN_MS = 60_000;

/** Keeps the screen on; the browser lets go of it whenever the page is hidden, so it is asked again. */
class ScreenLight {
  #isWanted = false;
  #lock = null;
  #tell;

  constructor(tell) {
    this.#tell = tell;
    document.addEventListener("visibilitychange", () => this.#isWanted && this.#take());
  }

  get isOn() {
    return this.#lock !== null && !this.#lock.released;
  }

  async want(isWanted) {
    this.#isWanted = isWanted;
    if (isWanted) return this.#take();
    await this.#lock?.release().catch(() => null);
    this.#lock = null;
    this.#tell();
  }

  async #take() {
    if (document.visibilityState === "visible" && !this.isOn)
      this.#lock = (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
    if (!this.#isWanted) await this.#lock?.release().catch(() => null);
    this.#tell();
  }
}

export class SendingQueue extends EventTarget {
  #films = new Set();
  #current = null;
  #light = new ScreenLight(() => this.dispatchEvent(new Event("change")));

  constructor() {
    super();
    addEventListener("online", () => this.#wakeLost(true));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#wakeLost(false));
    setInterval(() => this.#wakeLost(false), TRY_AGAIN_MS);
    addEventListener("beforeunload", (event) => [...this.#films].some((film) => film.isAtRisk) && event.preventDefault());
  }

  get films() {
    return [...this.#films].filter((film) => !film.isOver);
  }

  /** Whether bytes go out and nothing keeps the screen on: then its owner has to. */
  get needsLight() {
    return this.#current !== null && !this.#light.isOn;
  }

  add(film) {
    this.#films.add(film);
    film.addEventListener("change", () => this.#next());
    this.#next();
  }

  async #next() {
    const film = [...this.#films].find((one) => one.state === "waiting");
    if (this.#current || !film) return;
    this.#current = film;
    this.#light.want(true);
    await film.run();
    this.#current = null;
    if (![...this.#films].some((one) => one.state === "waiting")) this.#light.want(false);
    this.#next();
  }

  /** A line that is back, a page that is seen again, or a minute that passed: try what was lost; `isNew` also what is just trying. */
  #wakeLost(isNew) {
    for (const film of this.#films) if (film.state === "lost" && (isNew || !film.isRunning) && navigator.onLine) film.goOn();
  }
}

// A film that is shown part by part: it plays one, waits at its last picture, and goes on when somebody says so. Cards are
// shown as words, as large as the screen lets them be. The markup is templates/clips/edited_films/presenting/_stage.html.

import { pauseFilm, playFilm } from "./player_pausing.js";

const SLOW = 0.5;
const CLOSE_S = 0.08; // without being told of each picture the film's clock comes by this often
const LOST = "The film stopped: the line may be lost. “Go on” tries again from here.";
const KEYS = {
  " ": "next",
  Enter: "next",
  ArrowRight: "next",
  PageDown: "next",
  ArrowLeft: "back",
  PageUp: "back",
  r: "again",
  s: "slowly",
  k: "pause",
  f: "full",
};

/** The parts of a film as a page lists them. */
export function readSteps(list) {
  return [...list.querySelectorAll("li")].map(({ dataset, textContent }) => ({
    kind: dataset.kind,
    fromMs: Number(dataset.from),
    toMs: Number(dataset.to),
    words: textContent.trim(),
  }));
}

export class Stage {
  #root;
  #film;
  #steps = [];
  #at = -1;
  #isSlow = false;
  #actions = {
    next: () => this.#next(),
    back: () => this.#show(Math.max(0, this.#at - 1)),
    again: () => this.#show(this.#at),
    slowly: () => this.#show(this.#at, true),
    pause: () => this.#pause(),
    full: () => this.#fill(),
  };

  constructor(root) {
    this.#root = root;
    this.#film = root.querySelector("[data-stage-film]");
    root.addEventListener("click", ({ target }) => this.#actions[target.closest("[data-stage-action]")?.dataset.stageAction]?.());
    root.addEventListener("keydown", (event) => this.#press(event));
    for (const name of ["play", "pause"]) this.#film.addEventListener(name, () => this.#tell());
    this.#film.addEventListener("error", () => {
      pauseFilm(this.#film);
      this.#tell();
    });
    this.#film.addEventListener("ended", () => this.#wait());
    this.#watch();
  }

  /** Show the film at this address, its parts one after the other. */
  begin(address, steps) {
    this.#steps = steps;
    this.#film.src = address;
    this.#part("controls").hidden = false;
    this.#show(0);
    this.#root.focus({ preventScroll: true });
  }

  /** Let go of the film and of every byte of it. */
  end(words = "") {
    pauseFilm(this.#film);
    this.#film.removeAttribute("src");
    this.#film.load();
    this.#at = -1;
    this.#part("controls").hidden = true;
    this.#part("card").hidden = true;
    this.#part("say").textContent = words;
  }

  get #step() {
    return this.#steps[this.#at];
  }

  #part(name) {
    return this.#root.querySelector(`[data-stage-${name}]`);
  }

  async #show(at, isSlow = false) {
    this.#at = at;
    this.#isSlow = isSlow;
    const { kind, fromMs, words } = this.#step;
    const isCard = kind === "card";
    this.#part("card").hidden = !isCard;
    this.#part("words").textContent = isCard ? words : "";
    if (isCard) pauseFilm(this.#film);
    else await this.#play(fromMs / 1000 + 0.002);
    this.#tell();
  }

  /** Play from there, or go on; a film that stopped is fetched anew. */
  #play(seconds = null) {
    const from = seconds ?? this.#film.currentTime;
    const isLost = this.#film.error !== null;
    if (isLost) this.#film.load();
    if (isLost || seconds !== null) this.#film.currentTime = from;
    this.#film.playbackRate = this.#isSlow ? SLOW : 1;
    return playFilm(this.#film).catch(() => {});
  }

  #next() {
    if (this.#at + 1 < this.#steps.length) return this.#show(this.#at + 1);
    pauseFilm(this.#film);
    this.#part("say").textContent = "That was the last part.";
  }

  #pause() {
    if (this.#step.kind === "card") return;
    if (this.#film.paused) this.#play();
    else pauseFilm(this.#film);
  }

  /** At the end of a part the film waits on its last picture. */
  #watch() {
    const { requestVideoFrameCallback: told } = this.#film;
    if (!told) return this.#film.addEventListener("timeupdate", () => this.#stopAt(this.#film.currentTime + CLOSE_S));
    let [last, lasts] = [0, 0];
    const note = (_now, { mediaTime }) => {
      lasts = Math.min(0.1, Math.max(0.005, mediaTime - last));
      last = mediaTime;
      this.#stopAt(mediaTime + lasts * 1.2);
      this.#film.requestVideoFrameCallback(note);
    };
    this.#film.requestVideoFrameCallback(note);
  }

  #stopAt(seconds) {
    if (this.#film.paused || !this.#step || this.#step.kind === "card") return;
    if (seconds * 1000 >= this.#step.toMs) this.#wait();
  }

  #wait() {
    pauseFilm(this.#film);
    this.#film.currentTime = Math.max(0, this.#step.toMs / 1000 - 0.005);
  }

  #tell() {
    if (!this.#step) return;
    const isCard = this.#step.kind === "card";
    this.#part("place").textContent = `${this.#at + 1} of ${this.#steps.length}${this.#isSlow && !isCard ? ", slowly" : ""}`;
    this.#part("say").textContent = this.#film.error && !isCard ? LOST : "";
    for (const button of this.#root.querySelectorAll("[data-stage-action]")) {
      const { stageAction: action } = button.dataset;
      if (action === "pause") button.textContent = this.#film.paused ? "Go on" : "Pause";
      if (["pause", "again", "slowly"].includes(action)) button.disabled = isCard;
      if (action === "back") button.disabled = this.#at === 0;
    }
    const { activeElement } = document; // a button that cannot be pressed keeps the keys to itself
    if (activeElement?.disabled && this.#root.contains(activeElement)) this.#root.focus({ preventScroll: true });
  }

  #fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.#root.closest(".stage-frame").requestFullscreen?.();
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#step) return;
    const isOnButton = [" ", "Enter"].includes(event.key) && event.target.closest("button, a");
    const action = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
    if (!action || isOnButton) return;
    event.preventDefault();
    this.#actions[action]();
  }
}

// A film on its way as people see it: how far, how fast, what to do. The markup is templates/clips/_upload_card.html.

import { followFilm } from "./clip-state.js";
import "./device_copies.js";
import { formatSize } from "./upload-file.js";

const WITHOUT_COPY = "keep this page open until the film has arrived. If it closes, choose the same file again, and sending goes on from where it was.";
const HINDRANCES = { room: `This browser has no room for a copy of the film: ${WITHOUT_COPY}`, browser: `This browser keeps no copy of the film: ${WITHOUT_COPY}` };
const KEPT = "A sealed copy is kept in this browser: you can close this page and go on here another day.";

export class UploadCard extends EventTarget {
  #root;
  #queue;
  #film = null;
  #isAsking = false;
  #spokenShare = 0;
  #react = () => this.#draw();

  /** `queue` is where its film waits for its turn. */
  constructor(root, queue) {
    super();
    this.#root = root;
    this.#queue = queue;
    queue.addEventListener("change", () => this.#drawLight());
    this.#listen("pause", () => this.#film.pause());
    this.#listen("go-on", () => this.#film.goOn());
    this.#listen("ask-cancel", () => this.#ask(true));
    this.#listen("keep", () => this.#ask(false));
    this.#listen("cancel", () => (this.#ask(false), this.#film.cancel()));
    this.#listen("replace", () => this.#film.replaceOther());
  }

  get film() {
    return this.#film;
  }

  part(name) {
    return this.#root.querySelector(`[data-upload-${name}]`);
  }

  /** Show this film from now on. */
  follow(film) {
    this.#film?.removeEventListener("change", this.#react);
    [this.#film, this.#isAsking, this.#spokenShare] = [film, false, 0];
    film.addEventListener("change", this.#react);
    this.#draw();
  }

  /** Say something while there is no film. */
  say(words, isProblem = false) {
    const message = this.part("message");
    if (message.textContent !== words) message.textContent = words;
    message.classList.toggle("upload-problem", isProblem);
  }

  /** The parts of this state alone; focus moves on when its button disappears. */
  show(state) {
    if (this.#root.dataset.state === state) return;
    const hadFocus = this.#root.contains(document.activeElement) && document.activeElement.matches("button");
    this.#root.dataset.state = state;
    for (const part of this.#root.querySelectorAll("[data-upload-in]"))
      part.hidden = !part.dataset.uploadIn.split(" ").includes(state);
    if (hadFocus && document.activeElement?.closest("[hidden]"))
      this.#root.querySelector("button:not([hidden], [hidden] *), input:not([hidden] *), select:not([hidden] *)")?.focus();
  }

  #listen(action, react) {
    this.#root.querySelector(`[data-upload-action="${action}"]`).addEventListener("click", react);
  }

  #ask(isAsking) {
    this.#isAsking = isAsking;
    this.#draw();
  }

  #draw() {
    const film = this.#film;
    if (film.isOver) this.#isAsking = false;
    const hasArrived = film.state === "arrived" && this.#root.dataset.state !== "arrived";
    this.show(this.#isAsking ? "asking" : film.state);
    this.say(film.words, film.isProblem);
    this.part("kept").textContent = film.isOver ? "" : describeCopy(film);
    this.#drawShare(film);
    this.#drawLight();
    this.dispatchEvent(new Event("change"));
    if (hasArrived) this.#followOn(film);
  }

  #drawLight() {
    this.part("light").hidden = this.#film?.state !== "sending" || !this.#queue.needsLight;
  }

  #drawShare(film) {
    const share = film.size ? Math.floor((100 * film.sent) / film.size) : 0;
    this.part("bar").value = share;
    this.part("share").textContent = `${share} % of ${formatSize(film.size)}`;
    this.part("rest").textContent = film.state === "sending" ? film.pace : "";
    if (!film.isOver && Math.abs(share - this.#spokenShare) < 10) return;
    this.#spokenShare = share;
    this.part("spoken").textContent = film.isOver ? "" : `${share} % sent`;
  }

  /** The portal's own account of the film from here on, and once it plays the question what became of the file. */
  async #followOn(film) {
    const place = this.part("followed");
    if (!film.stateAddress) return;
    place.dataset.filmStateFrom = film.stateAddress;
    place.dataset.filmOpens = film.stateAddress.replace(/\/state$/, "");
    await followFilm(place);
    this.#askAboutCopy(place);
    this.dispatchEvent(new Event("prepared"));
  }

  /** Only a film that is ready is safe: until then its file may be needed once more. */
  #askAboutCopy(place) {
    if (place.querySelector("[data-film-state]")?.dataset.filmState !== "ready") return;
    this.part("copy").querySelector("form").action = `${place.dataset.filmOpens}/device-copies`;
    this.part("copy").hidden = false;
  }
}

function describeCopy(film) {
  if (film.hindrance) return HINDRANCES[film.hindrance];
  if (["missing", "elsewhere"].includes(film.state)) return "";
  if (film.keptShare === 1) return KEPT;
  return `A sealed copy is being made in this browser, ${Math.floor(100 * film.keptShare)} %. Keep this page open until it is there.`;
}

// The captions of a film: they play with it for everybody who may watch it, and C shows or hides them.
//
//   const captions = showCaptions(player);
//   captions.refresh();   after a line was changed

import { TYPING } from "./player_keys.js";

const CHOICE = "captions";
const VIEWING = /\/viewings\/[0-9a-f-]+\//;

/** Give the film of `player` its captions; they lie beside its bytes, under the same viewing. */
export function showCaptions(player) {
  return new Captions(player);
}

class Captions {
  #film;
  #root;
  #button = null;
  #element = null;
  #asked = null; // the newest that was asked for: an older one may come after it

  constructor(player) {
    this.#film = player.film;
    this.#root = player.root;
    player.addEventListener("open", () => this.refresh());
    player.addEventListener("closed", () => this.#forget());
    player.root.addEventListener("keydown", (event) => {
      const isOurs = event.key.toLowerCase() === "c" && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isOurs || event.defaultPrevented || event.target.closest(TYPING) || !this.#button) return;
      event.preventDefault();
      this.#toggle();
    });
  }

  /** Fetch them anew. */
  refresh() {
    const viewing = VIEWING.exec(this.#film.src)?.[0];
    if (!viewing) return;
    const fresh = document.createElement("track");
    Object.assign(fresh, { kind: "captions", label: "Captions", srclang: "en" });
    fresh.src = `${viewing}captions.vtt?at=${Date.now()}`; // browsers read an address once
    fresh.addEventListener("load", () => (fresh === this.#asked ? this.#take(fresh) : fresh.remove()));
    fresh.addEventListener("error", () => fresh.remove());
    this.#asked = fresh;
    this.#film.append(fresh);
    fresh.track.mode = "hidden"; // which makes it load
  }

  #take(fresh) {
    this.#element?.remove();
    this.#element = fresh;
    if (fresh.track.cues.length > 0) this.#offer();
    if (this.#button) this.#button.hidden = fresh.track.cues.length === 0;
    this.#show();
  }

  #forget() {
    this.#asked = null;
    this.#element?.remove();
  }

  #offer() {
    const controls = this.#root.querySelector("[data-player-end]");
    if (this.#button || !controls) return;
    this.#button = document.createElement("button");
    Object.assign(this.#button, { type: "button", className: "btn film-button", textContent: "Captions", title: "C" });
    this.#button.addEventListener("click", () => this.#toggle());
    controls.prepend(this.#button);
  }

  #toggle() {
    localStorage.setItem(CHOICE, this.#isWanted() ? "off" : "on");
    this.#show();
  }

  #isWanted() {
    return localStorage.getItem(CHOICE) !== "off";
  }

  #show() {
    if (this.#element) this.#element.track.mode = this.#isWanted() ? "showing" : "hidden";
    if (this.#button) this.#button.ariaPressed = this.#isWanted();
  }
}

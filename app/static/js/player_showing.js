// The film in the player: leave to watch it, its bytes while the leave lasts, and the change from one copy to another.

import { fetchFrames } from "./player_frames.js";
import { startViewing, Viewing, watchStills } from "./player_viewing.js";

const CLOSED =
  "This film is closed. The family may have ended their consent, or your time with the film has ended. Nothing of it is " +
  "left in this page, and what was said about it is closed with it. Dates and counts stay.";
const MOST_DROPS = 2;
const PATIENCE_MS = 20_000;
const STUCK = "The film stopped on its way to you. Press play to go on from here.";

export class Showing {
  #player;
  #film;
  #form;
  #pictures;
  #cover;
  #loop;
  #viewing = null;
  #opening = null;
  #copy = "best";
  #isClosed = false;
  #isHolding = false;
  #drops = [];
  #stopWatching = () => {};

  /** A promise of the film's length and shape being known, from the moment it is asked for. */
  loading = null;

  constructor(player, pictures, cover, loop) {
    this.#player = player;
    this.#film = player.film;
    this.#pictures = pictures;
    this.#cover = cover;
    this.#loop = loop;
    this.#form = player.root.querySelector("[data-player-start]");
    this.#film.addEventListener("error", () => this.#film.hasAttribute("src") && this.#recover());
    this.#film.addEventListener("loadedmetadata", () => this.#welcome());
    this.#form?.addEventListener("submit", (event) => {
      event.preventDefault();
      player.play().then(() => this.#isFocusFree() && player.focus());
    });
  }

  /** Where the leave to watch stands: /viewings/<uuid>. */
  get address() {
    return this.#viewing.address;
  }

  /** A film that was opened by a page's own form, before scripts were there, plays on; of another one only the stills are
   * there, for as long as they may. */
  begin() {
    const { playerStills, viewing } = this.#player.root.dataset;
    if (viewing) {
      forgetInAddress("viewing"); // who comes back to this page opens the film anew
      this.#player.play();
    } else this.#stopWatching = watchStills(playerStills, () => this.#close());
  }

  /** A promise of whether the film opened. */
  open() {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Play this copy from now on, "best" or "low". A promise of whether it is known to be another one than before. */
  async choose(copy) {
    if (copy === this.#copy) return false;
    this.#copy = copy;
    const answer = await this.#viewing?.choose(copy);
    if (answer && answer !== "same" && this.#film.hasAttribute("src")) await this.#change();
    return answer === "changed";
  }

  /** The picture that was asked for is there: what was kept in sight until then is no more needed. */
  settle() {
    if (this.#isHolding && !this.#loop.isOn) this.#cover.lift();
    this.#isHolding = false;
  }

  async #open() {
    try {
      const viewing = this.#form ? await startViewing(this.#form) : new Viewing(this.#player.root.dataset.viewing);
      await this.#begin(viewing);
      return true;
    } catch (refusal) {
      this.#player.say(refusal.message);
      this.#opening = null;
      return false;
    }
  }

  /** The frames are asked for before the film: where they are there, the copy they belong to is what plays. */
  async #begin(viewing) {
    this.#stopWatching();
    this.#viewing = viewing;
    viewing.copy = this.#copy;
    this.#film.controls = false;
    this.#player.say("");
    viewing.keepAsking({ onChange: () => this.#change(), onNo: () => this.#close() });
    this.#pictures.frames = await fetchFrames(viewing.frames);
    if (this.#isClosed) return;
    this.#film.preload = "auto"; // so that going somewhere shows it, before anything plays
    this.#load();
  }

  #load() {
    this.loading = new Promise((resolve) => this.#film.addEventListener("loadedmetadata", resolve, { once: true }));
    this.#film.src = this.#viewing.film;
  }

  /** Another copy takes the place of this one: on from the same picture, which stays in sight until the new one is there. */
  async #change() {
    const frames = await fetchFrames(this.#viewing.frames);
    if (this.#isClosed) return;
    const wasPlaying = !this.#film.paused;
    this.#player.keepPlace();
    if (!this.#loop.isCovering) this.#cover.hold(this.#player.currentFrame());
    this.#pictures.frames = frames ?? this.#pictures.frames;
    this.#isHolding = true;
    if (!this.#pictures.frames) this.#pictures.next().then(() => this.settle());
    this.#load();
    if (wasPlaying) this.#player.play();
  }

  async #recover() {
    this.#player.keepPlace();
    const answer = await this.#viewing.ask();
    if (answer === "no") this.#close();
    else if (answer === "changed" || (answer === "same" && this.#mayTryAgain())) this.#change();
    else this.#stop(STUCK);
  }

  /** A line that drops once is taken up again by itself; one that drops again and again is left to the person. */
  #mayTryAgain() {
    const now = performance.now();
    this.#drops = [...this.#drops.filter((at) => now - at < PATIENCE_MS), now];
    return this.#drops.length <= MOST_DROPS;
  }

  #close() {
    this.#isClosed = true;
    this.#stop(CLOSED);
    this.#stopWatching();
    this.#film.removeAttribute("poster");
    if (this.#form) this.#form.hidden = true;
    const { root } = this.#player;
    for (const part of root.querySelectorAll("[data-player-controls], [data-player-more], [data-timeline]")) part.remove();
    root.dataset.state = "closed";
    this.#player.emit("closed", { words: CLOSED });
  }

  /** Let go of the film and of every byte of it. */
  #stop(words) {
    this.#viewing?.stopAsking();
    this.#opening = null;
    this.#film.pause();
    this.#film.removeAttribute("src");
    this.#film.load();
    this.#cover.wipe();
    this.#showControls(!this.#form);
    this.#player.root.dataset.state = "waiting";
    this.#player.say(words);
  }

  /** The keys stay with the film when what it was begun with goes. */
  #welcome() {
    const hadFocus = this.#form?.contains(document.activeElement);
    this.#showControls(true);
    if (hadFocus) this.#player.focus();
  }

  /** Whoever went elsewhere while the film was on its way, into a box to write perhaps, stays there. */
  #isFocusFree() {
    const { activeElement } = document;
    return !activeElement || activeElement === document.body || this.#form.contains(activeElement);
  }

  /** Either what the film is begun with, or what it is played with. */
  #showControls(areShown) {
    if (this.#form) this.#form.hidden = areShown;
    this.#player.each("[data-player-controls]", (part) => (part.hidden = !areShown));
    if (!areShown) this.#player.each("[data-player-more]", (part) => (part.hidden = true));
  }
}

function forgetInAddress(name) {
  const address = new URL(location.href);
  address.searchParams.delete(name);
  history.replaceState(history.state, "", address);
}

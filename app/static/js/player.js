// The film of a clip: opening it with leave, moving through it, looping a stretch of it.
//
//   import { mountPlayer } from "./player.js";
//   const player = mountPlayer(document.querySelector("[data-player]"));
//
// MARKUP  (all inside one root, which is also where the keys work; put the timeline inside it too)
//   <section data-player tabindex="-1" data-player-stills="/clips/<uuid>/state" [data-viewing="/viewings/<uuid>"]>
//     <video data-player-film playsinline preload="none" [poster="…"] [src="/viewings/<uuid>/film" controls]></video>
//     <form data-player-start method="post" action="/clips/<uuid>/viewings"> csrf_token, <button>Play</button> </form>
//     <p data-player-message role="status"></p>
//     <div data-player-controls hidden>
//       <button type="button" data-player-action="toggle">…   any of the ACTIONS below, any number of times
//       <output data-player-position>0:00.000</output>
//       <span data-player-speed>1×</span>
//     </div>
//   </section>
//   Without a script the form posts, the page comes back with ?viewing=<uuid>, and the handler fills the parts in [ ];
//   the form may then be left out.
//
// ACTIONS  toggle · back · forth (1 s) · far-back · far-forth (5 s) · frame-back · frame-forth · speed · in · out · loop
// KEYS     space K toggle · ← → 1 s · J L 5 s · , . one frame · I in · O out   (only while the focus is inside the root)
//
// METHODS  open()                opens the film (a viewing begins); a promise of whether it opened
//          play()  pause()       play() opens the film first where needed
//          seek(ms)              goes there, opening the film first where needed; a promise
//          currentMs()           position in whole milliseconds
//          durationMs()          length in whole milliseconds, or null before the film is open
//          range()               { startMs, endMs, looping }; both ends null until chosen
//          setRange(startMs, endMs, looping = false)     setRange(null, null) clears it
//          focus()               puts the keys to use
// EVENTS   (CustomEvent, on the player)
//          open { durationMs } (again when a better copy took the film's place) · position { ms } · play · pause · range { startMs, endMs, looping } · closed { words }
//          The root carries data-state: "waiting", "paused", "playing" or "closed", for style sheets.

import { Frames } from "./player_frames.js";
import { listenToKeys } from "./player_keys.js";
import { startViewing, Viewing, watchStills } from "./player_viewing.js";

const SPEEDS = [1, 1.5, 0.5];
const CLOSED =
  "This film is closed. The family may have ended their consent, or your time with the film has ended. Nothing of it is " +
  "left in this page, and what was said about it is closed with it. Dates and counts stay.";
const STUCK = "The film stopped on its way to you. Press play to go on from here.";

/** Milliseconds as the player's clock shows them: m:ss.mmm. */
export function formatPosition(ms) {
  const seconds = Math.floor(ms / 1000);
  const two = String(seconds % 60).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${two}.${String(ms % 1000).padStart(3, "0")}`;
}

/** Bring the player inside `root` to life. */
export function mountPlayer(root) {
  return new Player(root);
}

class Player extends EventTarget {
  #root;
  #film;
  #form;
  #viewing = null;
  #stopWatching = () => {};
  #opening = null;
  #wantedMs = null;
  #frames;
  #range = { startMs: null, endMs: null, looping: false };
  #actions = {
    toggle: () => (this.#film.paused ? this.play() : this.pause()),
    back: () => this.#move(-1),
    forth: () => this.#move(1),
    "far-back": () => this.#move(-5),
    "far-forth": () => this.#move(5),
    "frame-back": () => this.#step(-1),
    "frame-forth": () => this.#step(1),
    speed: () => this.#changeSpeed(),
    in: () => this.#chooseIn(),
    out: () => this.#chooseOut(),
    loop: () => this.setRange(this.#range.startMs, this.#range.endMs, !this.#range.looping),
  };

  constructor(root) {
    super();
    this.#root = root;
    this.#film = root.querySelector("[data-player-film]");
    this.#form = root.querySelector("[data-player-start]");
    this.#frames = new Frames(this.#film);
    root.dataset.state = "waiting";
    this.#listen();
    listenToKeys(root, (name) => this.#act(name));
    const stills = root.dataset.playerStills;
    if (root.dataset.viewing) this.open(); // the leave was given before this page: the film is there to be played
    else if (stills) this.#stopWatching = watchStills(stills, () => this.#close());
  }

  open() {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async play() {
    if (await this.open()) await this.#film.play().catch(() => this.#show(this.#film.paused));
  }

  pause() {
    this.#film.pause();
  }

  async seek(ms) {
    this.#wantedMs = Math.max(0, ms);
    if ((await this.open()) && this.#film.readyState > 0) this.#goToWanted();
  }

  currentMs() {
    return this.#wantedMs ?? Math.round(this.#film.currentTime * 1000);
  }

  durationMs() {
    return Number.isFinite(this.#film.duration) ? Math.round(this.#film.duration * 1000) : null;
  }

  range() {
    return { ...this.#range };
  }

  setRange(startMs, endMs, looping = false) {
    const whole = startMs !== null && endMs !== null && endMs > startMs;
    this.#range = { startMs, endMs, looping: looping && whole };
    this.#each("[data-player-action=loop]", (button) => (button.ariaPressed = this.#range.looping));
    this.#emit("range", this.range());
  }

  focus() {
    this.#root.focus({ preventScroll: true });
  }

  #listen() {
    const film = this.#film;
    this.#form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.play().then(() => this.focus());
    });
    this.#root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-player-action]");
      if (button) this.#act(button.dataset.playerAction);
    });
    film.addEventListener("loadedmetadata", () => this.#welcome());
    film.addEventListener("play", () => this.#show(false));
    film.addEventListener("pause", () => this.#show(true));
    film.addEventListener("error", () => film.hasAttribute("src") && this.#recover());
    film.addEventListener("ended", () => this.#range.looping && this.#repeat());
    for (const name of ["timeupdate", "seeked"]) film.addEventListener(name, () => this.#tell());
  }

  #act(name) {
    this.#actions[name]?.();
  }

  async #open() {
    try {
      this.#begin(this.#form ? await startViewing(this.#form) : new Viewing(this.#root.dataset.viewing));
      this.#film.preload = "auto"; // so that going somewhere shows it, before anything plays
      this.#film.src = this.#viewing.film;
      return true;
    } catch (refusal) {
      this.#say(refusal.message);
      this.#opening = null;
      return false;
    }
  }

  #begin(viewing) {
    this.#stopWatching();
    this.#viewing = viewing;
    this.#opening = Promise.resolve(true);
    this.#film.controls = false;
    this.#say("");
    viewing.keepAsking({ onChange: () => this.#reload(), onNo: () => this.#close() });
    if (this.#film.readyState > 0) this.#welcome();
  }

  #welcome() {
    this.#goToWanted();
    if (this.#form) this.#form.hidden = true;
    this.#each("[data-player-controls]", (part) => (part.hidden = false));
    this.#show(this.#film.paused);
    this.#frames.follow(() => this.#tell());
    this.#tell();
    this.#emit("open", { durationMs: this.durationMs() });
  }

  /** A better copy took the place of this one: go on with it from the same position. */
  #reload() {
    const wasPlaying = !this.#film.paused;
    this.#wantedMs = this.currentMs();
    this.#film.load();
    if (wasPlaying) this.play();
  }

  async #recover() {
    this.#wantedMs = this.currentMs();
    const answer = await this.#viewing.ask();
    if (answer === "changed") this.#reload();
    else if (answer === "no") this.#close();
    else this.#stop(STUCK);
  }

  #close() {
    this.#stop(CLOSED);
    this.#stopWatching();
    this.#film.removeAttribute("poster");
    if (this.#form) this.#form.hidden = true;
    this.#each("[data-player-controls], [data-timeline]", (part) => part.remove());
    this.#root.dataset.state = "closed";
    this.#emit("closed", { words: CLOSED });
  }

  /** Let go of the film and of every byte of it. */
  #stop(words) {
    this.#viewing?.stopAsking();
    this.#opening = null;
    this.#film.pause();
    this.#film.removeAttribute("src");
    this.#film.load();
    if (this.#form) this.#form.hidden = false;
    this.#each("[data-player-controls]", (part) => (part.hidden = Boolean(this.#form)));
    this.#root.dataset.state = "waiting";
    this.#say(words);
  }

  #goToWanted() {
    if (this.#wantedMs === null) return;
    this.#film.currentTime = this.#wantedMs / 1000;
    this.#wantedMs = null;
  }

  #move(seconds) {
    this.seek(this.currentMs() + seconds * 1000);
  }

  #step(frames) {
    this.pause();
    this.#frames.step(frames);
  }

  #changeSpeed() {
    const next = (SPEEDS.indexOf(this.#film.playbackRate) + 1) % SPEEDS.length;
    this.#film.playbackRate = this.#film.defaultPlaybackRate = SPEEDS[next];
    this.#each("[data-player-speed]", (part) => (part.textContent = `${SPEEDS[next]}×`));
  }

  #chooseIn() {
    const { endMs } = this.#range;
    const startMs = this.currentMs();
    this.setRange(startMs, endMs !== null && endMs > startMs ? endMs : null);
  }

  #chooseOut() {
    const { startMs } = this.#range;
    const endMs = this.currentMs();
    this.setRange(startMs !== null && startMs < endMs ? startMs : null, endMs);
  }

  #repeat() {
    this.seek(this.#range.startMs);
    this.play();
  }

  #tell() {
    const ms = this.currentMs();
    if (this.#range.looping && !this.#film.paused && ms >= this.#range.endMs) this.#repeat();
    this.#each("[data-player-position]", (part) => (part.textContent = formatPosition(ms)));
    this.#emit("position", { ms });
  }

  #show(paused) {
    this.#root.dataset.state = paused ? "paused" : "playing";
    this.#each("[data-player-action=toggle]", (button) => (button.ariaLabel = paused ? "Play" : "Pause"));
    this.#emit(paused ? "pause" : "play", {});
  }

  #say(words) {
    this.#each("[data-player-message]", (message) => (message.textContent = words));
  }

  #each(selector, change) {
    this.#root.querySelectorAll(selector).forEach(change);
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

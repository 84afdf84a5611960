// The film of a clip: opening it with leave, moving through it frame by frame, looping a stretch of it.
//
//   import { mountPlayer } from "./player.js";
//   const player = mountPlayer(document.querySelector("[data-player]"));
//
// The markup is templates/clips/_player.html; docs/pages.md says how a page uses it. What the controls do beyond this file
// stands in modules of their own, which add their actions to the player's.
//
// METHODS  open()                opens the film (a viewing begins); a promise of whether it opened
//          play()  pause()       play() opens the film first where needed
//          playOnce(startMs, endMs)   plays the frames between these and no other, and stands at the last one
//          seek(ms)              goes to the frame shown there, opening the film first where needed; a promise
//          seekToFrame(n)        the same by frame; a promise of the frame that is shown then
//          currentMs()           where the shown frame begins, in whole milliseconds
//          currentFrame()        the frame that is shown; null while the film has no index
//          durationMs()          length in whole milliseconds, or null before the film is open
//          range()               { startMs, endMs, startFrame, endFrame, looping }; null until chosen; endFrame is the first not shown
//          setRange(startMs, endMs, looping = false)     setRange(null, null) clears it
//          act(name)             does what the button or key of this name does; addActions({ name: do }) adds to them
//          focus()               puts the keys to use
//          say(words)            shows words over the film
//          frames                null, or the film's FrameIndex: count, frameAt(ms), startMs(frame), endMs(frame)
//          film, root            the video, and what the player lives in
// EVENTS   (CustomEvent, on the player)
//          open { durationMs, viewing: its address } (again when a better copy took the film's place) · position { ms, frame } · play · pause ·
//          range (as range() says) · closed { words }
//          The root carries data-state: "waiting", "paused", "playing" or "closed", for style sheets; and data-seeking
//          for as long as a picture that was asked for is not there yet.

import { formatPosition } from "./player_clock.js";
import { Cover } from "./player_cover.js";
import { listenToKeys } from "./player_keys.js";
import { Loop } from "./player_loop.js";
import { pauseFilm, playFilm } from "./player_pausing.js";
import { Pictures } from "./player_pictures.js";
import { Seeks } from "./player_seeks.js";
import { Showing } from "./player_showing.js";
import { Stretch } from "./player_stretch.js";
import { addTools } from "./player_tools.js";

/** Bring the player inside `root` to life. */
export function mountPlayer(root) {
  const player = new Player(root);
  addTools(player);
  player.begin();
  return player;
}

class Player extends EventTarget {
  #wantedMs = null;
  #wishes = 0; // to play and to pause: the newest counts, however long an older one takes
  #cover;
  #pictures;
  #seeks;
  #stretch;
  #loop;
  #showing;
  #actions = {
    toggle: () => (this.film.paused ? this.play() : this.pause()),
    back: () => this.#move(-1),
    forth: () => this.#move(1),
    "far-back": () => this.#move(-5),
    "far-forth": () => this.#move(5),
    "frame-back": (isHeld) => this.#step(-1, isHeld),
    "frame-forth": (isHeld) => this.#step(1, isHeld),
    in: () => this.#choose(() => this.#stretch.begin(this.currentFrame(), this.currentMs())),
    out: () => this.#choose(() => this.#stretch.end(this.currentFrame(), this.currentMs())),
    clear: () => this.setRange(null, null),
    loop: () => this.setRange(this.#stretch.startMs, this.#stretch.endMs, !this.#stretch.isLooping),
    "go-in": () => this.#stretch.startMs !== null && this.seek(this.#stretch.startMs),
    "go-out": () => this.#stretch.endMs !== null && this.seek(this.#stretch.endMs - 1),
  };

  constructor(root) {
    super();
    this.root = root;
    this.film = root.querySelector("[data-player-film]");
    this.#cover = new Cover(this.film);
    this.#pictures = new Pictures(this.film);
    this.#seeks = new Seeks(this.film, this.#pictures, (isBusy) => this.#showBusy(isBusy));
    this.#stretch = new Stretch(this.#pictures);
    this.#loop = new Loop(this.film, this.#pictures, this.#cover, () => this.#stretch.bounds());
    this.#showing = new Showing(this, this.#pictures, this.#cover, this.#loop);
    root.dataset.state = "waiting";
    this.#listen();
    listenToKeys(root, (name, isHeld) => this.act(name, isHeld));
  }

  get frames() {
    return this.#pictures.frames;
  }

  /** Once, when everything is in its place. */
  begin() {
    this.#showing.begin();
  }

  open() {
    return this.#showing.open();
  }

  /** Play the best copy there is, or the low one for a weak line; a promise of whether that is another film than before. */
  chooseCopy(copy) {
    return this.#showing.choose(copy);
  }

  async play() {
    const wish = ++this.#wishes;
    if (!(await this.open())) return;
    await this.#loop.prepare();
    if (wish !== this.#wishes) return;
    this.#loop.begin();
    await playFilm(this.film).catch(() => (this.film.paused ? this.#rest() : this.#show(false)));
  }

  async playOnce(startMs, endMs) {
    this.pause();
    await this.seek(startMs);
    if (!(await this.open())) return;
    this.#stretch.once = { startMs, endMs };
    await this.play();
  }

  pause() {
    this.#wishes += 1;
    pauseFilm(this.film);
  }

  async seek(ms) {
    this.#leaveOnce();
    this.#wantedMs = Math.max(0, ms);
    if (!(await this.open())) return;
    if (this.film.readyState === 0) await this.#showing.loading;
    await this.#goToWanted();
  }

  async seekToFrame(frame) {
    this.#leaveOnce();
    if (!(await this.open())) return null;
    if (this.film.readyState === 0) await this.#showing.loading;
    return this.frames ? this.#seeks.goTo(frame) : null;
  }

  currentMs() {
    if (this.#wantedMs !== null && this.#cover.frame === null) return this.#wantedMs;
    const frame = this.currentFrame();
    return frame === null ? Math.round(this.film.currentTime * 1000) : this.frames.startMs(frame);
  }

  currentFrame() {
    if (!this.frames) return null;
    return this.#cover.frame ?? this.#pictures.shown ?? this.frames.frameAt(this.#wantedMs ?? this.film.currentTime * 1000);
  }

  durationMs() {
    return Number.isFinite(this.film.duration) ? Math.round(this.film.duration * 1000) : null;
  }

  range() {
    return this.#stretch.describe();
  }

  setRange(startMs, endMs, looping = false) {
    this.#choose(() => this.#stretch.set(startMs, endMs, looping));
  }

  act(name, isHeld = false) {
    this.#actions[name]?.(isHeld);
  }

  addActions(actions) {
    Object.assign(this.#actions, actions);
  }

  focus() {
    this.root.focus({ preventScroll: true });
  }

  say(words) {
    this.each("[data-player-message]", (message) => (message.textContent = words));
  }

  /** When the film's bytes are let go, it goes on from here. */
  keepPlace() {
    this.#wantedMs = this.#headingMs();
  }

  /** Do something with each part of the markup that this selects. */
  each(selector, change) {
    this.root.querySelectorAll(selector).forEach(change);
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #listen() {
    const { film } = this;
    this.root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-player-action]");
      if (button) this.act(button.dataset.playerAction);
    });
    film.addEventListener("loadedmetadata", () => this.#welcome());
    film.addEventListener("play", () => this.#show(false));
    film.addEventListener("pause", () => this.#rest());
    for (const name of ["timeupdate", "seeked"]) film.addEventListener(name, () => this.#tell());
    this.#pictures.listen(() => this.#tell());
  }

  #welcome() {
    this.#goToWanted();
    this.#show(this.film.paused);
    this.#tell();
    this.emit("open", { durationMs: this.durationMs(), viewing: this.#showing.address });
  }

  async #goToWanted() {
    if (this.#wantedMs === null) return;
    const ms = this.#wantedMs;
    this.#wantedMs = null;
    if (this.frames) await this.#seeks.goTo(this.frames.frameAt(ms));
    else this.film.currentTime = ms / 1000;
  }

  /** From where the last wish leads, so that quick presses add up. */
  #move(seconds) {
    this.seek(this.#headingMs() + seconds * 1000);
  }

  /** Where the last wish leads; where nothing is wished for, what is shown. */
  #headingMs() {
    if (this.#wantedMs !== null) return this.#wantedMs;
    return this.#seeks.isBusy && this.frames ? this.frames.startMs(this.#seeks.heading) : this.currentMs();
  }

  #step(count, isHeld) {
    this.pause();
    if (this.frames) this.#seeks.step(count, isHeld);
    else this.film.currentTime = this.#pictures.besideLearned(count);
  }

  #leaveOnce() {
    if (!this.#stretch.once) return;
    this.#stretch.once = null;
    this.#loop.reconsider();
  }

  #choose(change) {
    this.#stretch.once = null;
    change();
    this.#loop.reconsider();
    this.each("[data-player-action=loop]", (button) => (button.ariaPressed = this.#stretch.isLooping));
    this.emit("range", this.range());
  }

  /** A film that pauses inside a loop stands at the picture that the loop showed last; after what is played once, at its last. */
  async #rest() {
    this.#show(true);
    const once = this.#stretch.once ? this.#stretch.bounds() : null;
    this.#stretch.once = null;
    const { ended } = this.film;
    if (!this.#loop.isCovering || (ended && !once)) return;
    const isOver = once && (ended || this.#pictures.shown >= once.end - 1);
    const stands = isOver ? once.end - 1 : this.#loop.shown;
    if (stands !== null) await this.#seeks.goTo(stands);
    if (this.film.paused) this.#loop.end();
    this.#tell();
  }

  /** Films without an index repeat and stop by the clock. */
  #keepByClock(ms) {
    if (this.frames || this.film.paused) return;
    const { startMs, endMs, looping } = this.range();
    if (ms >= this.#stretch.once?.endMs) this.pause();
    else if (looping && endMs !== null && ms >= endMs) this.seek(startMs ?? 0);
  }

  #tell() {
    const [ms, frame] = [this.currentMs(), this.currentFrame()];
    this.#keepByClock(ms);
    this.each("[data-player-position]", (part) => (part.textContent = formatPosition(ms)));
    this.each("[data-player-frame]", (part) => (part.textContent = frame === null ? "" : `frame ${frame}`));
    this.emit("position", { ms, frame });
  }

  #showBusy(isBusy) {
    this.root.toggleAttribute("data-seeking", isBusy);
    if (isBusy || this.film.readyState === 0) return;
    this.#showing.settle();
    this.#tell();
  }

  #show(paused) {
    this.root.dataset.state = paused ? "paused" : "playing";
    this.each("[data-player-action=toggle]", (button) => (button.ariaLabel = paused ? "Play" : "Pause"));
    this.emit(paused ? "pause" : "play", {});
  }
}

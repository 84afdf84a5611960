// One film on its way: taken from the device, kept sealed in this browser, sent, paused, resumed, cancelled. It tells every change
// by a "change" event and draws nothing. `state`:
//   taking    being looked at                    place     waits to be told where it belongs
//   waiting   has its place in the queue         sending   bytes are going out
//   lost      no line, or no answer              paused    by its owner
//   missing   the same file is needed again      elsewhere another tab of this browser sends it
//   other     a different film stands in its way refused   with words; nothing was sent
//   arrived   complete in the portal             cancelled

import { fingerprintFilm, Pace } from "./upload-file.js";
import { FilmSource } from "./upload_source.js";
import { Transfer } from "./upload_transfer.js";

const PAUSED = "Paused. What was sent is kept for a week.";
const FINAL = ["arrived", "cancelled", "refused"];

export class FilmOnItsWay extends EventTarget {
  state = "taking";
  name = null;
  size = 0;
  words = "";
  isProblem = false;
  sent = 0;
  hindrance = null;
  otherAddress = null;
  stateAddress = null;
  isCounted = false; // among the bytes that the portal had taken from its owner's room when the page was made
  #portal;
  #vault;
  #row = null;
  #source = null;
  #pace = new Pace();
  #transfer = null;
  #turn = Promise.resolve();
  #leaveQueue = null;
  #letGo = null;

  constructor(portal, vault) {
    super();
    this.#portal = portal;
    this.#vault = vault;
  }

  /** A film that was just picked; `place` ({cycle, kind, name}) may be told later. */
  static pick(portal, vault, file, place = null) {
    const film = new FilmOnItsWay(portal, vault);
    film.#begin(file, place);
    return film;
  }

  /** A film this browser remembers from before. */
  static recall(portal, vault, row) {
    const film = new FilmOnItsWay(portal, vault);
    film.isCounted = Boolean(row.address);
    film.#know(row);
    film.#recall();
    return film;
  }

  get place() {
    return this.#row?.place ?? null;
  }

  get pickedAt() {
    return new Date(this.#row?.addedAt ?? Date.now());
  }

  /** How much of the film this browser keeps, from 0 to 1. */
  get keptShare() {
    return this.#source?.keptShare ?? 0;
  }

  /** Whether it is this film's turn in the queue. */
  get isRunning() {
    return this.#leaveQueue !== null;
  }

  get isOver() {
    return FINAL.includes(this.state);
  }

  /** Whether closing the page now would cost its owner another picking. */
  get isAtRisk() {
    return !this.isOver && this.#source?.hasFile === true && this.keptShare < 1;
  }

  get pace() {
    return this.#pace.describe(this.size - this.sent);
  }

  async #begin(file, place) {
    [this.name, this.size] = [file.name, file.size];
    this.#become("taking", "Looking at the film …");
    try {
      const fingerprint = await fingerprintFilm(file);
      this.#know(await this.#vault.begin({ size: file.size, filetype: file.type, fingerprint, place, isPaused: false }));
    } catch {
      return this.#become("refused", "This file cannot be read. Is it still where it was? Choose it again.", true);
    }
    await this.#hold();
    this.#take(file);
    this.#become(place ? "waiting" : "place");
  }

  /** The same file, picked again where this browser kept too little of it. */
  pickAgain(file) {
    return this.#inTurn(async () => {
      if (file.size !== this.size || (await fingerprintFilm(file).catch(() => null)) !== this.#row.fingerprint)
        return this.#become("missing", "This is another file. A phone may make a new one at each picking: if it is the same film, cancel what was sent before, and send this one.", true);
      this.#take(file);
      this.#become("waiting");
    });
  }

  async #recall() {
    this.#become("elsewhere", "Another tab of this browser looks after this film.");
    await this.#hold();
    const row = await this.#vault.find(this.#row.id);
    if (row === null) return this.#become("cancelled");
    this.#know(row);
    if (row.kept < row.size) return this.#miss();
    if (!this.place) return this.#become("place");
    if (row.isPaused) return this.#become("paused", PAUSED);
    this.#become("waiting");
  }

  #know(row) {
    [this.#row, this.size] = [row, row.size];
    this.#source = new FilmSource(this.#vault, row);
  }

  async #miss() {
    if (!this.place) return this.#forget("cancelled", "");
    this.sent = (await this.#portal.askOffset(this.#row)) ?? 0;
    const share = Math.floor((100 * this.sent) / this.size);
    this.#become("missing", `You were sending ${this.place.name}: choose the same file again to go on from ${share} %.`);
  }

  /** One tab of this browser at a time looks after a film; the next takes over when it is closed. */
  #hold() {
    if (!navigator.locks) return Promise.resolve();
    return new Promise((held) => {
      const kept = new Promise((letGo) => (this.#letGo = letGo));
      navigator.locks.request(`film ${this.#row.id}`, () => (held(), kept));
    });
  }

  /** Read the file; what this browser keeps of it, or why it keeps nothing, is known as it goes. */
  #take(file) {
    this.#source.take(file, (hindrance) => {
      this.hindrance ??= hindrance;
      this.#tell();
    });
  }

  /** Tell where the film belongs, once; it then waits for its turn. */
  async assign(place) {
    this.#row.place = place;
    await this.#vault.save(this.#row);
    this.#become("waiting");
  }

  /** The queue's turn: send until it has arrived, or something else ends the turn. */
  run() {
    return new Promise((leave) => {
      this.#leaveQueue = leave;
      this.#pace = new Pace();
      this.#become("sending", "Sending the film.");
      this.#inTurn(() => this.state === "sending" && this.#send());
    });
  }

  pause() {
    return this.#inTurn(async () => {
      await this.#halt(true);
      this.#leave("paused", PAUSED);
    });
  }

  /** Back into the queue, from paused or lost; asked for twice at once, it goes on once. */
  goOn() {
    const { state } = this;
    return this.#inTurn(async () => {
      if (this.state !== state) return;
      await this.#halt(false);
      this.#leave("waiting");
    });
  }

  /** Give the film up, here and in the portal. */
  cancel() {
    return this.#inTurn(async () => {
      this.#become(this.state, "Cancelling the film …");
      await this.#halt(true); // a page that is closed now must not go on with it at its next opening
      if (this.#row.address && !(await this.#portal.giveUp(this.#row.address)))
        return this.#leave("paused", "The film could not be cancelled just now. Try again in a moment.", true);
      await this.#forget("cancelled", "Cancelled. What had been sent is removed.");
    });
  }

  /** Give up the film that stands in this one's place, and send this one. */
  replaceOther() {
    return this.#inTurn(async () => {
      if (!(await this.#portal.giveUp(this.otherAddress)))
        return this.#become("other", "The other film could not be removed just now. Try again in a moment.", true);
      this.#become("waiting");
    });
  }

  /** What is wished of a film happens one wish after the other, and no more once it is over. */
  #inTurn(act) {
    this.#turn = this.#turn.then(() => this.isOver || act());
    return this.#turn;
  }

  #send() {
    const way = { portal: this.#portal, vault: this.#vault, row: this.#row, source: this.#source };
    this.#transfer = new Transfer(way, {
      onSent: (sent) => this.#progress(sent),
      onTrouble: (words) => this.#become("lost", words),
      onEnd: (end) => this.#end(end),
    });
    this.#transfer.start();
  }

  async #halt(isPaused) {
    const halted = this.#transfer?.halt();
    this.#row.isPaused = isPaused;
    await this.#vault.save(this.#row);
    await halted;
  }

  #progress(sent) {
    this.sent = sent;
    this.#pace.note(sent);
    if (this.state === "lost") this.#become("sending", "Sending the film.");
    else this.#tell();
  }

  #end({ state, words, address }) {
    if (state === "arrived") this.stateAddress = address;
    else this.otherAddress = address;
    if (FINAL.includes(state)) this.#forget(state, words, state !== "arrived");
    else this.#leave(state, words, true);
  }

  /** Over, whichever way: nothing of it stays in this browser. */
  async #forget(state, words, isProblem = false) {
    this.#leave(state, words, isProblem);
    if (this.#row) await this.#vault.remove(this.#row).catch(() => null);
    this.#letGo?.();
  }

  /** The queue hears of it last, so that it finds the film as it is from now on. */
  #leave(state, words = "", isProblem = false) {
    const leaveQueue = this.#leaveQueue;
    this.#leaveQueue = null; // a film that waits again may be taken up at once
    this.#become(state, words, isProblem);
    leaveQueue?.();
  }

  #become(state, words = "", isProblem = false) {
    [this.state, this.words, this.isProblem] = [state, words, isProblem];
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

// The film of a board before anybody renders it: its parts one after the other, each from its own film, exact to the frame.
//
// Two films take turns: while one plays, the other is brought to where the next part begins. Titles, cards and stills stand
// for as long as the board says. A viewing is asked for each film once, and the preview is emptied when one of them is over.
//
// KEYS  space K play or stop for a moment · ← → the part before, the part after · Esc end   (while the focus is inside)

import { Deck } from "./board_deck.js";
import { Wait } from "./board_wait.js";
import { formatClock } from "./board_words.js";
import { fetchFrames } from "./player_frames.js";
import { startViewing } from "./player_viewing.js";

const KEYS = { " ": "toggle", k: "toggle", ArrowLeft: "previous", ArrowRight: "next", Escape: "stop" };
const SLOWED = 2;
const CLOSED = "This preview is closed: a film of it is not open to you any more. Nothing of it is left in this page.";
const NOT_NOW = "A film of this board cannot be played just now. Try again in a moment.";

export class Preview extends EventTarget {
  #root;
  #canvas;
  #decks;
  #sources = new Map();
  #viewings = [];
  #parts = [];
  #titleMs = 0;
  #at = 0;
  #turn = null;
  #wait = null;
  #deck = 0;
  #runs = false;
  #state = "idle";

  constructor(root) {
    super();
    this.#root = root;
    this.#canvas = this.#find("picture");
    this.#decks = [...root.querySelectorAll("[data-preview-deck]")].map((film) => new Deck(film, this.#canvas));
    root.addEventListener("click", (event) => this.#act(event.target.closest("[data-preview-action]")?.dataset.previewAction));
    root.addEventListener("keydown", (event) => this.#press(event));
    this.refresh();
  }

  /** The board changed: what was playing stops, and the length is that of the new film. */
  refresh() {
    if (this.#state === "closed") return;
    this.#halt();
    this.#parts = readParts();
    this.#titleMs = Number(document.querySelector("[data-title-ms]")?.dataset.titleMs ?? 0);
    this.#root.hidden = this.#parts.length === 0;
    this.#cover(document.querySelector("#strip .board-picture img")?.src ?? null);
    this.#tell(0);
  }

  /** End it, and let go of every film. */
  stop() {
    this.#halt();
    for (const viewing of this.#viewings.splice(0)) viewing.stopAsking();
    for (const deck of this.#decks) deck.empty();
    this.#sources = new Map();
  }

  /** While a part is trimmed and its film is open, show its first picture or its last. */
  async showEdge(id, edge) {
    const index = this.#parts.findIndex((part) => part.id === id);
    const part = this.#parts[index];
    if (!part || !this.#sources.has(part.clip)) return;
    const turn = this.#begin();
    const source = await this.#open(part.clip);
    const deck = this.#decks[this.#deck];
    const frame = edge === "start" ? part.start : part.end - 1;
    if (!source || !(await deck.cue(source, frame, turn).catch((error) => this.#fail(error, turn)))) return;
    this.#at = index;
    this.#show("trimming");
    await deck.paint(turn);
  }

  /** Stand still at the beginning; the films stay open. */
  #halt() {
    this.#turn?.abort();
    for (const deck of this.#decks) deck.pause();
    this.#clear();
    this.#say("");
    this.#at = 0;
    this.#show("idle");
    this.#tell(0);
  }

  #begin() {
    this.#turn?.abort();
    this.#turn = new AbortController();
    return this.#turn.signal;
  }

  #act(name) {
    if (this.#state === "closed") return;
    if (name === "toggle") this.#toggle();
    if (name === "stop") this.stop();
    if (name === "next") this.#playFrom(this.#at + 1);
    if (name === "previous") this.#playFrom(Math.max(0, this.#at - 1));
  }

  #press(event) {
    const name = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
    const onButton = event.key === " " && event.target.closest("button");
    if (!name || onButton || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#act(name);
  }

  #toggle() {
    if (["idle", "trimming"].includes(this.#state)) return this.#playFrom(this.#at);
    const plays = this.#state === "playing";
    if (this.#wait) plays ? this.#wait.pause() : this.#wait.resume();
    else if (this.#runs) plays ? this.#decks[this.#deck].pause() : this.#decks[this.#deck].resume();
    this.#show(plays ? "paused" : "playing");
  }

  async #playFrom(index) {
    const turn = this.#begin();
    this.#show("playing");
    for (this.#at = index; this.#at < this.#parts.length; this.#at++) {
      const isDone = await this.#playPart(this.#parts[this.#at], turn).catch((error) => this.#fail(error, turn));
      if (turn.aborted || !isDone) return;
    }
    this.#halt();
  }

  async #playPart(part, turn) {
    this.#clear();
    this.#root.dataset.previewAt = part.id;
    this.#tell(part.from);
    if (part.kind === "card") {
      this.#find("card").hidden = false;
      this.#find("question").textContent = part.words;
      this.#cueNext(turn);
      return this.#stand(part.seconds * 1000, part.from, turn);
    }
    const deck = this.#decks[this.#deck];
    const source = await this.#open(part.clip);
    if (turn.aborted || !(await deck.cue(source, part.start, turn))) return false;
    await deck.paint(turn);
    if (turn.aborted) return false;
    this.#title(part.words);
    await this.#run(deck, source, part, 1, part.from, turn);
    if (!turn.aborted) this.#title("");
    if (part.repeat === "still" && !turn.aborted) await this.#stand(part.seconds * 1000, part.from + part.plays, turn);
    if (part.repeat === "slow" && (await deck.cue(source, part.start, turn)))
      await this.#run(deck, source, part, SLOWED, part.from + part.plays, turn);
    this.#deck = 1 - this.#deck;
    return !turn.aborted;
  }

  /** The frames of a part once, `slowed` times as slowly; its last one stands as long as any. */
  async #run(deck, source, part, slowed, from, turn) {
    const { start, end } = part;
    const begun = source.frames.startMs(start);
    const goesOn = { start, end, rate: 1 / slowed, muted: slowed > 1, isHeld: this.#state === "paused" };
    if (slowed === 1) this.#cueNext(turn);
    const onFrame = (frame) => {
      const over = (source.frames.startMs(frame) - begun) * slowed;
      this.#title(slowed === 1 && over < this.#titleMs ? part.words : "");
      this.#tell(from + over);
    };
    this.#runs = true;
    await deck.play(goesOn, onFrame, turn).finally(() => (this.#runs = false));
    if (!turn.aborted) await this.#stand(source.frames.seconds(end - 1) * 1000 * slowed, null, turn);
  }

  async #stand(ms, from, turn) {
    this.#wait = new Wait(ms, (over) => from !== null && this.#tell(from + over), turn);
    if (this.#state === "paused") this.#wait.pause();
    await this.#wait.over;
    this.#wait = null;
    return !turn.aborted;
  }

  /** The other film goes to where the next moment begins, while this one plays. */
  #cueNext(turn) {
    const here = this.#parts[this.#at];
    const next = this.#parts[this.#at + 1];
    if (!next?.clip) return;
    const deck = this.#decks[here.clip ? 1 - this.#deck : this.#deck];
    this.#open(next.clip).then((source) => !turn.aborted && deck.cue(source, next.start, turn)).catch(() => {});
  }

  /** The film of a clip with its frames, opened with leave of its own, once until the preview ends. */
  #open(clip) {
    if (!this.#sources.has(clip)) this.#sources.set(clip, this.#ask(clip, this.#sources));
    return this.#sources.get(clip);
  }

  async #ask(clip, sources) {
    const viewing = await startViewing(document.querySelector(`[data-preview-source="${clip}"]`));
    const isOver = () => sources !== this.#sources; // the preview ended meanwhile
    if (isOver()) return null;
    this.#viewings.push(viewing);
    viewing.keepAsking({ onChange: () => this.stop(), onNo: () => this.#close() });
    const frames = await fetchFrames(viewing.frames);
    if (!frames) throw new Error(NOT_NOW);
    return isOver() ? null : { frames, film: viewing.film };
  }

  #fail(error, turn) {
    if (turn.aborted) return false;
    if (error.isClosed) this.#close();
    else this.#stopHere(error);
    return false;
  }

  #stopHere(error) {
    const [at, viewings] = [this.#at, [...this.#viewings]];
    this.stop();
    this.#at = at; // whoever plays again goes on with this part
    this.#tell(this.#parts[at]?.from ?? 0);
    this.#say(error.name === "Error" ? error.message : NOT_NOW);
    this.#askAgain(viewings);
  }

  /** A film that does not come may be lost on its way, or not open any more: nothing tells it but the answer. */
  async #askAgain(viewings) {
    const answers = await Promise.all(viewings.map((viewing) => viewing.ask()));
    if (answers.includes("no")) this.#close();
  }

  #close() {
    this.stop();
    this.#cover(null);
    this.#show("closed");
    this.#say(CLOSED);
    this.dispatchEvent(new CustomEvent("closed"));
  }

  /** Before it plays, the first picture of the board stands there. */
  #cover(still) {
    const cover = this.#find("cover");
    if (still) cover.src = still;
    else cover.removeAttribute("src");
    cover.hidden = !still;
  }

  #title(words) {
    this.#find("title").textContent = words;
  }

  #clear() {
    this.#canvas.getContext("2d").clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#title("");
    this.#find("question").textContent = "";
    this.#find("card").hidden = true;
    delete this.#root.dataset.previewAt;
  }

  #tell(ms) {
    const whole = this.#parts.at(-1)?.to ?? 0;
    this.#find("progress").max = Math.max(1, whole);
    this.#find("progress").value = ms;
    this.#find("position").textContent = `${formatClock(ms)} of ${formatClock(whole)}`;
  }

  #show(state) {
    this.#state = this.#root.dataset.state = state;
    this.#find("toggle").textContent = state === "playing" ? "Pause" : "Play";
    for (const name of ["stop", "previous", "next"]) {
      const button = this.#root.querySelector(`.preview-controls [data-preview-action="${name}"]`);
      button.disabled = state === "idle" || state === "closed";
    }
    this.#find("toggle").disabled = state === "closed";
  }

  #say(words) {
    this.#find("message").textContent = words;
  }

  #find(name) {
    return this.#root.querySelector(`[data-preview-${name}]`);
  }
}

/** What stands on the board now and can be played, each with its place in the whole. */
function readParts() {
  let at = 0;
  const parts = [];
  for (const { dataset } of document.querySelectorAll("#strip [data-part][data-kind]")) {
    if (dataset.kind === "moment" && !dataset.clip) continue;
    const from = at;
    at += Number(dataset.length);
    parts.push({
      ...{ id: dataset.part, kind: dataset.kind, clip: dataset.clip, words: dataset.words, repeat: dataset.repeat },
      ...{ start: Number(dataset.startFrame), end: Number(dataset.endFrame), seconds: Number(dataset.seconds) },
      ...{ plays: Number(dataset.plays), from, to: at },
    });
  }
  return parts;
}

// Typing along with a film: a line begins with its first letter and ends with Enter. It is sent while the next one is typed;
// what could not be sent waits, and what was refused comes back into the field.

import { formatPosition, readPosition } from "./player_clock.js";
import { WaitingList } from "./waiting_list.js";

const BACK_MS = 3000;
const SHORTEST_MS = 1000;
const READING_MS = 60; // a letter
const AGAIN_MS = 5000;
const LOST = "There is no connection just now. Your lines wait here and are sent when it is back.";

export class CaptionWriter {
  #player;
  #form;
  #words;
  #onAnswer;
  #say;
  #waiting;
  #isSending = false;
  #isHeld = false;
  #timer = null;

  /** `onAnswer(page)` gets the page that answers a line; `say(words)` tells what happened. */
  constructor(player, form, { onAnswer, say }) {
    this.#player = player;
    this.#form = form;
    this.#words = form.querySelector("textarea");
    this.#onAnswer = onAnswer;
    this.#say = say;
    form.querySelector("[data-captions-keys]").hidden = false;
    this.#words.addEventListener("input", () => this.#begin());
    this.#words.addEventListener("keydown", (event) => this.#press(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#keep();
    });
    this.#waiting = new WaitingList("lines", form.getAttribute("action"), () => this.#send());
    this.#send();
  }

  get #times() {
    return ["start", "end"].map((name) => this.#form.elements[name]);
  }

  #begin() {
    const [start] = this.#times;
    const isEmpty = this.#words.value.trim() === "";
    if (isEmpty) start.value = "";
    else if (!start.value) start.value = formatPosition(this.#player.currentMs());
  }

  #press(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      this.#keep();
    } else if (event.altKey && event.code === "KeyK") {
      event.preventDefault();
      this.#player.act("toggle");
    } else if (event.altKey && event.code === "KeyJ") {
      event.preventDefault();
      this.#player.seek(this.#player.currentMs() - BACK_MS);
    }
  }

  /** Take the line out of the field and send it; the next one may begin at once. */
  #keep() {
    if (!this.#words.value.trim()) return;
    const [start, end] = this.#times;
    this.#place(start, end);
    this.#waiting.add([...new FormData(this.#form)].filter(([name]) => name !== "csrf_token"));
    this.#say("");
    this.#clear();
    this.#send();
  }

  /** The line ends where the film is: not before anybody could read it, and not after the film. */
  #place(start, end) {
    if (!start.value) start.value = formatPosition(this.#player.currentMs());
    if (end.value) return;
    const startMs = readPosition(start.value) ?? 0;
    const least = startMs + Math.max(SHORTEST_MS, this.#words.value.length * READING_MS);
    const now = this.#player.currentMs();
    const wanted = now > startMs + SHORTEST_MS / 2 ? now : least;
    const last = this.#player.durationMs() ?? wanted;
    if (startMs >= last) start.value = formatPosition(Math.max(0, last - SHORTEST_MS));
    end.value = formatPosition(Math.min(wanted, last));
  }

  #clear() {
    for (const field of [...this.#times, this.#words]) field.value = "";
    this.#form.elements.uuid.value = crypto.randomUUID();
    this.#words.dispatchEvent(new Event("input", { bubbles: true })); // nothing unsent stands there any more
    this.#words.focus();
  }

  async #send() {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#waiting.length > 0) if (!(await this.#sendFirst())) break;
    this.#isSending = false;
  }

  async #sendFirst() {
    clearTimeout(this.#timer);
    const [line] = this.#waiting.first(1);
    const { answer, text } = await this.#post(line).catch(() => ({ answer: null }));
    if (!answer || answer.status >= 500 || answer.status === 429) {
      this.#timer = setTimeout(() => this.#send(), AGAIN_MS);
      return this.#hold(LOST);
    }
    const page = new DOMParser().parseFromString(text, "text/html");
    const isKept = answer.ok && page.getElementById("lines");
    if (!isKept && answer.status <= 404) return this.#hold(page.querySelector("main p")?.textContent ?? LOST);
    this.#waiting.drop((item) => item === line);
    if (!isKept) this.#giveBack(line, page);
    else if (this.#isHeld) this.#say("");
    this.#isHeld = false;
    if (isKept) this.#onAnswer(page);
    return true;
  }

  /** The answer and all of its words: a connection may also be lost between the two. */
  async #post(line) {
    const answer = await fetch(this.#form.action, {
      method: "POST",
      body: new URLSearchParams([["csrf_token", this.#form.elements.csrf_token.value], ...line]),
      headers: { Accept: "text/html" },
    });
    return { answer, text: await answer.text() };
  }

  /** Nothing is wrong with the line itself: it waits for the line to the portal, or until its author has signed in again. */
  #hold(why) {
    this.#isHeld = true;
    this.#say(why);
    return false;
  }

  /** What was refused comes back with the words that say why, once the field is free for it. */
  #giveBack(line, page) {
    const items = [...page.querySelectorAll("[data-error-summary] li")].map((item) => item.textContent.trim());
    const why = items.join(" ") || page.querySelector("main p")?.textContent || LOST;
    const given = new Map(line);
    this.#say(`Not kept: “${given.get("words")}”. ${why}`);
    const isFree = this.#words.value.trim() === "";
    if (!isFree) this.#words.setRangeText(`${given.get("words")}\n`, 0, 0, "preserve");
    else for (const name of ["start", "end", "words"]) this.#form.elements[name].value = given.get(name);
    this.#words.dispatchEvent(new Event("input", { bubbles: true })); // it is unsent again
  }
}

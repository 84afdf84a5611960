// Marks on their way to the portal. They wait in this tab until it has them, and are sent again when the line is back.

import { WaitingList } from "./waiting_list.js";

const WAITS_MS = [1000, 2000, 5000, 10_000, 30_000];
const AT_ONCE = 50;
const CLOSED = "The portal does not take marks for this film any more. Reload the page.";

export class TurnQueue {
  #to;
  #token;
  #waiting;
  #made = [];
  #tries = 0;
  #timer = null;
  #sending = null;
  #isLineBack = false; // while a try was on its way, which may fail yet
  #onSent;
  #onNews;

  constructor(keypad, { onSent, onNews }) {
    this.#to = keypad.dataset.turnsTo;
    this.#token = keypad.querySelector("[name=csrf_token]").value;
    this.#waiting = new WaitingList("turns", keypad.dataset.turnsOf, () => this.#sendOnLine());
    this.#onSent = onSent;
    this.#onNews = onNews;
    this.#send();
  }

  add(mark) {
    this.#waiting.add(mark);
    this.#made.push(mark.uuid);
    this.#send();
  }

  /** The last mark of this sitting goes: from the queue, or from the portal where it is there already. */
  async takeBack() {
    const uuid = this.#made.pop();
    if (!uuid) return this.#onNews("There is nothing to take back.");
    while (this.#sending) await this.#sending; // one that is over may have begun the next, with this mark in it
    const isThis = (mark) => mark.uuid === uuid;
    if (this.#waiting.has(isThis)) {
      this.#waiting.drop(isThis);
    } else if (!(await this.#remove(uuid))) {
      this.#made.push(uuid);
      return this.#onNews("There is no connection just now. Take it back in a moment.");
    }
    this.#onNews("Taken back.");
    return this.#onSent();
  }

  async #remove(uuid) {
    const answer = await this.#post(`/turns/${uuid}/removal`, []);
    return answer !== null && (answer.ok || answer.status === 404);
  }

  #sendOnLine() {
    this.#isLineBack = true;
    this.#send();
  }

  #send() {
    if (this.#sending || !this.#waiting.length) return;
    this.#isLineBack = false;
    this.#sending = this.#sendOnce().then((wasSent) => {
      this.#sending = null;
      if (wasSent || this.#isLineBack) this.#send();
    });
  }

  async #sendOnce() {
    clearTimeout(this.#timer);
    const sent = this.#waiting.first(AT_ONCE);
    const marks = sent.map(({ uuid, party, kind, frame }) => ["marks", `${uuid} ${party} ${kind} ${frame}`]);
    const answer = await this.#post(this.#to, marks);
    if (!answer || answer.status >= 500 || answer.status === 429) return this.#tryLater();
    if (!answer.ok) return this.#giveUp(answer);
    this.#tries = 0;
    const done = new Set(sent.map((mark) => mark.uuid));
    this.#waiting.drop((mark) => done.has(mark.uuid));
    this.#onSent();
    return true;
  }

  /** Refused: what can be put right by signing in again stays, the rest would be refused each time. */
  #giveUp({ status, words }) {
    this.#onNews(words || CLOSED);
    if (status > 401) this.#waiting.drop(() => true);
    return false;
  }

  /** The answer with all of its words, or null: a connection may also be lost between the two. */
  async #post(address, fields) {
    const body = new URLSearchParams([["csrf_token", this.#token], ...fields]);
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "text/plain" } });
      return { ok: answer.ok, status: answer.status, words: await answer.text() };
    } catch {
      return null;
    }
  }

  #tryLater() {
    const wait = WAITS_MS[Math.min(this.#tries++, WAITS_MS.length - 1)];
    const count = this.#waiting.length;
    this.#onNews(`No connection just now. ${count} ${count === 1 ? "turn waits" : "turns wait"} here and will be sent.`);
    this.#timer = setTimeout(() => this.#send(), wait);
    return false;
  }
}

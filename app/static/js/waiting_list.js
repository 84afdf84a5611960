// What waits for the portal. It stays in the tab's own storage until it has arrived, so that a page that dies loses nothing of it;
// another person who signs in here finds nothing of it.

import { pocket } from "./drafts.js";

export class WaitingList {
  #kind;
  #key;
  #items;

  /** `onLine` is called when the line is back. */
  constructor(kind, key, onLine) {
    this.#kind = kind;
    this.#key = key;
    this.#items = JSON.parse(pocket.take(kind, key) ?? "[]");
    addEventListener("online", onLine);
    addEventListener("beforeunload", (event) => this.length > 0 && event.preventDefault());
  }

  get length() {
    return this.#items.length;
  }

  first(count) {
    return this.#items.slice(0, count);
  }

  has(isThis) {
    return this.#items.some(isThis);
  }

  add(item) {
    this.#items.push(item);
    this.#keep();
  }

  /** These need not wait any longer. */
  drop(isDone) {
    this.#items = this.#items.filter((item) => !isDone(item));
    this.#keep();
  }

  #keep() {
    if (this.length > 0) pocket.put(this.#kind, this.#key, JSON.stringify(this.#items));
    else pocket.empty(this.#kind, this.#key);
  }
}

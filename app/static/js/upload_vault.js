// What this browser keeps of films on their way: a row for each in its database, with the key that opens its pieces and cannot
// be read out, and the sealed pieces in its own files. It is one person's; another who signs in here finds it wiped.

const DATABASE = "films-on-their-way";
const FILMS = "films";
const MARK = "films-on-their-way";
const KEPT_FOR_MS = 7 * 24 * 3600 * 1000;

const settle = (asked) =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

/** Asks the worker beside the page; `ask` hears news while it goes on, and answers what came of it. */
class Workshop {
  #worker = null;
  #waiting = new Map();
  #last = 0;

  ask(verb, order, hear = () => {}) {
    this.#worker ??= this.#open();
    const ask = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(ask, { resolve, reject, hear });
      this.#worker.postMessage({ ask, verb, order });
    });
  }

  #open() {
    const worker = new Worker(new URL("./upload_worker.js", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => this.#answer(data);
    worker.onerror = () => {
      for (const { reject } of this.#waiting.values()) reject(new Error("the worker failed"));
      this.#waiting.clear();
    };
    return worker;
  }

  #answer({ ask, news, failed, done }) {
    const waiting = this.#waiting.get(ask);
    if (!waiting) return;
    if (news) return waiting.hear(news);
    this.#waiting.delete(ask);
    if (failed) waiting.reject(new Error(failed));
    else waiting.resolve(done);
  }
}

export class Vault {
  #database;
  #person;
  #workshop = new Workshop();

  constructor(database, person) {
    this.#database = database;
    this.#person = person;
  }

  /** The vault of this person, without what is somebody else's or too old; it remembers nothing where the browser does not. */
  static async open(person) {
    let database = null;
    try {
      const opening = indexedDB.open(DATABASE, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(FILMS, { keyPath: "id" });
      database = await settle(opening);
    } catch {
      // a private window or an old browser: films are sent all the same
    }
    const vault = new Vault(database, person);
    await vault.tidy().catch(() => null);
    return vault;
  }

  /** Films of this person that wait to be sent, oldest first. */
  async list() {
    const films = this.#database ? await settle(this.#read().getAll()) : [];
    return films.filter((film) => film.person === this.#person).sort((a, b) => a.addedAt - b.addedAt);
  }

  async find(id) {
    return this.#database ? ((await settle(this.#read().get(id))) ?? null) : null;
  }

  /** A new row for a film of so many bytes, with a key of its own where the browser can keep one. */
  async begin(film) {
    const usages = ["encrypt", "decrypt"];
    const key = this.#database
      ? await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, usages).catch(() => null)
      : null;
    const row = { ...film, id: crypto.randomUUID(), person: this.#person, key, kept: 0, addedAt: Date.now() };
    await this.#put(row, true);
    return row;
  }

  /** Note how a film stands; counts its days from now again. What was wiped meanwhile stays so. */
  save(row) {
    return this.#put(row, false);
  }

  /** Read a picked file: its SHA-256, and meanwhile a sealed copy. `hear` is told of {kept} or {hindrance}. */
  take(row, file, hear) {
    const { id: film, key, kept, size } = row;
    return this.#workshop.ask("take", { film, key, kept, size, file }, hear);
  }

  /** Bytes of the copy that is kept. */
  read(row, from, to) {
    const { id: film, key, size } = row;
    return this.#workshop.ask("open", { film, key, size, from, to });
  }

  /** Forget a film: first its key, then its pieces. */
  async remove(row) {
    if (!this.#database) return;
    await settle(this.#write().delete(row.id));
    await this.#workshop.ask("wipe", { film: row.id }).catch(() => null);
    if ((await settle(this.#read().count())) === 0) localStorage.removeItem(MARK);
  }

  /** Forget every film of everybody. */
  async empty() {
    if (this.#database) await settle(this.#write().clear());
    await this.#workshop.ask("wipe", { film: null }).catch(() => null);
    localStorage.removeItem(MARK);
  }

  /** Forget what is somebody else's, and what did not move for a week. With nobody signed in, only what is old. */
  async tidy() {
    if (!this.#database) return;
    const films = await settle(this.#read().getAll());
    const isOver = (film) => Date.now() - film.movedAt > KEPT_FOR_MS;
    const isForeign = (film) => this.#person !== "" && film.person !== this.#person;
    for (const film of films) if (isOver(film) || isForeign(film)) await this.remove(film);
    if (mayHoldFilms() && films.length === 0) await this.empty();
  }

  async #put(row, isNew) {
    row.movedAt = Date.now();
    if (!this.#database) return;
    try {
      const films = this.#write();
      if (isNew || (await settle(films.count(row.id)))) await settle(films.put(row));
      else [row.key, row.kept] = [null, 0];
      if (isNew) localStorage.setItem(MARK, "yes");
    } catch {
      row.key = null; // a browser that keeps no keys keeps no films
    }
  }

  #read() {
    return this.#database.transaction(FILMS).objectStore(FILMS);
  }

  #write() {
    return this.#database.transaction(FILMS, "readwrite").objectStore(FILMS);
  }
}

/** Whether this browser may hold films: asked by every page, before anything is opened. */
export const mayHoldFilms = () => localStorage.getItem(MARK) !== null;

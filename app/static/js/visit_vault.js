// Films that are kept in this browser for a visit: sealed piece by piece, opened by a PIN, gone after a day.
//
// Each film has a random key (AES-256-GCM). It is sealed by a key made of the PIN (PBKDF2), and that again by a key that
// belongs to this browser and that no script can read out: whoever copies the browser's files has neither.

const NAME = "visits";
const ROUNDS = 600_000; // OWASP's figure for PBKDF2 with SHA-256 (Password Storage Cheat Sheet, 2023)
const MOST_TRIES = 5;
const MARK = "visits-kept"; // where it stands, something may be kept
const TAKING = "a film for a visit is fetched"; // the lock that is held while pieces come in that no row names yet

const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function openStore() {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("films", { keyPath: "address" });
    opening.result.createObjectStore("pieces");
  };
  return asked(opening);
}

async function within(stores, mode, act) {
  const store = await openStore();
  try {
    const turn = store.transaction(stores, mode);
    const done = new Promise((resolve, reject) => {
      turn.oncomplete = resolve;
      turn.onerror = turn.onabort = () => reject(turn.error);
    });
    const result = await act(turn);
    await done;
    return result;
  } finally {
    store.close();
  }
}

async function makePinKey(pin, salt) {
  const words = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(way, words, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

async function seal(key, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
}

const unseal = (key, { iv, bytes }) => crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes);
const useKey = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
const makeBrowserKey = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
const piecesOf = (address) => IDBKeyRange.bound([address, 0], [address, Infinity]);

/** Wrong often enough, the film is gone. */
export class WrongPin extends Error {
  constructor(left) {
    super(left ? `That is not the PIN. ${left} ${left === 1 ? "try is" : "tries are"} left.` : "That was one try too many: the film is removed.");
    this.left = left;
  }
}

/** Keep a film: `pieces` is an async iterable of its bytes, `steps` its parts, `untilMs` when it goes. */
export function keepFilm(film) {
  localStorage.setItem(MARK, "yes");
  return navigator.locks.request(TAKING, { mode: "shared" }, () => sealFilm(film));
}

async function sealFilm({ address, pin, untilMs, steps, pieces }) {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const [film, pinKey, browserKey] = await Promise.all([useKey(raw), makePinKey(pin, salt), makeBrowserKey()]);
  const inner = await seal(pinKey, raw);
  raw.fill(0);
  const kept = await seal(browserKey, inner.bytes);
  try {
    let count = 0;
    for await (const piece of pieces) {
      const sealed = await seal(film, piece);
      const place = [address, count++];
      await within(["pieces"], "readwrite", (turn) => asked(turn.objectStore("pieces").put(sealed, place)));
    }
    const about = await seal(film, new TextEncoder().encode(JSON.stringify(steps)));
    const row = { address, untilMs, salt, innerIv: inner.iv, kept, browserKey, about, count, tries: 0 };
    await within(["films"], "readwrite", (turn) => asked(turn.objectStore("films").put(row)));
  } catch (fault) {
    await removeFilm(address);
    throw fault;
  }
}

/** Whether there may be anything to tidy; nothing is opened to find out. */
export const mayHoldFilms = () => localStorage.getItem(MARK) !== null;

/** The films that are kept: their addresses and when they go. What is over is removed first, and what came in half as well. */
export async function listFilms(now = Date.now()) {
  const rows = await within(["films"], "readonly", (turn) => asked(turn.objectStore("films").getAll()));
  const over = rows.filter(({ untilMs }) => untilMs <= now);
  for (const { address } of over) await removeFilm(address);
  await navigator.locks?.request(TAKING, { ifAvailable: true }, (isFree) => isFree && dropUnnamed());
  return rows.filter(({ untilMs }) => untilMs > now).map(({ address, untilMs }) => ({ address, untilMs }));
}

/** Pieces of a film whose page was closed before all of them were here. */
async function dropUnnamed() {
  await within(["films", "pieces"], "readwrite", async (turn) => {
    const named = await asked(turn.objectStore("films").getAllKeys());
    const pieces = turn.objectStore("pieces");
    const unnamed = (await asked(pieces.getAllKeys())).filter(([address]) => !named.includes(address));
    for (const place of unnamed) await asked(pieces.delete(place));
    if (named.length === 0) localStorage.removeItem(MARK);
  });
}

/** The film and its parts, as { film: Blob, steps }. Throws WrongPin. */
export async function openFilm(address, pin) {
  const row = await within(["films"], "readwrite", async (turn) => {
    const films = turn.objectStore("films");
    const found = await asked(films.get(address));
    if (found) await asked(films.put({ ...found, tries: found.tries + 1 })); // counted before it is tried
    return found;
  });
  if (!row || row.untilMs <= Date.now()) throw new WrongPin(0);
  if (row.tries >= MOST_TRIES) {
    await removeFilm(address); // tries made at the same time count like others
    throw new WrongPin(0);
  }
  const film = await tryPin(row, pin);
  const pieces = [];
  for (let place = 0; place < row.count; place++) {
    const sealed = await within(["pieces"], "readonly", (turn) => asked(turn.objectStore("pieces").get([address, place])));
    pieces.push(await unseal(film, sealed));
  }
  const steps = JSON.parse(new TextDecoder().decode(await unseal(film, row.about)));
  await within(["films"], "readwrite", (turn) => asked(turn.objectStore("films").put({ ...row, tries: 0 })));
  return { film: new Blob(pieces, { type: "video/mp4" }), steps };
}

async function tryPin(row, pin) {
  try {
    const bytes = await unseal(row.browserKey, row.kept);
    return await useKey(await unseal(await makePinKey(pin, row.salt), { iv: row.innerIv, bytes }));
  } catch {
    const left = Math.max(0, MOST_TRIES - row.tries - 1);
    if (left === 0) await removeFilm(row.address);
    throw new WrongPin(left);
  }
}

/** Nothing of the film is left in this browser. */
export async function removeFilm(address) {
  await within(["films", "pieces"], "readwrite", async (turn) => {
    await asked(turn.objectStore("films").delete(address));
    await asked(turn.objectStore("pieces").delete(piecesOf(address)));
  });
}

// Beside the page: reads a picked film once, piece by piece, adds up its SHA-256, and keeps each piece sealed in the browser's
// own files; opens them again when they are sent. A piece is its nonce and its AES-GCM text, bound to film, place and length;
// the key stays in the page's database and cannot be read out. A piece that was cut short does not open.

import { sha256 } from "../vendor/noble-hashes/sha2.js";

const PIECE = 1024 * 1024;
const NONCE = 12;
const ROOT = "films-on-their-way";
const abandoned = new Set(); // films given up: whoever still reads one stops

const encode = (text) => new TextEncoder().encode(text);

async function findFolder(film, create = false) {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle(ROOT, { create });
  return film === null ? all : all.getDirectoryHandle(film, { create });
}

function bind({ film, size }, index, nonce) {
  return { name: "AES-GCM", iv: nonce, additionalData: encode(`${film}/${index}/${size}`) };
}

async function keepPiece(folder, order, index, bytes) {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const sealed = await crypto.subtle.encrypt(bind(order, index, nonce), order.key, bytes);
  const file = await folder.getFileHandle(String(index), { create: true });
  const handle = await file.createSyncAccessHandle();
  try {
    handle.truncate(0);
    handle.write(nonce, { at: 0 });
    handle.write(new Uint8Array(sealed), { at: NONCE });
  } finally {
    handle.close();
  }
}

async function openPiece(folder, order, index) {
  const file = await (await folder.getFileHandle(String(index))).getFile();
  const sealed = new Uint8Array(await file.arrayBuffer());
  const bound = bind(order, index, sealed.subarray(0, NONCE));
  return new Uint8Array(await crypto.subtle.decrypt(bound, order.key, sealed.subarray(NONCE)));
}

function abandon(order) {
  abandoned.add(order.film);
  return wipe(order);
}

/** Remove the pieces of one film, or with null of all; a piece that is just being written is waited for. */
async function wipe({ film }) {
  const [folder, name] = film === null ? [await navigator.storage.getDirectory(), ROOT] : [await findFolder(null), film];
  for (let tries = 0; ; tries++) {
    try {
      return await folder.removeEntry(name, { recursive: true });
    } catch (error) {
      if (error.name === "NotFoundError" || tries === 20) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Why no copy can be kept: null, or "room" or "browser". */
async function findHindrance({ size, key }) {
  if (!key || !globalThis.FileSystemFileHandle?.prototype.createSyncAccessHandle) return "browser";
  const { quota = Infinity, usage = 0 } = (await navigator.storage.estimate?.()) ?? {};
  return quota - usage < size * 1.02 ? "room" : null;
}

/** Read the whole file; tell how far the copy is, once if there is none and why. Answers the SHA-256 in hexadecimal; fails if the
 *  film is given up meanwhile. */
async function take(order, tell) {
  const { file, size, kept, film } = order;
  const adding = sha256.create();
  let folder = null;
  try {
    const hindrance = kept >= size ? null : await findHindrance({ ...order, size: size - kept });
    if (hindrance) tell({ hindrance });
    else folder = await findFolder(film, true);
  } catch {
    tell({ hindrance: "browser" });
  }
  for (let from = 0, index = 0; from < size; from += PIECE, index++) {
    if (abandoned.has(film)) throw new DOMException("The film was given up.", "AbortError");
    const bytes = new Uint8Array(await file.slice(from, from + PIECE).arrayBuffer());
    adding.update(bytes);
    if (folder === null || from < kept) continue;
    try {
      await keepPiece(folder, order, index, bytes);
      tell({ kept: Math.min(size, from + PIECE) });
    } catch (error) {
      folder = null;
      await wipe({ film }).catch(() => null);
      tell({ hindrance: error.name === "QuotaExceededError" ? "room" : "browser" });
    }
  }
  return Array.from(adding.digest(), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The plain bytes from `from` up to `to` of what is kept. */
async function open(order) {
  const { film, from, to } = order;
  const folder = await findFolder(film);
  const bytes = new Uint8Array(to - from);
  for (let index = Math.floor(from / PIECE); index * PIECE < to; index++) {
    const piece = await openPiece(folder, order, index);
    const start = Math.max(from - index * PIECE, 0);
    bytes.set(piece.subarray(start, to - index * PIECE), index * PIECE + start - from);
  }
  return bytes.buffer;
}

const VERBS = { take, open, wipe: abandon };

self.onmessage = async ({ data: { ask, verb, order } }) => {
  try {
    const done = await VERBS[verb](order, (news) => self.postMessage({ ask, news }));
    self.postMessage({ ask, done }, done instanceof ArrayBuffer ? [done] : []);
  } catch (error) {
    self.postMessage({ ask, failed: error.name ?? "Error" });
  }
};

// What a page knows of a film before it is sent: whether it may be sent, and a fingerprint of its content.

const EDGE = 1024 * 1024;

const NOT_A_FILM = "This is not a film. Choose a film from your phone or camera, such as an MP4, MOV or WebM file.";

/** What a file of another kind begins with: pictures, sound, papers, archives, programs. Films are known to the portal alone. */
const OTHERS = [
  /^\x89PNG/, /^\xff\xd8\xff/, /^GIF8/, /^BM/, /^RIFF[^]{4}(WEBP|WAVE)/, /^[^]{4}ftyp(hei|mif1|msf1|avif|M4A )/,
  /^ID3/, /^OggS/, /^fLaC/, /^%PDF/, /^PK\x03\x04/, /^Rar!/, /^7z\xbc/, /^\x1f\x8b/, /^MZ/, /^\x7fELF/, /^#!/, /^<(!|\?|html)/i,
];

/**
 * Why this file cannot be sent, in words; null when it can. `room` holds bytes: the largest film, and how many are left.
 * A help alone: the portal looks itself at what arrives, and refuses in its own words.
 */
export async function findObstacle(file, room) {
  if (file.size === 0) return "There is nothing in this file. Look at it on your device first, then choose it again.";
  if (file.type && !file.type.startsWith("video/")) return NOT_A_FILM;
  const tooLarge = findLackOfRoom(file.size, room);
  if (tooLarge) return tooLarge;
  const start = await file.slice(0, 16).arrayBuffer().catch(() => null);
  if (start === null) return "This file cannot be read. Is it still where it was? Choose it again.";
  const text = String.fromCharCode(...new Uint8Array(start));
  return OTHERS.some((other) => other.test(text)) ? NOT_A_FILM : null;
}

/** Why a film of this size has no room, in words; null when it has. */
export function findLackOfRoom(size, { limit, left }) {
  if (size > limit)
    return `This film has ${formatSize(size)}, and ${formatSize(limit)} can be sent. Trim it, or film in a lower quality.`;
  if (size > left)
    return `This film has ${formatSize(size)}, and there is room for ${formatSize(Math.max(left, 0))} more among your films. Close cases you have finished, so that their films are erased, or ask the association for more room.`;
  return null;
}

/**
 * A SHA-256 of the length and both ends of the file, in hexadecimal: it finds the same film again after a reload and on
 * another device, and the file's name, which often is somebody's, plays no part in it.
 */
export async function fingerprintFilm(file) {
  const parts = [String(file.size), file.slice(0, EDGE), file.slice(Math.max(EDGE, file.size - EDGE))];
  const digest = await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Bytes as people read them, in the units phones and disks show. */
export function formatSize(bytes) {
  const mebibytes = bytes / (1024 * 1024);
  if (mebibytes < 10) return `${mebibytes.toFixed(1)} MB`;
  return mebibytes < 1000 ? `${Math.round(mebibytes)} MB` : `${(mebibytes / 1024).toFixed(1)} GB`;
}

/** How fast bytes went lately, and how long the rest will take. */
export class Pace {
  #samples = [];

  /** Note that `bytes` have been sent by now. */
  note(bytes) {
    const now = performance.now();
    this.#samples.push({ now, bytes });
    while (now - this.#samples[0].now > 10000) this.#samples.shift();
  }

  /** "3.1 MB a second, about 2 minutes left"; empty until there is enough to go by. */
  describe(bytesLeft) {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    const seconds = first ? (last.now - first.now) / 1000 : 0;
    if (seconds < 1 || last.bytes <= first.bytes) return "";
    const speed = (last.bytes - first.bytes) / seconds;
    return `${formatSize(speed)} a second, ${describeTime(bytesLeft / speed)}`;
  }
}

function describeTime(seconds) {
  if (seconds < 60) return "less than a minute left";
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return minutes === 1 ? "about a minute left" : `about ${minutes} minutes left`;
  return `about ${Math.round(minutes / 60)} hours left`;
}

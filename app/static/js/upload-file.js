// What a page knows of a film before it is sent: whether it may be sent, and a fingerprint of its content.

const EDGE = 1024 * 1024;

/** Why this file cannot be sent, in words; null when it can. `limit` is in bytes. */
export function findObstacle(file, limit) {
  if (file.size === 0) return "There is nothing in this file. Look at it on your device first, then choose it again.";
  if (file.type && !file.type.startsWith("video/"))
    return "This is not a film. Choose a film from your phone or camera, such as an MP4, MOV or WebM file.";
  if (file.size > limit)
    return `This film has ${formatSize(file.size)}, and ${formatSize(limit)} can be sent. Trim it, or film in a lower quality.`;
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

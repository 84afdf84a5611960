// Positions in a film as people read and write them: m:ss.mmm.

/** Milliseconds as the player's clock shows them. */
export function formatPosition(ms) {
  const seconds = Math.floor(ms / 1000);
  const two = String(seconds % 60).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${two}.${String(ms % 1000).padStart(3, "0")}`;
}

/** Milliseconds of what somebody typed, such as 1:05 or 1:05.4 or 0:01:05,4; null where it cannot be read. */
export function readPosition(words) {
  const match = /^(?:(\d+):)?(?:(\d+):)?(\d+(?:[.,]\d+)?)$/.exec(words.trim());
  if (!match) return null;
  const [hours, minutes] = match[2] === undefined ? ["0", match[1] ?? "0"] : [match[1], match[2]];
  return Math.round(((Number(hours) * 60 + Number(minutes)) * 60 + Number(match[3].replace(",", "."))) * 1000);
}

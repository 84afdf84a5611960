// How loud the film is, drawn under its stills, so that words and pauses are seen before they are heard.

const MOST_COLUMNS = 600;
const HEIGHT = 100;

export function addWaveform(strip, player) {
  const drawing = strip.timeline.querySelector("[data-waveform]");
  if (!drawing) return;
  player.addEventListener("open", async ({ detail }) => {
    if (!drawing.hasAttribute("hidden")) return;
    const peaks = await fetchPeaks(`${detail.viewing}/waveform`);
    if (!peaks || !drawing.isConnected) return;
    const columns = gather(peaks.bytes, Math.min(MOST_COLUMNS, peaks.bytes.length));
    drawing.setAttribute("viewBox", `0 0 ${(strip.durationMs / peaks.stepMs / peaks.bytes.length) * columns.length} ${HEIGHT}`);
    drawing.querySelector("path").setAttribute("d", outline(columns));
    drawing.removeAttribute("hidden");
  });
}

/** The step in milliseconds as two bytes, the least significant first, and then a byte for the loudest of each step. */
async function fetchPeaks(address) {
  const answer = await fetch(address, { headers: { Accept: "text/plain" } }).catch(() => null);
  if (answer?.status !== 200) return null;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return bytes.length > 2 ? { stepMs: bytes[0] + 256 * bytes[1], bytes: bytes.subarray(2) } : null;
}

/** The loudest of each of so many parts. */
function gather(bytes, count) {
  return Array.from({ length: count }, (_, column) => {
    const [start, end] = [column, column + 1].map((edge) => Math.floor((edge * bytes.length) / count));
    return bytes.subarray(start, end).reduce((loudest, peak) => Math.max(loudest, peak), 0);
  });
}

/** Above and below a line in the middle, as tall as it is loud. */
function outline(columns) {
  const half = HEIGHT / 2;
  const tall = (peak) => Math.max(1, (peak / 255) * half);
  const above = columns.map((peak, column) => `${column} ${half - tall(peak)} ${column + 1} ${half - tall(peak)}`);
  const below = columns.map((peak, column) => `${column + 1} ${half + tall(peak)} ${column} ${half + tall(peak)}`);
  return `M${above.join(" ")} ${below.reverse().join(" ")}Z`;
}

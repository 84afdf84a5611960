// The picture that a film gives to be drawn, and which frame it is. Word of a picture comes late: by then the film may give
// the next one. A picture that carries its own time is taken for what it is, whatever was told.

const SLOW_MS = 150; // WebKitGTK lets go of a picture after 200: then it paints nothing, and tells nobody
const TURNS = 20; // of looking: a page that was held up looks as often as any before it gives up

let keepsTime = false; // whether pictures carry their own time: Firefox 153 writes seconds where microseconds belong

/** Whether a film has a picture to give now. */
export function hasPicture(film) {
  return film.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
}

/**
 * Hand what the film gives now to `draw(picture, frame)`, and answer what that answers; null while it gives none. Where the
 * picture does not carry its own time, the frame is the one that was told.
 */
export function takePicture(film, frames, told, draw) {
  if (!hasPicture(film)) return null;
  if (!frames || !("VideoFrame" in window)) return draw(film, told);
  const picture = new VideoFrame(film);
  keepsTime ||= picture.timestamp > film.currentTime + 1;
  const answer = draw(picture, keepsTime ? frames.named(picture.timestamp / 1e6) : told);
  picture.close();
  return answer;
}

/**
 * Paint a picture of a film over the whole of a canvas, and answer whether it got there: where the browser gave it up, the
 * canvas stays as it was. Quick, for pictures that follow each other: one that nobody paints at once goes unnoticed.
 */
export function paintPicture(picture, canvas, film) {
  if (canvas.width !== film.videoWidth || canvas.height !== film.videoHeight) return paintSurely(picture, canvas, film);
  const since = performance.now();
  paintWhole(picture, canvas);
  return performance.now() - since < SLOW_MS || paintSurely(picture, canvas, film);
}

/** The same for a picture that must be there: a copy is painted first, and looked at. */
export function paintSurely(picture, canvas, { videoWidth: width, videoHeight: height }) {
  const copy = Object.assign(document.createElement("canvas"), { width, height });
  paintWhole(picture, copy);
  if (copy.getContext("2d").getImageData(0, 0, 1, 1).data[3] === 0) return false;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  paintWhole(copy, canvas);
  return true;
}

function paintWhole(picture, canvas) {
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
}

/** A promise of its being there, or of so many milliseconds and turns having passed: no event tells of a picture to be drawn. */
export async function waitForPicture(isThere, withinMs) {
  const since = performance.now();
  const isOver = (turn) => turn >= TURNS && performance.now() - since >= withinMs;
  for (let turn = 0; !isThere() && !isOver(turn); turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

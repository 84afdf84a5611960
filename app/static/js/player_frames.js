// When each frame of a film is shown: the film's frame index, as the portal keeps it. Frame 0 is the first.

const US_IN_MS = 1000;
const US_IN_S = 1e6;
const SOON_S = 0.002;
const ROUNDING_US = 500; // no film shows two frames within a millisecond

/** The same row of times, and the same rounding, as the portal's own `FrameIndex`: frame n is shown from starts[n] up to, not including, starts[n + 1]. */
export class FrameIndex {
  #starts;

  /** `shown` holds how long each frame is shown, in microseconds. */
  constructor(shown) {
    this.#starts = new Float64Array(shown.length + 1);
    shown.forEach((us, frame) => (this.#starts[frame + 1] = this.#starts[frame] + us));
    this.count = shown.length;
  }

  /** The frame shown at this position; before the film the first, after it the last. */
  frameAt(ms) {
    return this.#find(ms * US_IN_MS);
  }

  /** The first whole millisecond in which the frame is shown; of the frame after the last, the film's end. */
  startMs(frame) {
    return Math.ceil(this.#starts[frame] / US_IN_MS);
  }

  /** The first millisecond in which it is shown no more. */
  endMs(frame) {
    return this.startMs(frame + 1);
  }

  /** The frame that a browser says it shows, by the time of its picture; browsers round that time. */
  named(seconds) {
    return this.#find(seconds * US_IN_S + ROUNDING_US);
  }

  /** Seconds at which to ask for a frame: just after it begins. A browser may take a frame that is shown for long, in a film
   * of uneven rates, for one as short as its neighbours: in the middle of it, it would show the next. */
  aim(frame) {
    return this.#starts[frame] / US_IN_S + Math.min(SOON_S, this.seconds(frame) / 4);
  }

  /** Seconds in the middle of a frame. */
  middle(frame) {
    return (this.#starts[frame] + this.#starts[frame + 1]) / 2 / US_IN_S;
  }

  /** How long it is shown. */
  seconds(frame) {
    return (this.#starts[frame + 1] - this.#starts[frame]) / US_IN_S;
  }

  /** The last frame that begins no later than this. */
  #find(us) {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle] <= us) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The index of the film under this viewing; null while there is none, which is so as long as the quick copy plays. */
export async function fetchFrames(address) {
  const answer = await fetch(address, { headers: { Accept: "text/plain" } }).catch(() => null);
  if (answer?.status !== 200) return null;
  const bytes = new DataView(await answer.arrayBuffer());
  const shown = Array.from({ length: bytes.byteLength / 4 }, (_, frame) => bytes.getUint32(4 * frame, true));
  return shown.length ? new FrameIndex(shown) : null;
}

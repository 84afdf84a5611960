// The chosen stretch of a film: from its first frame up to, not including, the first one that is not part of it.

export class Stretch {
  #pictures;

  startMs = null;
  endMs = null;
  isLooping = false;

  /** What is played a single time, { startMs, endMs }, until the film rests or goes elsewhere; else null. */
  once = null;

  constructor(pictures) {
    this.#pictures = pictures;
  }

  get #frames() {
    return this.#pictures.frames;
  }

  /** As the player tells it: frames are null where the film has no index yet. */
  describe() {
    const { startMs, endMs, isLooping } = this;
    return { startMs, endMs, ...this.#findFrames(this), looping: isLooping };
  }

  /** The frames that are played alone, { start, end, isOnce }: once, or over and over; without ends, the whole film. Null where
   * all may be played, between ends the wrong way round, and while nobody knows the frames. */
  bounds() {
    if (!this.#frames || !(this.once || this.isLooping)) return null;
    const { startFrame, endFrame } = this.#findFrames(this.once ?? this);
    const [start, end] = [startFrame ?? 0, endFrame ?? this.#frames.count];
    return start < end ? { start, end, isOnce: this.once !== null } : null;
  }

  #findFrames({ startMs, endMs }) {
    const startFrame = this.#frames && startMs !== null ? this.#frames.frameAt(startMs) : null;
    const endFrame = this.#frames && endMs !== null ? this.#frames.frameAt(endMs - 1) + 1 : null;
    return { startFrame, endFrame };
  }

  set(startMs, endMs, isLooping) {
    Object.assign(this, { startMs, endMs, isLooping });
  }

  /** It begins with this frame, which is the one that is seen, or where nobody knows the frames at this position; an end that
   * lies before it is let go. */
  begin(frame, ms) {
    const startMs = frame === null ? ms : this.#frames.startMs(frame);
    this.set(startMs, this.endMs > startMs ? this.endMs : null, this.isLooping);
  }

  /** It ends with this frame, which is the last one of it; a beginning that lies after it is let go. */
  end(frame, ms) {
    const endMs = frame === null ? ms : this.#frames.endMs(frame);
    this.set(this.startMs !== null && this.startMs < endMs ? this.startMs : null, endMs, this.isLooping);
  }
}

// Playing a stretch over and over, or once: its frames and no other. Browsers tell of a picture when it is on its way to the
// screen, which is too late to hold back the next one; so the loop is shown on the cover, and only what belongs to it gets there.

import { pauseFilm, playFilm } from "./player_pausing.js";
import { hasPicture, takePicture, waitForPicture } from "./player_picture.js";

const EARLY_MS = 8; // a jump takes about a frame of the screen until it shows
const PICTURE_WITHIN_MS = 500; // a device that loads nothing before it plays is not waited for

export class Loop {
  #film;
  #pictures;
  #cover;
  #bounds; // asks for { start, end, isOnce }, the frames between which to play, or null
  #timer = null;
  #isJumping = false;

  /** Whether the film is seen through the cover, also for the moment until it stands still. */
  isCovering = false;

  constructor(film, pictures, cover, bounds) {
    this.#film = film;
    this.#pictures = pictures;
    this.#cover = cover;
    this.#bounds = bounds;
    pictures.listen((frame) => this.#watch(frame));
    film.addEventListener("play", () => this.begin()); // whoever made it play
    film.addEventListener("seeked", () => (this.#isJumping = false));
    film.addEventListener("ended", () => this.#bounds() && this.#playOn());
    film.addEventListener("emptied", () => this.#forget());
  }

  /** Whether this plays now. */
  get isOn() {
    return !this.#film.paused && this.#bounds() !== null;
  }

  /** The frame that it showed last, until `end`; else null. */
  get shown() {
    return this.isCovering ? this.#cover.frame : null;
  }

  /** From the first frame again. */
  restart() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#isJumping = true;
    this.#film.currentTime = this.#pictures.frames.aim(this.#bounds().start);
  }

  /** The stretch or the wish to loop changed. */
  reconsider() {
    if (this.isOn) this.begin();
    else if (!this.#film.paused) this.end();
  }

  /** A promise of a picture for the cover to begin with. A film that was just sent somewhere has none to give for a moment,
   * even after it showed it. */
  prepare() {
    return waitForPicture(() => !this.#bounds() || hasPicture(this.#film), PICTURE_WITHIN_MS);
  }

  /** To be called before the film plays, so that the cover is there before anything moves. */
  begin() {
    const bounds = this.#bounds();
    if (!bounds) return;
    const isKept = this.isCovering || this.#cover.frame !== null; // such as what was seen before another copy came
    if (!isKept) this.#cover.hold(this.#pictures.shown);
    this.isCovering = true;
    if (!this.#isJumping && !isWithin(this.#pictures.shown, bounds)) this.restart();
  }

  /** Let the film itself be seen again. */
  end() {
    if (this.isCovering) this.#cover.lift();
    this.#forget();
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#isJumping = false;
    this.isCovering = false;
  }

  #playOn() {
    this.restart();
    playFilm(this.#film);
  }

  #watch(frame) {
    if (!this.isOn) return;
    const bounds = this.#bounds();
    this.#draw(frame, bounds);
    if (this.#isJumping || this.#film.seeking) return;
    if (!isWithin(frame, bounds)) this.#turn(frame);
    else if (frame === bounds.end - 1) this.#timer ??= setTimeout(() => this.isOn && this.#turn(frame), this.#restMs(frame));
  }

  /** What is played once rests at its end; a loop begins again. */
  #turn(frame) {
    const { end, isOnce } = this.#bounds();
    if (isOnce && frame >= end - 1) pauseFilm(this.#film);
    else this.restart();
  }

  #draw(told, bounds) {
    takePicture(this.#film, this.#pictures.frames, told, (picture, frame) => {
      if (isWithin(frame, bounds)) this.#cover.draw(picture, frame);
    });
  }

  #restMs(frame) {
    return Math.max(0, (this.#pictures.frames.seconds(frame) * 1000) / this.#film.playbackRate - EARLY_MS);
  }
}

function isWithin(frame, { start, end }) {
  return start <= frame && frame < end;
}

// A canvas over the film. It keeps the last picture while the film below is changed, and shows a loop picture by picture.

import { hasPicture, paintPicture, paintSurely } from "./player_picture.js";

const MOST_TRIES = 5; // a browser may give a picture up: nothing is begun without one to keep

export class Cover {
  #film;
  #canvas = null;

  /** The frame that it shows; null while the film itself is seen, or nobody can say. */
  frame = null;

  constructor(film) {
    this.#film = film;
  }

  /** Keep what the film shows now, which is this frame, until `lift`. */
  hold(frame) {
    if (!hasPicture(this.#film)) return;
    for (let tries = 0; tries < MOST_TRIES && !this.draw(this.#film, frame, paintSurely); tries += 1);
  }

  /** Show this picture, which is of this frame; whether it got there. */
  draw(picture, frame, paint = paintPicture) {
    if (!this.#film.videoWidth) return false;
    this.#canvas ??= this.#lay();
    if (!paint(picture, this.#canvas, this.#film)) return false;
    this.frame = frame;
    this.#show(true);
    return true;
  }

  lift() {
    if (this.#canvas) this.#show(false);
  }

  /** Nothing of the film stays. */
  wipe() {
    this.lift();
    this.#canvas?.remove();
    this.#canvas = null;
  }

  #show(isOn) {
    this.#canvas.hidden = !isOn;
    if (!isOn) this.frame = null;
    this.#film.parentElement.toggleAttribute("data-covered", isOn);
  }

  #lay() {
    const canvas = Object.assign(document.createElement("canvas"), { className: "film-cover" });
    canvas.setAttribute("aria-hidden", "true");
    canvas.hidden = true; // until something is on it
    this.#film.after(canvas);
    return canvas;
  }
}

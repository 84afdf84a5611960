// J, K and L: back, stop and forth, and faster with each press. With K held, J and L go frame by frame.

const SPEEDS = [1, 1.5, 2];

export function addShuttle(player) {
  const { film, root } = player;
  const backwards = new Backwards(player);
  let isStopHeld = false;
  player.addActions({
    stop: () => {
      isStopHeld = true;
      backwards.stop();
      player.pause();
    },
    "shuttle-back": (isHeld) => {
      if (isStopHeld || !player.frames) player.act("frame-back", isHeld);
      else if (!isHeld) backwards.press();
    },
    "shuttle-forth": (isHeld) => {
      if (isStopHeld) return player.act("frame-forth", isHeld);
      if (isHeld) return;
      film.playbackRate = film.paused ? SPEEDS[0] : next(film.playbackRate);
      player.play();
    },
  });
  root.addEventListener("keyup", ({ key }) => key.toLowerCase() === "k" && (isStopHeld = false));
  root.addEventListener("focusout", () => (isStopHeld = false));
  player.addEventListener("play", () => backwards.stop());
  film.addEventListener("pause", () => (film.playbackRate = film.defaultPlaybackRate)); // as it was chosen
}

/** No browser plays backwards: frame by frame, at the speed that was wished or as fast as pictures come. */
class Backwards {
  #player;
  #speed = null;

  constructor(player) {
    this.#player = player;
  }

  press() {
    const wasRunning = this.#speed !== null;
    this.#speed = wasRunning ? next(this.#speed) : SPEEDS[0];
    if (!wasRunning) this.#run();
  }

  stop() {
    this.#speed = null;
  }

  async #run() {
    const player = this.#player;
    player.pause();
    let [speed, shown, from, since] = [null, null, 0, 0];
    while (this.#speed !== null && player.currentFrame() > 0) {
      if (speed !== this.#speed || shown !== player.currentFrame()) {
        [speed, shown, from, since] = [this.#speed, player.currentFrame(), player.currentMs(), performance.now()];
      }
      const wanted = player.frames.frameAt(from - (performance.now() - since) * speed);
      if (wanted < shown) shown = await player.seekToFrame(wanted);
      else await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    this.#speed = null;
  }
}

function next(speed) {
  return SPEEDS.find((faster) => faster > speed) ?? SPEEDS.at(-1);
}

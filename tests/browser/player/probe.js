// Eyes and hands for the tests of the player, inside its page: the number painted into the picture that is seen, and the
// player's own fields and keys. Geometry of the number: tests/factories/frame_numbers.py.
(() => {
  const [LEFT, CELL, COLUMNS, PLACES] = [0.2, 0.15, 4, 16];
  const root = document.querySelector("[data-player]");
  const film = root.querySelector("video");
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const ownDrawImage = CanvasRenderingContext2D.prototype.drawImage;
  const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

  /** What lies on top is what people see. */
  const seen = () => {
    const cover = root.querySelector(".film-cover");
    return cover && !cover.hidden ? cover : film;
  };

  /** The pixels of a picture. WebKitGTK paints none where it takes the film longer than 200 ms to give it: it is asked again. */
  const look = (picture) => {
    let pixels;
    for (let tries = 0; tries < 20 && !pixels?.data[3]; tries += 1) {
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      pixels = context.getImageData(0, 0, canvas.width, canvas.height);
      if (picture !== film || film.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) break;
    }
    return pixels;
  };

  /** The painted number; null where the picture carries none. */
  const painted = (picture = seen()) => {
    if (!film.videoWidth && picture === film) return null;
    [canvas.width, canvas.height] = [picture.videoWidth ?? picture.width, picture.videoHeight ?? picture.height];
    const { data } = look(picture);
    let code = 0;
    for (let place = 0; place < PLACES; place += 1) {
      const x = Math.floor((LEFT + ((place % COLUMNS) + 0.5) * CELL) * canvas.width);
      const y = Math.floor((LEFT + (Math.floor(place / COLUMNS) + 0.5) * CELL) * canvas.height);
      code = code * 2 + (data[4 * (y * canvas.width + x)] > 127 ? 1 : 0);
    }
    const number = code >> 4;
    const check = 15 ^ (number >> 8) ^ ((number >> 4) & 15) ^ (number & 15);
    return (code & 15) === check ? number : null;
  };

  const said = () => Number(root.querySelector("[data-player-frame]").textContent.replace(/\D/g, ""));

  /** Until the player says that the picture is there. */
  const settle = async () => {
    const deadline = performance.now() + 20_000;
    do await sleep(1);
    while (root.hasAttribute("data-seeking") && performance.now() < deadline);
  };

  const press = (key, more = {}) => root.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

  const type = (name, words) => {
    const field = root.querySelector(`[data-player-field=${name}]`);
    field.value = words;
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  };

  const point = (share) => {
    const strip = root.querySelector("[data-scrub]");
    const box = strip.getBoundingClientRect();
    const at = { clientX: box.x + share * box.width, clientY: box.y + box.height / 2, bubbles: true, cancelable: true, button: 0, pointerId: 1 };
    strip.setPointerCapture = strip.parentElement.setPointerCapture = () => {}; // no pointer is really down
    for (const name of ["pointerdown", "pointerup"]) strip.dispatchEvent(new PointerEvent(name, at));
  };

  /** Do each of these and note what is said and painted then. */
  const each = async (wishes, act) => {
    const notes = [];
    for (const wish of wishes) {
      const since = performance.now();
      act(wish);
      await settle();
      const ms = performance.now() - since;
      notes.push({ wish, said: said(), painted: painted(), clock: root.querySelector("[data-player-position]").textContent, ms });
    }
    return notes;
  };

  /** For so long the film has no picture to give, as it may be just after a jump. */
  const lag = (ms) => {
    Object.defineProperty(film, "readyState", { configurable: true, value: HTMLMediaElement.HAVE_METADATA });
    setTimeout(() => delete film.readyState, ms);
  };

  /** Word of each picture comes so much later than the browser gives it, as on a busy machine; 0 for as it comes. */
  const tellLate = (ms) => {
    delete film.requestVideoFrameCallback;
    if (!ms) return;
    const ask = film.requestVideoFrameCallback.bind(film);
    film.requestVideoFrameCallback = (hear) => ask((...told) => setTimeout(() => hear(...told), ms));
  };

  /** The film goes where it is sent so much later, as one that was just loaded on a busy machine; 0 for at once. */
  const seekLate = (ms) => {
    delete film.currentTime;
    if (!ms) return;
    const own = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "currentTime");
    const set = (seconds) => setTimeout(() => own.set.call(film, seconds), ms);
    Object.defineProperty(film, "currentTime", { configurable: true, get: () => own.get.call(film), set });
  };

  /** Two of three pictures are not painted by the page, after 200 ms, as in WebKitGTK on a busy machine; false for as ever. */
  const giveUp = (isOn) => {
    const { prototype } = CanvasRenderingContext2D;
    prototype.drawImage = ownDrawImage;
    if (!isOn) return;
    let calls = 0;
    prototype.drawImage = function (picture, ...place) {
      const isGiven = picture instanceof HTMLCanvasElement || ++calls % 3 === 0;
      if (isGiven) ownDrawImage.call(this, picture, ...place);
      else block(200);
    };
  };

  /** Nothing of the page has its turn for so long. */
  const block = (ms) => {
    const since = performance.now();
    while (performance.now() - since < ms);
  };

  /** A loop over these frames, playing; the page may be held up just after it was begun. */
  const playLoop = async ({ start, end, lagMs = 0, lateMs = 0, blockMs = 0, givesUp = false }) => {
    type("frame", String(start));
    await settle();
    press("i");
    type("frame", String(end - 1));
    await settle();
    press("o");
    press("r");
    if (lagMs) lag(lagMs);
    tellLate(lateMs);
    giveUp(givesUp);
    press(" ");
    if (!blockMs) return;
    await sleep(1);
    block(blockMs);
  };

  /** Until the player says so. */
  const become = async (state) => {
    while (root.dataset.state !== state) await sleep(1);
  };

  /** Until the player says that it stands: that the film is paused is so before the player has heard of it. */
  const stand = async () => {
    await become("paused");
    await settle();
  };

  /** No loop and no stretch any more; the film rests. */
  const endLoop = async () => {
    if (!film.paused) press(" ");
    await stand();
    press("r");
    press("x");
  };

  const pressPlay = (name) =>
    [...document.querySelectorAll("button[data-moment-play]")].find((button) => button.textContent.includes(name)).click();

  window.probe = {
    tellLate,
    seekLate,
    painted: () => painted(),
    said,
    typeFrames: (wishes) => each(wishes, (wish) => type("frame", String(wish))),
    typeTimes: (wishes) => each(wishes, (wish) => type("time", wish)),
    point: (wishes) => each(wishes, point),
    press: (keys) => each(keys, (key) => press(key)),

    /** Many presses before the first picture is there; each frame that is told of on the way is noted. */
    hurry: async ({ key, times }) => {
      const passed = [said()];
      const watch = new MutationObserver(() => passed.at(-1) !== said() && passed.push(said()));
      watch.observe(root.querySelector("[data-player-frame]"), { childList: true });
      for (let count = 0; count < times; count += 1) press(key);
      await settle();
      watch.disconnect();
      return { passed: passed.slice(1), said: said(), painted: painted() };
    },

    /** Play the moment of this name from the list, and tell what is seen, picture by picture of the screen, until it stands. */
    playMoment: async (name) => {
      pressPlay(name);
      await become("playing");
      window.probe.watch();
      await stand();
      await frame();
      return { seen: window.probe.seen(), painted: painted(), said: said() };
    },

    /** Play it, go to another frame of it meanwhile, and tell what is seen until the film is at a frame beyond. */
    leaveMoment: async ({ name, goTo, beyond }) => {
      pressPlay(name);
      await become("playing");
      type("frame", String(goTo));
      await settle();
      window.probe.watch();
      while (said() < beyond && !film.ended) await sleep(1);
      const state = root.dataset.state;
      film.pause();
      await stand();
      return { seen: window.probe.seen(), state };
    },

    /** Picture by picture of the screen, what is seen from now on; ask for it with `seen`. */
    watch: () => {
      window.probe.pictures = [];
      const note = () => {
        window.probe.pictures.push(painted());
        window.probe.watching = requestAnimationFrame(note);
      };
      note();
    },

    seen: () => {
      cancelAnimationFrame(window.probe.watching);
      return window.probe.pictures;
    },

    /** Two taps of a finger on the picture, so far from its left edge, with no time between them. */
    tapTwice: (share) => {
      const lens = root.querySelector("[data-player-lens]");
      const box = lens.getBoundingClientRect();
      const at = { clientX: box.x + share * box.width, clientY: box.y + box.height / 2, bubbles: true, cancelable: true };
      lens.setPointerCapture = () => {}; // no finger is really there
      for (const name of ["pointerdown", "pointerup", "pointerdown", "pointerup"])
        lens.dispatchEvent(new PointerEvent(name, { ...at, button: 0, pointerId: 1, pointerType: "touch" }));
      delete lens.setPointerCapture;
    },

    /** The film waits for a line on which nothing comes. */
    stall: (times) => {
      Object.defineProperty(film, "buffered", { configurable: true, value: { length: 0 } });
      for (let time = 0; time < times; time += 1) film.dispatchEvent(new Event("waiting"));
      delete film.buffered;
    },

    playLoop,

    /** Choose which copy plays, as the list does. */
    chooseCopy: (name) => {
      const list = root.querySelector("[data-player-quality]");
      list.value = name;
      list.dispatchEvent(new Event("change"));
    },

    /** Choose which copy plays, and press a key when that one is on its way to the picture that was seen. */
    pressAsCopiesChange: async ({ copy, key }) => {
      const pressed = new Promise((resolve) => film.addEventListener("loadedmetadata", () => resolve(press(key)), { once: true }));
      window.probe.chooseCopy(copy);
      await pressed;
    },

    endLoop,

    /** Play a loop and note, picture by picture of the screen, what is seen and what is said. */
    loop: async ({ start, end, ms, ...busy }) => {
      await playLoop({ start, end, ...busy });
      const notes = [];
      const since = performance.now();
      const isOver = () => performance.now() - since > ms && new Set(notes.map(String)).size >= Math.min(end - start, 3);
      while (!isOver() && performance.now() - since < 15_000) {
        await frame();
        if (!film.paused) notes.push([said(), painted()]);
      }
      press(" ");
      await stand();
      await frame();
      const stands = [said(), painted(), painted(film)];
      tellLate(0);
      giveUp(false);
      await endLoop();
      return { notes, stands };
    },

    /** In a loop that plays, picture by picture of the screen, take what is seen for In and for Out, and go back to the loop. */
    take: async ({ start, end, times }) => {
      await playLoop({ start, end });
      const edges = ["in", "out"].map((name) => [name, root.querySelector(`[data-player-field=${name}]`)]);
      const notes = [];
      while (notes.length < times) {
        await frame();
        const note = { said: said() };
        for (const [name, field] of edges) {
          const own = field.value;
          press(name[0]);
          note[name] = field.value;
          type(name, own);
        }
        notes.push(note);
      }
      await endLoop();
      return notes;
    },
  };
})();

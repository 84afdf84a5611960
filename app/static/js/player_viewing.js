// One viewing: the leave to watch a film, asked for once and asked after for as long as the film is open.

const ASK_EVERY_MS = 3000; // a family that ends its consent waits five seconds at most
const NO = new Set([401, 403, 404, 410]);

/**
 * Ask for leave through the page's own form. Resolves to a Viewing; rejects with words for the person, and whether the
 * film is closed to them.
 * Where a proof of who is asking comes first, the form is sent as a page would: the page that asks leads back to the film.
 */
export async function startViewing(form) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { Accept: "text/plain" },
  }).catch(() => null);
  if (!answer) throw new Error("There is no connection just now. Try again in a moment.");
  if (answer.status === 401) {
    form.submit();
    return new Promise(() => {});
  }
  if (answer.status !== 201) throw Object.assign(new Error((await answer.text()).trim()), { isClosed: NO.has(answer.status) });
  return new Viewing(answer.headers.get("Location").replace(/\/film$/, ""));
}

/** The leave itself; `address` is /viewings/<uuid>. */
export class Viewing {
  #version = null;
  #timer = null;
  #asked = "";

  constructor(address) {
    this.address = address;
  }

  /** Where the bytes of the chosen copy are. */
  get film() {
    return `${this.address}/film${this.#asked}`;
  }

  /** Where the times of its frames are: all copies but the quick one show the same frames. */
  get frames() {
    return `${this.address}/frames`;
  }

  /** Ask for the "best" copy from now on, or for the "low" one. */
  set copy(copy) {
    this.#asked = copy === "low" ? "?copy=low" : "";
    this.#version = null;
  }

  /** The same, and a promise of what comes of it: "changed", "same" (it is the film that plays), or "unknown" where no answer came. */
  async choose(copy) {
    const before = this.#version;
    this.copy = copy;
    await this.ask();
    if (before === null || this.#version === null) return "unknown";
    return this.#version === before ? "same" : "changed";
  }

  /** Ask now: "same", "changed" (another copy plays from now on), "no", or "unknown" where no answer came. */
  async ask() {
    const asked = this.#asked;
    const answer = await fetch(this.address + asked, { headers: { Accept: "text/plain" } }).catch(() => null);
    if (asked !== this.#asked) return "same"; // another copy was chosen meanwhile
    if (answer?.status !== 204) return NO.has(answer?.status) ? "no" : "unknown";
    const version = answer.headers.get("Film-Version");
    const changed = this.#version !== null && this.#version !== version;
    this.#version = version;
    return changed ? "changed" : "same";
  }

  /** Ask at once and then every three seconds. A lost line is not a no: only an answer stops the film. */
  keepAsking({ onChange, onNo }) {
    this.#timer = repeat(async () => {
      const answer = await this.ask();
      if (this.#timer === null) return;
      if (answer === "changed") onChange();
      if (answer === "no") onNo();
    });
  }

  stopAsking() {
    this.#timer?.stop();
    this.#timer = null;
  }
}

/** While a film is not open yet, its stills stand there: ask whether they still may. Gives back what ends the asking. */
export function watchStills(address, onNo) {
  const watch = repeat(async () => {
    const answer = await fetch(address, { headers: { Accept: "text/plain" } }).catch(() => null);
    if (NO.has(answer?.status)) {
      watch.stop();
      onNo();
    }
  });
  return () => watch.stop();
}

/** Do it at once, every three seconds, and whenever somebody comes back to the page. */
function repeat(ask) {
  const comeBack = () => document.visibilityState === "visible" && ask();
  const timer = setInterval(ask, ASK_EVERY_MS);
  document.addEventListener("visibilitychange", comeBack);
  queueMicrotask(ask);
  return {
    stop() {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", comeBack);
    },
  };
}

// One viewing: the leave to watch a film, asked for once and asked after for as long as the film is open.

const ASK_EVERY_MS = 5000;
const NO = new Set([401, 403, 404, 410]);

/**
 * Ask for leave through the page's own form. Resolves to a Viewing; rejects with words for the person.
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
  if (answer.status !== 201) throw new Error((await answer.text()).trim());
  return new Viewing(answer.headers.get("Location").replace(/\/film$/, ""));
}

/** The leave itself; `address` is /viewings/<uuid>. */
export class Viewing {
  #version = null;
  #timer = null;

  constructor(address) {
    this.address = address;
    this.film = `${address}/film`;
  }

  /** Ask now: "same", "changed" (another copy plays from now on), "no", or "unknown" where no answer came. */
  async ask() {
    const answer = await fetch(this.address, { headers: { Accept: "text/plain" } }).catch(() => null);
    if (answer?.status !== 204) return NO.has(answer?.status) ? "no" : "unknown";
    const version = answer.headers.get("Film-Version");
    const changed = this.#version !== null && this.#version !== version;
    this.#version = version;
    return changed ? "changed" : "same";
  }

  /** Ask at once and then every five seconds. A lost line is not a no: only an answer stops the film. */
  keepAsking({ onChange, onNo }) {
    const check = async () => {
      const answer = await this.ask();
      if (this.#timer === null) return;
      if (answer === "changed") onChange();
      if (answer === "no") onNo();
    };
    this.#timer = setInterval(check, ASK_EVERY_MS);
    check();
  }

  stopAsking() {
    clearInterval(this.#timer);
    this.#timer = null;
  }
}

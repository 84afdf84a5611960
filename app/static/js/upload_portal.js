// What is said between page and portal about a film on its way, beside its bytes: tus by hand, and the portal's own words.

const TUS = { "Tus-Resumable": "1.0.0" };
const NO_ANSWER = "The portal did not answer as expected. What was sent is kept: try again in a minute.";

export const LINE_LOST = "The line is gone. What was sent is kept, and sending goes on by itself when the line is back.";

const encodeText = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

export class Portal {
  #endpoint;
  #token;

  /** Of an element with data-endpoint and data-token. */
  constructor({ endpoint, token }) {
    [this.#endpoint, this.#token] = [endpoint, token];
  }

  get headers() {
    return { "X-CSRFToken": this.#token, Accept: "text/plain" };
  }

  /** Begin a film, or find it begun: {address}; else {other: {address, words}}, {lost: words} or {refused: words}. */
  async announce({ size, place, fingerprint, filetype }) {
    const about = Object.entries({ cycle: place.cycle, kind: place.kind, fingerprint, filetype });
    const metadata = about.map(([key, value]) => `${key} ${encodeText(value)}`).join(",");
    const answer = await this.#ask("POST", this.#endpoint, { "Upload-Length": size, "Upload-Metadata": metadata });
    if (answer === null) return { lost: LINE_LOST };
    const address = answer.headers.get("Location");
    if (answer.status === 201) return { address };
    const words = choose(await answer.text().catch(() => ""));
    if (answer.status >= 500 || answer.status === 423) return { lost: words };
    return answer.status === 409 && address ? { other: { address, words } } : { refused: words };
  }

  /** How many bytes of a film have arrived; null where nobody knows. */
  async askOffset({ address }) {
    const answer = address ? await this.#ask("HEAD", address) : null;
    return answer?.ok ? Number(answer.headers.get("Upload-Offset")) : null;
  }

  /** Have what arrived of a film removed. Answers whether nothing is there any more. */
  async giveUp(address) {
    const answer = await this.#ask("DELETE", address);
    return answer !== null && (answer.ok || answer.status === 404);
  }

  #ask(method, address, headers = {}) {
    return fetch(address, { method, headers: { ...TUS, ...this.headers, ...headers } }).catch(() => null);
  }
}

/** What the portal said in plain words, of an error of tus-js-client that has an answer. */
export const sayWords = (error) => choose(error.originalResponse?.getBody() ?? "");

/** A SHA-256 in hexadecimal as the value of `Repr-Digest`. */
export const describeDigest = (hex) =>
  `sha-256=:${btoa(String.fromCharCode(...hex.match(/../g).map((pair) => parseInt(pair, 16))))}:`;

function choose(text) {
  const words = text.trim();
  return words && !words.startsWith("<") ? words : NO_ANSWER;
}

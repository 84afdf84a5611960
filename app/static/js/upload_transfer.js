// One turn of a film in the queue: begun in the portal, its bytes sent by tus, tried again where that may help.

import "../vendor/tus-js-client/tus.min.js";
import { describeDigest, LINE_LOST, sayWords } from "./upload_portal.js";

const PIECE = 8 * 1024 * 1024;
const RETRIES_MS = [0, 1000, 2000, 5000, 10000, 20000, 30000, 60000];
const MAY_PASS = [409, 423, 460];
const UNREADABLE = "The film cannot be read any more. Choose the same file again to go on.";

export class Transfer {
  #portal;
  #vault;
  #row;
  #source;
  #hear;
  #upload = null;
  #beginning = null;
  #isHalted = false;
  #isBegunAnew = false;

  /**
   * Of a film as it stands in the vault; bytes come from `source`. It tells onSent(bytes), onTrouble(words) while it
   * tries again, and once, unless it was halted, onEnd({ state, words, address }): of the film that stands in the way, or where to
   * ask after the one that arrived.
   */
  constructor({ portal, vault, row, source }, hear) {
    [this.#portal, this.#vault, this.#row, this.#source, this.#hear] = [portal, vault, row, source, hear];
  }

  start() {
    this.#beginning = this.#begin();
  }

  /** Nothing of the film goes out once this is done. What the portal is just being told is waited for: whatever was begun there
   * has its address in the row then. */
  async halt() {
    this.#isHalted = true;
    await this.#upload?.abort();
    await this.#beginning;
  }

  async #begin() {
    if (!this.#row.address && !(await this.#announce())) return;
    if (this.#isHalted) return;
    this.#upload = this.#build();
    this.#upload.start();
  }

  /** Begin the film in the portal, or find it begun. Answers whether its bytes may go. */
  async #announce() {
    const { address, other, lost, refused } = await this.#portal.announce(this.#row);
    if (address) return this.#note(address);
    if (refused) this.#end("refused", refused);
    else if (other) this.#end("other", other.words, other.address);
    else this.#end("lost", lost);
    return false;
  }

  #build() {
    let stateAddress = null;
    return new tus.Upload(this, {
      uploadUrl: this.#row.address,
      uploadSize: this.#row.size,
      chunkSize: PIECE,
      retryDelays: RETRIES_MS,
      headers: this.#portal.headers,
      fingerprint: async () => null,
      storeFingerprintForResuming: false,
      fileReader: { openFile: async () => ({ size: this.#row.size, slice: (from, end) => this.#read(from, end), close() {} }) },
      onBeforeRequest: (request) => this.#addDigest(request),
      onAfterResponse: (_request, response) => (stateAddress = response.getHeader("Film-State") ?? stateAddress),
      onProgress: (sent) => this.#hear.onSent(sent),
      onChunkComplete: () => this.#vault.save(this.#row),
      onShouldRetry: (error) => this.#mayRetry(error),
      onError: (error) => this.#stop(error),
      onSuccess: () => this.#end("arrived", "The film has arrived.", stateAddress),
    });
  }

  /** A piece that was being read when the film was halted must not go out either. */
  async #read(from, end) {
    const piece = await this.#source.slice(from, end);
    if (this.#isHalted) throw new Error("halted");
    return piece;
  }

  #addDigest(request) {
    if (request.getMethod() === "PATCH" && this.#row.sha256)
      request.setHeader("Repr-Digest", describeDigest(this.#row.sha256));
  }

  /** Where trying again may help, say meanwhile what is the matter. */
  #mayRetry(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (this.#isHalted || this.#source.isGone) return false;
    const mayPass = status === 0 || MAY_PASS.includes(status) || (status >= 500 && status !== 507);
    if (mayPass && status !== 409) this.#hear.onTrouble(status ? sayWords(error) : LINE_LOST);
    return mayPass && navigator.onLine;
  }

  #stop(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (this.#isHalted) return;
    if (this.#source.isGone) return this.#end("missing", UNREADABLE);
    if (status !== 404 || this.#isBegunAnew) return this.#end("lost", status ? sayWords(error) : LINE_LOST);
    this.#isBegunAnew = true; // it was given up elsewhere, or its week is over
    this.#beginning = this.#note(null).then(() => this.#begin());
  }

  async #note(address) {
    this.#row.address = address;
    await this.#vault.save(this.#row);
    return true;
  }

  #end(state, words, address = null) {
    if (!this.#isHalted) this.#hear.onEnd({ state, words, address });
  }
}

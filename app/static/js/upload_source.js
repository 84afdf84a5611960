// Where the bytes of a film come from: the picked file while the device gives it, else the sealed copy in this browser.

const NEARLY = 0.99;

export class FilmSource {
  #vault;
  #row;
  #file = null;
  #reading = Promise.resolve();
  #isNoted; // whether the row in this browser's database knows the copy as whole

  constructor(vault, row) {
    this.#vault = vault;
    this.#row = row;
    this.#isNoted = row.kept === row.size;
  }

  get size() {
    return this.#row.size;
  }

  get hasFile() {
    return this.#file !== null;
  }

  /** How much of the film this browser keeps, from 0 to 1: the whole only when a page that is opened anew finds it so. */
  get keptShare() {
    const share = this.size ? this.#row.kept / this.size : 0;
    return this.#isNoted ? share : Math.min(share, NEARLY);
  }

  /** Whether the film can only go on once its owner chooses the file again. */
  get isGone() {
    return this.#file === null && this.#row.kept < this.size;
  }

  /** Read a file for its SHA-256, and keep a sealed copy meanwhile. `hear` is told that something is new, and why nothing is kept. */
  take(file, hear) {
    this.#file = file;
    this.#reading = this.#vault
      .take(this.#row, file, (news) => this.#note(news, hear))
      .then((sha256) => this.#vault.save(Object.assign(this.#row, { sha256 })))
      .catch(() => hear("browser"));
  }

  /** Bytes from `from` up to `end`; the last of them wait until the SHA-256 of the whole is known. */
  async slice(from, end) {
    const to = Math.min(end, this.size);
    if (to === this.size) await this.#reading;
    return { value: (await this.#readFile(from, to)) ?? (await this.#readCopy(from, to)), done: to === this.size };
  }

  #note({ kept, hindrance = null }, hear) {
    if (kept) this.#row.kept = kept;
    if (hindrance) [this.#row.kept, this.#row.key] = [0, null];
    if (hindrance || kept === this.size) this.#saveCopy(hear);
    hear(hindrance);
  }

  /** A page that is closed before the row is written leaves one that knows of less. */
  async #saveCopy(hear) {
    await this.#vault.save(this.#row);
    const { key, kept, size } = this.#row;
    this.#isNoted = key !== null && kept === size;
    hear(key ? null : "browser"); // what cannot be noted is not kept
  }

  async #readFile(from, to) {
    try {
      return this.#file && new Blob([await this.#file.slice(from, to).arrayBuffer()]);
    } catch {
      this.#file = null; // gone from the device, or put back into a cloud
      return null;
    }
  }

  async #readCopy(from, to) {
    try {
      return new Blob([await this.#vault.read(this.#row, from, to)]);
    } catch (error) {
      [this.#row.kept, this.#row.sha256, this.#isNoted] = [0, null, false];
      throw error;
    }
  }
}

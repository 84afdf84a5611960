// Sending a film of a cycle: chosen or dropped, paused, resumed after a reload or a lost line, cancelled, followed until
// it can be watched. The markup is templates/clips/_upload.html; the protocol is tus, spoken by tus-js-client.

import "../vendor/tus-js-client/tus.min.js";
import { followFilm } from "./clip-state.js";
import { fingerprintFilm, findObstacle, formatSize, Pace } from "./upload-file.js";

const PIECE = 8 * 1024 * 1024;
const RETRIES_MS = [0, 1000, 2000, 5000, 10000, 20000, 30000, 60000, 60000, 60000];
const LINE_LOST = "The line is gone. What was sent is kept, and sending goes on by itself when the line is back.";
const MAY_PASS = [409, 423, 460];
const TUS = { "Tus-Resumable": "1.0.0" };

class FilmSender {
  #root;
  #upload = null;
  #film = null;
  #pace = new Pace();
  #shownShare = -1;
  #spokenShare = 0;

  constructor(root) {
    this.#root = root;
    this.#part("input").addEventListener("change", (event) => this.#choose(event.target.files[0]));
    this.#listen("pause", () => this.#pause());
    this.#listen("go-on", () => this.#goOn());
    this.#listen("ask-cancel", () => this.#askToCancel());
    this.#listen("keep", () => this.#goOn());
    this.#listen("cancel", () => this.#cancel());
    this.#acceptDrops();
    addEventListener("online", () => this.#state === "lost" && this.#goOn());
    addEventListener("beforeunload", (event) => this.#state === "sending" && event.preventDefault());
    this.#show("empty");
    this.#remember();
  }

  get #state() {
    return this.#root.dataset.state;
  }

  get #headers() {
    return { "X-CSRFToken": this.#root.dataset.token, Accept: "text/plain" };
  }

  #part(name) {
    return this.#root.querySelector(`[data-upload-${name}]`);
  }

  #listen(action, react) {
    this.#root.querySelector(`[data-upload-action="${action}"]`).addEventListener("click", react);
  }

  /** empty, checking, sending, paused, asking, lost or arrived; focus moves on when its button disappears. */
  #show(state) {
    const hadFocus = this.#root.contains(document.activeElement) && document.activeElement.matches("button");
    this.#root.dataset.state = state;
    for (const part of this.#root.querySelectorAll("[data-upload-in]"))
      part.hidden = !part.dataset.uploadIn.split(" ").includes(state);
    if (hadFocus && document.activeElement?.closest("[hidden]"))
      this.#root.querySelector("button:not([hidden], [hidden] *), input:not([hidden] *)")?.focus();
  }

  #say(words, { isProblem = false } = {}) {
    const message = this.#part("message");
    message.textContent = words;
    message.classList.toggle("upload-problem", isProblem);
  }

  #acceptDrops() {
    const zone = this.#part("zone");
    const accepts = () => this.#state === "empty";
    for (const name of ["dragenter", "dragover"])
      zone.addEventListener(name, (event) => {
        event.preventDefault();
        zone.classList.toggle("upload-zone-over", accepts());
      });
    for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("upload-zone-over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      if (accepts() && event.dataTransfer.files.length) this.#choose(event.dataTransfer.files[0]);
    });
  }

  /** After a reload the browser holds no file any more: say which film was on its way, and how far it came. */
  async #remember() {
    const stored = await tus.defaultOptions.urlStorage.findAllUploads();
    for (const known of stored) {
      if (known.metadata.cycle !== this.#root.dataset.cycle || known.metadata.kind !== this.#root.dataset.kind) continue;
      const answer = await fetch(known.uploadUrl, { method: "HEAD", headers: { ...TUS, ...this.#headers } }).catch(() => null);
      if (this.#state !== "empty" || answer === null) return;
      const [offset, length] = ["Upload-Offset", "Upload-Length"].map((name) => Number(answer.headers.get(name)));
      if (!answer.ok || offset === length) {
        if (answer.status < 500 && answer.status !== 423) localStorage.removeItem(known.urlStorageKey);
        continue;
      }
      const share = Math.floor((100 * offset) / length);
      this.#say(`You were sending ${this.#root.dataset.name}: choose the same file again to go on from ${share} %.`);
    }
  }

  async #choose(file) {
    if (!file) return;
    const obstacle = findObstacle(file, Number(this.#root.dataset.limit));
    if (obstacle) return this.#refuse(obstacle);
    this.#film = file;
    this.#show("checking");
    this.#say("Looking at the film …");
    let fingerprint;
    try {
      fingerprint = await fingerprintFilm(file);
    } catch {
      return this.#refuse("This file cannot be read. Is it still where it was? Choose it again.");
    }
    const { cycle, kind } = this.#root.dataset;
    this.#upload = this.#build({ cycle, kind, fingerprint, filetype: file.type });
    const [earlier] = await this.#upload.findPreviousUploads();
    if (earlier) this.#upload.resumeFromPreviousUpload(earlier);
    this.#goOn();
  }

  #refuse(words) {
    this.#part("input").value = "";
    this.#show("empty");
    this.#say(words, { isProblem: true });
  }

  #build(metadata) {
    const { fingerprint, cycle, kind } = metadata;
    return new tus.Upload(this.#film, {
      endpoint: this.#root.dataset.endpoint,
      chunkSize: PIECE,
      retryDelays: RETRIES_MS,
      metadata,
      headers: this.#headers,
      fingerprint: async () => `${fingerprint}-${cycle}-${kind}`,
      removeFingerprintOnSuccess: true,
      onAfterResponse: (_request, response) => this.#noteState(response.getHeader("Film-State")),
      onProgress: (sent, total) => this.#showProgress(sent, total),
      onShouldRetry: (error) => this.#mayRetry(error),
      onError: (error) => this.#stop(error),
      onSuccess: () => this.#arrive(),
    });
  }

  #noteState(address) {
    if (address) this.#part("followed").dataset.filmStateFrom = address;
  }

  #goOn() {
    this.#pace = new Pace();
    this.#show("sending");
    this.#say("Sending the film. Keep this page open; you can do something else meanwhile.");
    this.#upload.start();
  }

  async #pause() {
    await this.#upload.abort();
    this.#show("paused");
    this.#say("Paused. What was sent is kept for a week.");
  }

  async #askToCancel() {
    await this.#upload.abort();
    this.#show("asking");
    this.#say("");
  }

  async #cancel() {
    this.#show("checking");
    try {
      await this.#upload.abort(true);
    } catch {
      this.#show("paused");
      return this.#say("The film could not be cancelled just now. Try again in a moment.", { isProblem: true });
    }
    this.#part("input").value = "";
    this.#show("empty");
    this.#say("Cancelled. What had been sent is removed.");
  }

  /** Where trying again may help, say meanwhile what is the matter. */
  #mayRetry(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    const isAnswer = error.originalRequest.getMethod() === "POST" && status !== 0;
    const mayPass = status === 0 || MAY_PASS.includes(status) || (status >= 500 && status !== 507);
    if (isAnswer && status < 500) return false;
    if (mayPass && status !== 409) this.#say(status ? readWords(error) : LINE_LOST);
    return mayPass && navigator.onLine;
  }

  #stop(error) {
    const status = error.originalResponse?.getStatus() ?? 0;
    if (this.#state === "paused" || this.#state === "asking") return;
    if (error.originalRequest?.getMethod() === "POST" && status >= 400 && status < 500) return this.#refuse(readWords(error));
    this.#show("lost");
    this.#say(status ? readWords(error) : LINE_LOST, { isProblem: true });
  }

  #showProgress(sent, total) {
    this.#pace.note(sent);
    const share = Math.floor((100 * sent) / total);
    this.#part("rest").textContent = this.#pace.describe(total - sent);
    if (share === this.#shownShare) return;
    this.#shownShare = share;
    this.#part("bar").value = share;
    this.#part("share").textContent = `${share} % of ${formatSize(total)}`;
    if (Math.abs(share - this.#spokenShare) >= 10) {
      this.#spokenShare = share;
      this.#part("spoken").textContent = `${share} % sent`;
    }
  }

  #arrive() {
    this.#show("arrived");
    this.#say("The film has arrived. You can close this page.");
    const place = this.#part("followed");
    if (!place.dataset.filmStateFrom) return;
    place.dataset.filmOpens = place.dataset.filmStateFrom.replace(/\/state$/, "");
    followFilm(place).then(showWay);
  }
}

/** The page's account of the cycle, once the portal has seen the film. */
async function showWay() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const way = page.querySelector("[data-cycle-way]");
  if (way) document.querySelector("[data-cycle-way]")?.replaceWith(document.adoptNode(way));
}

/** What the server said in plain words. */
function readWords(error) {
  const words = error.originalResponse?.getBody().trim();
  return words || "The portal did not answer as expected. What was sent is kept: try again in a minute.";
}

for (const root of document.querySelectorAll("[data-upload]")) {
  root.hidden = false;
  if (tus.isSupported) new FilmSender(root);
}

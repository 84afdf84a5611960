// Sending a film of a cycle from its own page: chosen or dropped, or remembered by this browser, followed until it can be watched.
// The markup is templates/clips/_upload.html; what one film does is in upload_film.js.

import { UploadCard } from "./upload_card.js";
import { findObstacle } from "./upload-file.js";
import { FilmOnItsWay } from "./upload_film.js";
import { acceptDrops } from "./upload_drops.js";
import { Portal } from "./upload_portal.js";
import { SendingQueue } from "./upload_queue.js";
import { Vault } from "./upload_vault.js";

const queue = new SendingQueue();

class FilmSlot {
  #root;
  #card;
  #vault;

  constructor(root, vault) {
    this.#root = root;
    this.#card = new UploadCard(root, queue);
    this.#vault = vault;
    this.#input.addEventListener("change", () => this.#choose(this.#input.files[0]));
    acceptDrops(root.querySelector("[data-upload-zone]"), ([file]) => this.#choose(file), () => this.#isOpen);
    this.#card.addEventListener("change", () => this.#card.film.isOver && this.#end(this.#card.film));
    this.#card.addEventListener("prepared", showWay);
    this.#card.show("empty");
    this.#recall();
  }

  get #input() {
    return this.#root.querySelector("[data-upload-input]");
  }

  get #isOpen() {
    return ["empty", "missing"].includes(this.#root.dataset.state);
  }

  get #portal() {
    return new Portal(this.#root.dataset);
  }

  get #place() {
    const { cycle, kind, name } = this.#root.dataset;
    return { cycle, kind, name };
  }

  async #recall() {
    const { cycle, kind } = this.#place;
    const rows = await this.#vault.list().catch(() => []);
    const row = rows.find(({ place }) => place?.cycle === cycle && place.kind === kind);
    if (row && this.#isOpen) this.#send(FilmOnItsWay.recall(this.#portal, this.#vault, row));
  }

  async #choose(file) {
    if (!file) return;
    const isAgain = this.#root.dataset.state === "missing"; // the film has its room already
    const left = isAgain ? Infinity : Number(this.#root.dataset.left);
    const obstacle = await findObstacle(file, { limit: Number(this.#root.dataset.limit), left });
    this.#input.value = "";
    if (obstacle) return this.#card.say(obstacle, true);
    if (isAgain) return this.#card.film.pickAgain(file);
    this.#send(FilmOnItsWay.pick(this.#portal, this.#vault, file, this.#place));
  }

  #send(film) {
    this.#card.follow(film);
    queue.add(film);
  }

  /** Cancelled or refused: the place is free for another, and the words stay. */
  #end(film) {
    if (film.state !== "arrived") this.#card.show("empty");
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

const roots = [...document.querySelectorAll("[data-upload]")];
if (roots.length) {
  const vault = await Vault.open(document.querySelector("meta[name=person]")?.content ?? "");
  for (const root of roots) {
    root.hidden = false;
    if (tus.isSupported) new FilmSlot(root, vault);
  }
}

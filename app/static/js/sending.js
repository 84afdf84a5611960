// Several films at once: picked, dropped or filmed here, each told where it belongs, sent one after another. The markup is
// templates/clips/sending; what one film does is in upload_film.js.

import { UploadCard } from "./upload_card.js";
import { acceptDrops } from "./upload_drops.js";
import { findLackOfRoom, findObstacle, formatSize } from "./upload-file.js";
import { FilmOnItsWay } from "./upload_film.js";
import { Portal } from "./upload_portal.js";
import { SendingQueue } from "./upload_queue.js";
import { Vault } from "./upload_vault.js";

const root = document.querySelector("[data-sending]");
const part = (name) => root.querySelector(`[data-sending-${name}]`);
const template = document.querySelector("template[data-sending-card]");
const portal = root && new Portal(root.dataset);
const queue = new SendingQueue();
const cards = [];

/** One film of the list, with the choice of its place while it has none. */
class FilmCard {
  film;
  #item;
  #card;

  constructor(film) {
    this.film = film;
    this.#item = template.content.firstElementChild.cloneNode(true);
    this.#card = new UploadCard(this.#item, queue);
    this.#nameIt();
    this.places.addEventListener("change", () => this.#check());
    this.#input.addEventListener("change", () => this.#pickAgain());
    this.#card.addEventListener("change", () => this.#draw());
    part("films").append(this.#item);
    this.#card.follow(film);
  }

  get places() {
    return this.#item.querySelector("[data-sending-places]");
  }

  get #input() {
    return this.#item.querySelector("[data-upload-input]");
  }

  get isChosen() {
    return this.film.state === "place" && this.places.value !== "" && this.#lack === null;
  }

  get #lack() {
    return findLackOfRoom(this.film.size, { limit: Number(this.#option.dataset.limit), left: Infinity });
  }

  get #option() {
    return this.places.selectedOptions[0];
  }

  /** The place that is chosen or taken already, so that no other film gets it. */
  get placeValue() {
    if (this.film.isOver && this.film.state !== "arrived") return "";
    const { place } = this.film;
    return place ? `${place.cycle}/${place.kind}` : this.places.value;
  }

  send() {
    const [cycle, kind] = this.places.value.split("/");
    return this.film.assign({ cycle, kind, name: this.#option.dataset.name });
  }

  choose(value) {
    this.places.value = value;
    this.#check();
  }

  focus() {
    this.#item.querySelector("[data-upload-name]").focus();
  }

  #nameIt() {
    const at = this.film.pickedAt.toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
    this.#item.querySelector("[data-upload-name]").textContent = this.film.name ?? `Film of ${formatSize(this.film.size)}, chosen on ${at}`;
  }

  #check() {
    if (this.places.value) this.#card.say(this.#lack ?? "", this.#lack !== null);
    drawStart();
  }

  async #pickAgain() {
    const [file] = this.#input.files;
    if (file) await this.film.pickAgain(file);
    this.#input.value = "";
  }

  #draw() {
    const { place, state } = this.film;
    this.#item.querySelector("[data-upload-place]").textContent = place ? `${place.name[0].toUpperCase()}${place.name.slice(1)}` : "";
    if (state === "waiting") this.#card.say("Waiting for its turn.");
    if (state === "cancelled" && !this.film.words) this.#item.remove();
    drawStart();
  }
}

/** Each place takes one film; the button says how many would go. */
function drawStart() {
  const taken = new Map(cards.map((card) => [card.placeValue, card]));
  for (const card of cards)
    for (const option of card.places.options) option.disabled = option.value !== "" && (taken.get(option.value) ?? card) !== card;
  const waiting = cards.filter((card) => card.film.state === "place");
  const ready = cards.filter((card) => card.isChosen);
  part("start").hidden = waiting.length === 0;
  part("send").disabled = ready.length === 0;
  part("send").textContent = ready.length > 1 ? `Send ${ready.length} films` : "Send the film";
}

/** Where there is only one place left, it needs no choosing. */
function preselect() {
  const undecided = cards.filter((card) => card.film.state === "place" && card.places.value === "");
  const free = (card) => [...card.places.options].filter((option) => option.value && !option.disabled);
  if (undecided.length === 1 && free(undecided[0]).length === 1) undecided[0].choose(free(undecided[0])[0].value);
}

function add(film) {
  const card = new FilmCard(film);
  cards.push(card);
  film.addEventListener("change", () => film.state === "place" && preselect());
  queue.add(film);
  drawStart();
}

async function take(files, vault) {
  const problems = [];
  const room = { limit: Number(root.dataset.limit), left: Number(root.dataset.left) };
  for (const file of files) {
    const obstacle = await findObstacle(file, { ...room, left: room.left - countPromised() });
    if (obstacle) problems.push(`${file.name}: ${obstacle}`);
    else add(FilmOnItsWay.pick(portal, vault, file));
  }
  say(problems.join(" "), problems.length > 0);
}

/** Bytes that the portal's word of the room does not know of: of films that came since, less those that went since. */
function countPromised() {
  const isGone = ({ state }) => state === "cancelled" || state === "refused";
  return cards.reduce((sum, { film }) => sum + film.size * (Number(!isGone(film)) - Number(film.isCounted)), 0);
}

function say(words, isProblem = false) {
  part("message").textContent = words;
  part("message").classList.toggle("upload-problem", isProblem);
}

/** A cycle is started without leaving the films; the places are read anew from the page. */
async function startCycle(event) {
  event.preventDefault();
  const form = event.target;
  const options = { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "text/html" } };
  const started = await fetch(form.action, options).catch(() => null);
  const answer = started?.ok ? await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null) : null;
  if (!answer?.ok) return say("The cycle could not be started just now. Try again in a moment.", true);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("template[data-sending-card]").content.querySelector("[data-sending-places]");
  const isNew = fresh.options.length > template.content.querySelector("[data-sending-places]").options.length;
  for (const places of [template.content.querySelector("[data-sending-places]"), ...cards.map((card) => card.places)]) {
    const { value } = places;
    places.replaceChildren(...fresh.cloneNode(true).children);
    places.value = value;
  }
  const list = document.querySelector("[data-sending-cycles]");
  list.replaceChildren(...page.querySelector("[data-sending-cycles]").children);
  say(isNew ? "The cycle is there. Choose it for its film." : "The last cycle waits for its films still: choose that one.");
  drawStart();
  list.querySelector(`form[action="${new URL(form.action).pathname}"] button`)?.focus();
}

async function open() {
  const vault = await Vault.open(document.querySelector("meta[name=person]")?.content ?? "");
  const pick = (input) => take([...input.files], vault).then(() => (input.value = ""));
  for (const name of ["input", "camera"]) part(name).addEventListener("change", (event) => pick(event.target));
  part("film-now").addEventListener("click", () => part("camera").click());
  part("send").addEventListener("click", () => {
    const ready = cards.filter((card) => card.isChosen);
    for (const card of ready) card.send();
    ready[0]?.focus();
  });
  acceptDrops(part("zone"), (files) => take(files, vault));
  document.querySelector("[data-sending-cycles]").addEventListener("submit", startCycle);
  root.hidden = false;
  for (const row of await vault.list().catch(() => [])) add(FilmOnItsWay.recall(portal, vault, row));
}

if (root && tus.isSupported) open();

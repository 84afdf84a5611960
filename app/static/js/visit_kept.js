// Opening films that were taken along, with the portal at hand or without.

import { Stage } from "./presenting.js";
import { listFilms, openFilm, removeFilm, WrongPin } from "./visit_vault.js";

const NO = new Set([403, 404, 410]);
const LOOK_EVERY_MS = 30_000;

const list = document.querySelector("[data-kept-list]");
const films = list.querySelector("[data-kept-films]");
const frame = document.querySelector("[data-kept-stage]");
const stage = new Stage(frame.querySelector("[data-stage]"));
let open = null;

show();
setInterval(lookAgain, LOOK_EVERY_MS);
addEventListener("online", lookAgain);
addEventListener("pagehide", close);
frame.querySelector("[data-kept-close]").addEventListener("click", close);

async function show() {
  const kept = await dropClosed(await listFilms());
  films.replaceChildren(...kept.map(build));
  list.querySelector("[data-kept-none]").hidden = kept.length > 0;
}

/** Where the portal can be asked and says no, the copy goes at once. Signed out (401) is no answer about the film. */
async function dropClosed(kept) {
  const answers = await Promise.all(kept.map(({ address }) => fetch(address, { headers: { Accept: "text/plain" }, cache: "no-store" }).catch(() => null)));
  const closed = kept.filter((_, place) => NO.has(answers[place]?.status));
  for (const { address } of closed) await removeFilm(address);
  if (closed.length) say("A film was removed: it is closed in the portal.");
  return kept.filter((film) => !closed.includes(film));
}

async function lookAgain() {
  const before = films.children.length;
  const kept = await dropClosed(await listFilms());
  if (open && !kept.some(({ address }) => address === open.address)) close();
  if (kept.length !== before) show();
}

function build({ address, untilMs }) {
  const row = list.querySelector("[data-kept-film]").content.cloneNode(true);
  const until = new Intl.DateTimeFormat("en-GB", { weekday: "long", hour: "2-digit", minute: "2-digit" }).format(untilMs);
  row.querySelector("[data-kept-until]").textContent = `It stays here until ${until}.`;
  const pin = row.querySelector("[data-kept-pin]");
  const problem = row.querySelector("[data-kept-problem]");
  row.querySelector("[data-kept-form]").addEventListener("submit", (event) => {
    event.preventDefault();
    unseal(address, pin, problem);
  });
  row.querySelector("[data-kept-remove]").addEventListener("click", () => bringBack(address));
  return row;
}

async function unseal(address, pin, problem) {
  problem.textContent = "";
  say("Opening the film …");
  try {
    const { film, steps } = await openFilm(address, pin.value);
    open = { address, url: URL.createObjectURL(film) };
    list.hidden = true;
    frame.hidden = false;
    stage.begin(open.url, steps);
  } catch (fault) {
    problem.textContent = fault instanceof WrongPin ? fault.message : "The film cannot be opened in this browser.";
    if (fault.left === 0) show();
  }
  pin.value = "";
  say("");
}

function close() {
  if (!open) return;
  stage.end();
  URL.revokeObjectURL(open.url);
  open = null;
  frame.hidden = true;
  list.hidden = false;
}

async function bringBack(address) {
  await removeFilm(address);
  say("The film is removed from this browser.");
  fetch(`${address}/ending`, { method: "POST", headers: { "X-CSRFToken": await readToken(), Accept: "text/plain" } }).catch(() => {});
  show();
}

/** This page is kept and carries nobody's token; a page of the portal does, where one can be reached. */
async function readToken() {
  const answer = await fetch("/account", { headers: { Accept: "text/html" } }).catch(() => null);
  const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
  return page.querySelector("meta[name=csrf-token]")?.content ?? "";
}

function say(words) {
  list.querySelector("[data-kept-say]").textContent = words;
}

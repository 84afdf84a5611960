// Taking a film along: asked for with a proof, fetched in pieces, sealed at once, and the page that opens it kept as well.

import { readSteps } from "./presenting.js";
import { keepFilm } from "./visit_vault.js";

const PIECE = 4 * 1024 * 1024;
const LINE_LOST = "The line was lost before everything was here. Nothing is kept; try again when there is signal.";

class Refused extends Error {}

const form = document.querySelector("[data-visit]");
if (form) {
  form.hidden = false;
  form.addEventListener("submit", take);
}

const part = (name) => form.querySelector(`[data-visit-${name}]`);
const say = (words) => (part("say").textContent = words);

async function take(event) {
  event.preventDefault();
  const pin = part("pin").value;
  if (pin.length < 6) return say("Choose at least six characters.");
  if (pin !== part("again").value) return say("The two PINs are not the same. Type both again.");
  part("take").disabled = true;
  try {
    const visit = await ask();
    if (!visit) return;
    part("bar").hidden = false;
    await keepPage();
    const steps = readSteps(form.querySelector("[data-stage-steps]"));
    await keepFilm({ ...visit, pin, steps, pieces: fetchPieces(visit.address) });
    showReady(visit.untilMs);
  } catch (fault) {
    say(explain(fault));
  } finally {
    part("take").disabled = false;
  }
}

async function ask() {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { Accept: "text/plain" },
  });
  if (answer.status === 401) return void form.submit(); // the page that asks for a proof leads back here
  if (answer.status !== 201) throw new Refused((await answer.text()).trim());
  const address = answer.headers.get("Location").replace(/\/film$/, "");
  return { address, untilMs: Date.parse(answer.headers.get("Visit-Until")) };
}

async function* fetchPieces(address) {
  const size = Number(form.dataset.size);
  for (let start = 0; start < size; start += PIECE) {
    const last = Math.min(start + PIECE, size) - 1;
    const answer = await fetch(`${address}/film`, { headers: { Range: `bytes=${start}-${last}` } });
    if (answer.status !== 206) throw new Refused("The film was closed while it was fetched. Nothing is kept.");
    yield await answer.arrayBuffer();
    part("bar").value = Math.round((100 * (last + 1)) / size);
  }
}

/** The page that opens the film has to be there without signal, too. */
async function keepPage() {
  if (!navigator.serviceWorker || !navigator.locks) throw new Refused("This browser cannot open pages without signal. Use another one, such as Chrome, Edge, Safari or Firefox, not in a private window.");
  await navigator.storage?.persist?.();
  const place = form.dataset.kept.replace(/kept$/, "");
  const registered = await navigator.serviceWorker.register(`${place}worker.js`, { scope: place });
  const worker = registered.installing ?? registered.waiting ?? registered.active;
  await new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new TypeError("the page could not be kept"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
  await registered.update().catch(() => {});
}

function explain(fault) {
  if (fault instanceof Refused) return fault.message;
  if (fault.name === "QuotaExceededError") return "There is not enough room in this browser for the film. Nothing is kept; free some room and try again.";
  return LINE_LOST;
}

function showReady(untilMs) {
  const until = new Intl.DateTimeFormat("en-GB", { weekday: "long", hour: "2-digit", minute: "2-digit" }).format(untilMs);
  const link = Object.assign(document.createElement("a"), { href: form.dataset.kept, textContent: "Open it here" });
  part("say").replaceChildren(`It is here, sealed, until ${until}. `, link, ". Try it once before you leave.");
  form.querySelectorAll("[type=password]").forEach((field) => (field.value = ""));
}

// How far a film is: the part of the page that says so is asked for again until there is nothing more to wait for.
//
//   <div data-film-state-from="/clips/<uuid>/state" [data-film-opens="/clips/<uuid>"]> the part, or nothing yet </div>
//
// A part waits as long as data-waiting stands on it. When the film has become playable, a link to it is added where
// data-film-opens gives its address. A part that waits on page load is followed by itself.

const PAUSE_MS = 1500;
const LONGEST_PAUSE_MS = 12000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Follow the film of this element until its state is final. */
export async function followFilm(place) {
  let pause = PAUSE_MS;
  for (;;) {
    const part = place.querySelector("[data-film-state]");
    if (part && !part.hasAttribute("data-waiting")) break;
    if (part) await sleep(pause);
    const words = await ask(place.dataset.filmStateFrom);
    if (words === "" || !place.isConnected) return; // closed, or another part of the page took its place
    pause = words ? PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS);
    if (words) replace(place, words);
    else if (!part) await sleep(pause);
  }
  offerFilm(place);
}

/** The part as HTML, null where the line or the server failed, and "" where the film is not shared any more. */
async function ask(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, redirect: "error" });
    if (answer.ok) return await answer.text();
    return answer.status < 500 ? "" : null;
  } catch {
    return null;
  }
}

/** Only what changed is put into the page, so that screen readers say only what is new. */
function replace(place, html) {
  const part = new DOMParser().parseFromString(html, "text/html").querySelector("[data-film-state]");
  const before = place.querySelector("[data-film-state]");
  if (part && part.outerHTML !== before?.outerHTML) place.replaceChildren(part);
  if (part && ["playable", "ready"].includes(part.dataset.filmState)) offerFilm(place);
}

function offerFilm(place) {
  const state = place.querySelector("[data-film-state]")?.dataset.filmState;
  if (!place.dataset.filmOpens || !["playable", "ready"].includes(state)) return;
  if (place.querySelector("[data-film-link]")) return;
  const link = document.createElement("a");
  link.href = place.dataset.filmOpens;
  link.className = "btn btn-primary";
  link.dataset.filmLink = "";
  link.textContent = "Open the film";
  place.append(link);
}

for (const place of document.querySelectorAll("[data-film-state-from]")) followFilm(place);

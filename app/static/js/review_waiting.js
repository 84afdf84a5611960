// A film that is still on its way: its state is asked for again, and the page opens as soon as it can be watched.

const ASK_EVERY_MS = 3000;

/** Follow the state of the film where the page shows one that still changes. */
export function waitForFilm() {
  const place = document.querySelector("[data-film-state-from]");
  if (!place) return;
  const timer = setInterval(async () => {
    const answer = await fetch(place.dataset.filmStateFrom).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-film-state]");
    const before = place.querySelector("[data-film-state]")?.dataset.filmState;
    if (["playable", "ready"].includes(fresh.dataset.filmState)) return location.reload();
    place.replaceChildren(fresh);
    if (before !== fresh.dataset.filmState && !("waiting" in fresh.dataset)) clearInterval(timer);
  }, ASK_EVERY_MS);
}

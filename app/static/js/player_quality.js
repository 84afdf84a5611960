// Which copy plays: the best one, or a low one where the line is weak. Left to itself it changes when the film stalls.

const STALLS = 3;
const WITHIN_MS = 30_000;
const AHEAD_S = 0.5;
const ENDING_S = 0.1;
const KEPT_AS = "player-quality";

export function addQuality(player) {
  const { film, root } = player;
  const list = root.querySelector("[data-player-quality]");
  if (!list) return;
  let stalls = [];
  const wish = () => list.value;
  const follow = () => player.chooseCopy(wish() === "low" || (wish() === "automatic" && isSparing()) ? "low" : "best");

  list.value = localStorage.getItem(KEPT_AS) ?? "automatic";
  if (!list.value) list.value = "automatic";
  follow();
  list.addEventListener("change", () => {
    localStorage.setItem(KEPT_AS, wish());
    stalls = [];
    follow();
    if (!list.matches(":focus-visible")) player.focus();
  });
  film.addEventListener("waiting", async () => {
    if (wish() !== "automatic" || film.seeking || hasAhead(film)) return;
    const now = performance.now();
    stalls = [...stalls.filter((at) => now - at < WITHIN_MS), now];
    if (stalls.length < STALLS) return;
    if (!(await player.chooseCopy("low"))) return;
    player.say("The line is weak: a smaller copy plays now.");
    setTimeout(() => player.say(""), 4000);
  });
}

/** Whether enough of the film is here to go on: then it is not the line that it waits for. */
function hasAhead({ buffered, currentTime, duration }) {
  for (let part = 0; part < buffered.length; part += 1) {
    const isHere = buffered.start(part) <= currentTime && currentTime <= buffered.end(part);
    if (isHere && buffered.end(part) - currentTime > Math.min(AHEAD_S, duration - currentTime - ENDING_S)) return true;
  }
  return false;
}

/** Whether somebody asked their device to save data. */
function isSparing() {
  return navigator.connection?.saveData === true;
}

// How fast the film plays: chosen from a list, or one step slower or faster.

const SPEEDS = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2];

export function addSpeeds(player) {
  const { film, root } = player;
  const list = root.querySelector("[data-player-speed]");
  const choose = (speed) => (film.playbackRate = film.defaultPlaybackRate = speed);
  const step = (count) => {
    const at = SPEEDS.findIndex((speed) => speed >= film.playbackRate);
    choose(SPEEDS[Math.min(Math.max(at + count, 0), SPEEDS.length - 1)]);
  };
  player.addActions({ slower: () => step(-1), faster: () => step(1) });
  film.addEventListener("ratechange", () => list && SPEEDS.includes(film.playbackRate) && (list.value = String(film.playbackRate)));
  list?.addEventListener("change", () => {
    choose(Number(list.value));
    if (!list.matches(":focus-visible")) player.focus(); // whoever pointed at it goes on by keys
  });
}

// Playing and pausing a film so that a pause holds. WebKitGTK takes one back by itself, in one of some sixty on a busy machine:
// its own works begin to move later than they were asked to, and it takes that for a wish to play.

const TAKEN_BACK_WITHIN_MS = 1000;
const guards = new WeakMap(); // what keeps each film paused for now

export function playFilm(film) {
  guards.get(film)?.abort();
  return film.play();
}

/** Whoever plays it in the next second by other means than `playFilm` finds it paused again. */
export function pauseFilm(film) {
  guards.get(film)?.abort();
  const guard = new AbortController();
  guards.set(film, guard);
  film.addEventListener("play", () => film.pause(), { signal: guard.signal });
  setTimeout(() => guard.abort(), TAKEN_BACK_WITHIN_MS);
  film.pause();
}

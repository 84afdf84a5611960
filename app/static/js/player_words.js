// Captions over the cover: the browser writes them on the film, which lies below it while a loop plays.

export function addWords(player) {
  const { film } = player;
  const words = Object.assign(document.createElement("div"), { className: "film-words" });
  words.setAttribute("aria-hidden", "true");
  film.parentElement.append(words);
  const write = (track) => {
    const cues = track.mode === "showing" ? [...(track.activeCues ?? [])] : [];
    words.replaceChildren(...cues.map((cue) => Object.assign(document.createElement("p"), { textContent: cue.text })));
  };
  film.textTracks.addEventListener("addtrack", ({ track }) => track.addEventListener("cuechange", () => write(track)));
  film.textTracks.addEventListener("change", () => [...film.textTracks].forEach(write));
}

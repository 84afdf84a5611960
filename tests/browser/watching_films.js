// Watches one film as a browser shows it: single frames after jumps, their corners, and when a beep is heard.
async ({ viewing, jumps, geometry, from }) => {
  const lengths = new Uint32Array(await (await fetch(`${viewing}/frames`)).arrayBuffer());
  const starts = lengths.reduce((all, length) => [...all, all.at(-1) + length], [0]);
  const film = document.createElement("video");
  let standing = null; // when the picture that is shown begins, in microseconds
  const note = (_now, { mediaTime }) => {
    standing = 1e6 * mediaTime;
    film.requestVideoFrameCallback(note);
  };
  film.requestVideoFrameCallback(note);
  film.src = `${viewing}/film`;
  film.preload = "auto";
  document.body.append(film);
  await new Promise((loaded, failed) => {
    film.addEventListener("loadeddata", loaded, { once: true });
    film.addEventListener("error", () => failed(film.error.message), { once: true });
  });
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [film.videoWidth, film.videoHeight];
  const pen = canvas.getContext("2d", { willReadFrequently: true });

  const colourAt = (x, y) => {
    pen.drawImage(film, 0, 0);
    return [...pen.getImageData(Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1).data].slice(0, 3);
  };
  const readNumber = () => {
    pen.drawImage(film, 0, 0);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    let code = 0;
    for (let place = 0; place < geometry.bits; place += 1) {
      const [row, column] = [Math.floor(place / geometry.columns), place % geometry.columns];
      const x = Math.floor((geometry.left + (column + 0.5) * geometry.cell) * canvas.width);
      const y = Math.floor((geometry.top + (row + 0.5) * geometry.cell) * canvas.height);
      code = 2 * code + (data[4 * (y * canvas.width + x) + 1] > 127 ? 1 : 0);
    }
    return code;
  };
  const sleep = (ms) => new Promise((over) => setTimeout(over, ms));
  const isShown = (frame) => standing !== null && Math.abs(standing - starts[frame]) < lengths[frame] / 2;
  const jumpTo = async (frame) => {
    const seeked = new Promise((there) => film.addEventListener("seeked", there, { once: true }));
    film.currentTime = (starts[frame] + starts[frame + 1]) / 2e6;
    await seeked;
    const deadline = performance.now() + 2000; // nobody may have told of a picture that stood there before
    while (!isShown(frame) && performance.now() < deadline) await sleep(10);
  };

  const codes = [];
  for (const share of jumps) {
    const frame = Math.min(lengths.length - 1, Math.floor(share * lengths.length));
    await jumpTo(frame);
    codes.push([frame, readNumber()]);
  }
  const half = geometry.patch / 2;
  const corners = [half, 1 - half].map((y) => [half, 1 - half].map((x) => colourAt(x, y)));
  const heard = from === null ? null : await listen(film, from);
  const answer = { size: [film.videoWidth, film.videoHeight], count: lengths.length, codes, corners, heard };
  film.remove();
  film.src = "";
  return answer;

  async function listen(film, seconds) {
    window.ears ??= new AudioContext();
    const ear = window.ears.createAnalyser();
    ear.fftSize = 32768;
    window.ears.createMediaElementSource(film).connect(ear).connect(window.ears.destination);
    await window.ears.resume();
    const samples = new Float32Array(ear.fftSize);
    const findSound = () => (ear.getFloatTimeDomainData(samples), samples.findIndex((sample) => Math.abs(sample) > 0.1));
    for (let tries = 0; tries < 10; tries += 1) {
      film.pause();
      film.currentTime = seconds;
      while (findSound() >= 0) await sleep(20); // of the time before
      const heard = await listenOnce(film, findSound, (place) => (samples.length - place) / window.ears.sampleRate);
      if (heard !== null) return heard;
    }
    return null;
  }

  /** When the sound begins, null where nobody can say: the sound and the clock of the film go together on quick turns alone. */
  async function listenOnce(film, findSound, ageOf) {
    await film.play();
    let before = performance.now();
    const deadline = before + 8000;
    while (!film.ended && before < deadline) {
      await sleep(20);
      const first = findSound();
      const now = film.currentTime;
      const turned = performance.now();
      if (first >= 0 && first < 1000) return null; // its beginning is past
      if (first >= 0 && turned - before <= 50) return now - ageOf(first);
      before = turned;
    }
    return null;
  }
}

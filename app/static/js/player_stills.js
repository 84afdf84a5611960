// A snapshot of the frame that is shown: the worker draws it from the review copy, exact to the frame.

export function addStills(player) {
  const form = player.root.querySelector("[data-player-still]");
  if (!form) return;
  player.addActions({ still: () => form.requestSubmit() });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    player.pause();
    const frame = player.currentFrame();
    if (frame === null) return player.say("Stills can be taken once the film is wholly prepared.");
    form.elements.frame.value = frame;
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      headers: { Accept: "text/plain" },
    }).catch(() => null);
    player.say(answer?.ok ? "The still is kept." : await explain(answer));
    setTimeout(() => player.say(""), 4000);
  });
}

async function explain(answer) {
  return (await answer?.text())?.trim() || "There is no connection just now. Try again in a moment.";
}

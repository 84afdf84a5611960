// A shared review with the portal at hand: the film is opened with leave, and closed when the leave ends.

import { startViewing } from "./player_viewing.js";
import { readSteps, Stage } from "./presenting.js";

const CLOSED = "This film is closed: the family may have ended their consent. Nothing of it is left in this page.";
const MADE_AGAIN = "This film was made again, and the one that was shown is gone. Open this page anew to show the new one.";

const root = document.querySelector("[data-presenting]");
const form = root.querySelector("[data-stage-start]");
const leave = root.querySelector("[data-stage-leave]");
const steps = readSteps(root.querySelector("[data-stage-steps]"));
const stage = new Stage(root.querySelector("[data-stage]"));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    begin(await startViewing(form));
  } catch (refusal) {
    root.querySelector("[data-stage-say]").textContent = refusal.message;
  }
});

function begin(viewing) {
  form.hidden = true;
  leave.hidden = false;
  stage.begin(viewing.film, steps);
  viewing.keepAsking({
    onChange: () => {}, // one screening shows one film: what is made meanwhile is opened by the next
    onNo: async () => {
      viewing.stopAsking();
      stage.end();
      stage.end((await isThere()) ? MADE_AGAIN : CLOSED);
    },
  });
}

/** Whether this very page would still open: then it is not the leave that ended. */
async function isThere() {
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } }).catch(() => null);
  return answer?.ok === true && !answer.redirected;
}

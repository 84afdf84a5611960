// The board of an edited film: put in order and trimmed without leaving the page, and played before it is rendered.
// Without a script every change is a form of its own and the page comes back; there is no preview then.

import { orderParts } from "./board_order.js";
import { Preview } from "./board_preview.js";
import { followFilm } from "./clip-state.js";
import { refreshRegions, sendInPlace } from "./review_sending.js";

const board = document.querySelector("[data-board]");
const preview = new Preview(document.querySelector("[data-preview]"));
sendInPlace(document.querySelector("[data-news]"));
orderParts(board);
let trimmed = null;
document.addEventListener("submit", ({ submitter, target }) => {
  const edge = submitter?.name === "step" && /^(start|end)/.exec(submitter.value)[0];
  trimmed = edge ? { part: target.closest("[data-part]").dataset.part, edge } : null;
});
new MutationObserver(() => {
  preview.refresh();
  if (trimmed) preview.showEdge(trimmed.part, trimmed.edge);
}).observe(board, { childList: true });
const made = () => document.getElementById("the-film");
new MutationObserver((changes) => {
  const isNew = changes.some(({ addedNodes }) => [...addedNodes].includes(made()));
  if (isNew) followFilm(made().querySelector("[data-film-state-from]"));
}).observe(made().parentElement, { childList: true });
preview.addEventListener("closed", async () => {
  if (!(await refreshRegions(["strip"]))) closeWords();
});

/** What was put together from the films is closed with them. */
function closeWords() {
  for (const words of document.querySelectorAll("[data-words-of-film]")) words.remove();
  document.querySelector("h1").textContent = document.title = "Edited film";
}

// The order of a board by dragging, and by Alt with the arrow keys in a part; the buttons of each part do the same.

import { TYPING } from "./player_keys.js";

const STEP = { ArrowLeft: "earlier", ArrowUp: "earlier", ArrowRight: "later", ArrowDown: "later" };

/** Let the parts inside `board` be put in order; each change is sent by the form that the page has for it. */
export function orderParts(board) {
  let dragged = null;
  board.addEventListener("dragstart", (event) => {
    const part = event.target.closest("[data-part]");
    dragged = part?.querySelector("[data-move]") ? part : null; // who only looks drags a picture and moves nothing
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    dragged.classList.add("board-dragged");
  });
  board.addEventListener("dragover", (event) => {
    if (dragged && event.target.closest("[data-part]")) event.preventDefault();
  });
  board.addEventListener("dragend", () => dragged?.classList.remove("board-dragged"));
  board.addEventListener("drop", (event) => {
    const place = event.target.closest("[data-part]");
    if (!dragged || !place) return;
    event.preventDefault();
    if (place !== dragged) move(dragged, place.dataset.place);
    dragged = null;
  });
  board.addEventListener("keydown", (event) => {
    const part = event.target.closest("[data-part]");
    const button = event.altKey && part?.querySelector(`[data-move="${STEP[event.key]}"]`);
    if (!button || event.target.closest(TYPING)) return; // in a field Alt and the arrows go by words
    event.preventDefault();
    button.click();
  });
}

function move(part, position) {
  const form = part.querySelector("[data-move]").form;
  form.elements.position.value = position;
  form.requestSubmit();
}

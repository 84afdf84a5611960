// The times somebody writes about: taken from the film with In and Out, or from where it stands when the writing starts.

import { formatPosition, readPosition } from "./player_clock.js";

const fields = (group) => [...group.querySelectorAll("input")];
const groups = () => [...document.querySelectorAll("[data-anchor]")];
let chosen = null;
let isOnlyShown = false;

/** Tie every pair of time fields to the player; the pair last touched is the one In and Out speak to. */
export function followAnchors(player) {
  document.addEventListener("focusin", ({ target }) => {
    const group = target.closest("[data-anchor]") ?? target.form?.querySelector("[data-anchor]");
    if (group) chosen = group;
    if (target.matches?.("[data-composer] textarea")) startWriting(player, target.form);
  });
  document.addEventListener("change", ({ target }) => {
    const group = target.closest("[data-anchor]");
    if (!group || !target.matches("input")) return;
    delete fields(group)[0].dataset.followed;
    player.setRange(...fields(group).map(readTime));
  });
  player.addEventListener("range", ({ detail }) => {
    if (isOnlyShown) return;
    const group = chosen?.isConnected ? chosen : findEmpty();
    if (group && !group.contains(document.activeElement)) fill(group, detail);
  });
  const opened = document.querySelector("[data-composer] [data-anchor] input");
  if (opened?.value) player.seek(readTime(opened));
}

/** Show a stretch that somebody spoke about, without taking it for the one that is being written about. */
export function showStretch(player, startMs, endMs, looping = false) {
  isOnlyShown = true;
  player.setRange(startMs, endMs, looping);
  isOnlyShown = false;
}

/** Milliseconds of a typed time, or null where it cannot be read. */
function readTime(field) {
  return readPosition(field.value);
}

/** The film waits while somebody writes, and the words begin where it stands. */
function startWriting(player, form) {
  player.pause();
  const [start] = fields(form.querySelector("[data-anchor]"));
  const isFresh = !form.querySelector("textarea").value && "followed" in start.dataset;
  if (!start.value || isFresh) {
    start.value = writeTime(player.currentMs());
    start.dataset.followed = ""; // moves on with the film until words or a choice of one's own hold it
  }
  form.querySelector("[data-hint]").textContent = "film paused while you write";
}

/** Milliseconds as a field shows them: no more decimals than needed. */
function writeTime(ms) {
  return formatPosition(ms).replace(/(\.\d\d??)0+$/, "$1");
}

function fill(group, { startMs, endMs }) {
  const [start, end] = fields(group);
  if (startMs !== null) start.value = writeTime(startMs);
  delete start.dataset.followed;
  end.value = endMs === null ? "" : writeTime(endMs);
}

function findEmpty() {
  return groups().find((group) => !fields(group)[0].value) ?? groups()[0];
}

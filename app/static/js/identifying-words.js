// While somebody types: a kind word when the text looks as if it could tell who a family is, what to write instead, and the
// reasons for which it may stay. It stops nobody; the portal asks again when the text is sent, with or without this script.

import { findIdentifiers } from "./identifying_signs.js";

const PAUSE_MS = 400;
const AROUND = 30;
const MOST_POINTED = 5;

/** Show what stands in the field under it; spoken politely, and changed only when there is something else to say. */
function look(field) {
  const check = document.querySelector(`[data-words-check="${CSS.escape(field.id)}"]`);
  if (!check) return;
  const text = field.value;
  const findings = findIdentifiers(text);
  say(check.querySelector("[data-found]"), text, findings);
  offer(check.querySelector("[data-keep]"), text, findings);
}

function say(place, text, findings) {
  const lines = findings.slice(0, MOST_POINTED).map((finding) => pointOut(text, finding));
  if (findings.length > MOST_POINTED) lines.push(write("p", `There are ${findings.length} of these in the text.`));
  const before = place.textContent.replace(/\s+/g, " ").trim();
  const now = lines.map((line) => line.textContent.replace(/\s+/g, " ").trim()).join(" ");
  if (before !== now) place.replaceChildren(...lines);
}

function pointOut(text, { label, suggestion, start, end }) {
  const line = document.createElement("p");
  const instead = write("span", suggestion);
  instead.className = "words-instead";
  line.append(
    write("strong", `This looks like ${label}:`),
    ` ${readBefore(text, start)}`,
    write("mark", text.slice(start, end)),
    `${readAfter(text, end)} `,
    instead,
  );
  return line;
}

/** The words around a finding, with "…" where the text goes on; as app/wording/reading.py has them. */
function readBefore(text, end) {
  const piece = text.slice(Math.max(0, end - AROUND), end);
  if (end <= AROUND) return piece;
  const blank = piece.indexOf(" ");
  return blank < 0 ? `…${piece}` : `… ${piece.slice(blank + 1)}`;
}

function readAfter(text, start) {
  const piece = text.slice(start, start + AROUND);
  if (start + AROUND >= text.length) return piece;
  const blank = piece.lastIndexOf(" ");
  return blank < 0 ? `${piece}…` : `${piece.slice(0, blank)} …`;
}

function write(name, words) {
  const element = document.createElement(name);
  element.textContent = words;
  return element;
}

/** The reasons that fit all of it; what is not offered is not sent. */
function offer(keep, text, findings) {
  keep.hidden = keep.disabled = findings.length === 0;
  const found = new Set(findings.map(({ start, end }) => text.slice(start, end)));
  keep.querySelector("[data-found-words]").value = [...found].join("\n");
  for (const choice of keep.querySelectorAll("[data-fits]")) {
    const fits = choice.dataset.fits.split(" ");
    choice.hidden = !findings.every(({ category }) => fits.includes(category));
    if (choice.hidden) choice.querySelector("input").checked = false;
  }
}

const FIELDS = "[data-words]";
const timers = new WeakMap();
for (const field of document.querySelectorAll(FIELDS)) look(field);
document.addEventListener("input", ({ target }) => {
  if (!target.matches(FIELDS)) return;
  clearTimeout(timers.get(target));
  timers.set(target, setTimeout(() => look(target), PAUSE_MS));
});

// Nothing typed is lost. A field with data-draft="<key>" is kept on the server while its author is signed in, and in
// this tab until the server answers; it comes back when the same person opens the page again. Sending the form forgets it.
// What stands inside data-saves-to is saved where it belongs by a script of its own, which borrows from here.

import { fillForm, readForm } from "./draft_fields.js";
import { ask, askInTurn, waitForAnswers } from "./draft_requests.js";

const PAUSE_MS = 700;
const KEPT = "[data-draft]:not([data-saves-to] *)";
const timers = new WeakMap(); // of the fields that are typed in
const without = new Set(); // keys for which the server holds nothing

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";

/** What this tab holds for one person: another who signs in here finds nothing of it. */
class Pocket {
  #name = (kind, key) => `${kind}:${meta("person")}:${key}`;

  put = (kind, key, text) => sessionStorage.setItem(this.#name(kind, key), text);
  take = (kind, key) => sessionStorage.getItem(this.#name(kind, key));
  empty = (kind, key) => sessionStorage.removeItem(this.#name(kind, key));
}

export const pocket = new Pocket();

export function say(field, words, link = null) {
  const id = `${field.id}-draft`;
  let note = document.getElementById(id);
  if (!note) {
    note = document.createElement("p");
    note.id = id;
    note.className = "draft-note";
    note.setAttribute("role", "status");
    field.insertAdjacentElement("afterend", note);
  }
  note.replaceChildren(words, ...(link ? [" ", link] : []));
}

export function linkToTheDoor() {
  const link = document.createElement("a");
  link.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = "Sign in again";
  return link;
}

async function keep(field) {
  const key = field.dataset.draft;
  const text = field.value;
  pocket.put("draft", key, text);
  try {
    const answer = await askInTurn("PUT", key, text);
    if (answer === null) return;
    if (answer.ok) {
      if (field.value === text) pocket.empty("draft", key);
      say(field, text.trim() ? "Kept as you type." : "");
    } else if ([400, 401, 403].includes(answer.status)) {
      say(field, "You have been signed out. Your text is kept in this tab and comes back here.", linkToTheDoor());
    } else {
      say(field, await answer.text());
    }
  } catch {
    say(field, "No connection. Your text is kept in this tab and sent when the line is back.");
  }
}

async function restore(field) {
  const key = field.dataset.draft;
  const local = pocket.take("draft", key);
  if (local !== null) {
    if (local !== field.value) bringBack(field, local);
    await keep(field);
    return;
  }
  if (without.has(key) || isBegun(field)) return;
  const answer = await ask("GET", key);
  if (answer.status !== 200) return void without.add(key);
  const text = await answer.text();
  if (text !== field.value && !isBegun(field)) bringBack(field, text);
}

const isBegun = (field) => field.value !== field.defaultValue;

function bringBack(field, text) {
  field.value = text;
  const rest = pocket.take("form", field.dataset.draft);
  if (rest !== null && field.form) fillForm(field.form, JSON.parse(rest));
  say(field, "This is what you were writing.");
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The choices and short fields beside the text, for a page that must be opened again before it can be sent. */
function keepRest(field) {
  if (field.value.trim()) pocket.put("form", field.dataset.draft, JSON.stringify(readForm(field.form)));
}

const listOf = (form) => [...(form?.elements ?? [])].filter((field) => field.matches(KEPT));

/** Bring back what was typed into the fields of `root` and not sent. */
export function keepDrafts(root = document) {
  for (const field of root.querySelectorAll(KEPT)) restore(field).catch(() => {});
}

/** Their author gave up what stands in the fields of this form. */
export function giveUp(form) {
  for (const field of listOf(form)) {
    const key = field.dataset.draft;
    clearTimeout(timers.get(field));
    for (const kind of ["draft", "form"]) pocket.empty(kind, key);
    askInTurn("DELETE", key).catch(() => {});
  }
}

/** A draft that arrived after the form itself would bring back what was sent. */
function sendAfter(answered, event) {
  const { target: form, submitter } = event;
  event.preventDefault();
  event.stopImmediatePropagation();
  answered.then(() => form.isConnected && form.requestSubmit(submitter?.form === form ? submitter : null));
}

/** What the server took is no longer unsent. */
export function forgetSent(page = document) {
  const sent = page.querySelector('meta[name="sent-drafts"]')?.content.split(" ") ?? [];
  for (const key of sent) for (const kind of ["draft", "form"]) pocket.empty(kind, key);
}

// One ear for the whole page: a field that a fresh one took the place of is not heard any more.
document.addEventListener("input", ({ target }) => {
  if (!target.matches(KEPT)) return;
  clearTimeout(timers.get(target));
  without.delete(target.dataset.draft);
  pocket.put("draft", target.dataset.draft, target.value);
  timers.set(target, setTimeout(() => keep(target), PAUSE_MS));
});
document.addEventListener("change", ({ target }) => listOf(target.form).forEach(keepRest));
document.addEventListener(
  "submit",
  (event) => {
    const fields = listOf(event.target);
    for (const field of fields) {
      clearTimeout(timers.get(field));
      keepRest(field);
    }
    const answered = waitForAnswers(fields.map((field) => field.dataset.draft));
    if (answered) sendAfter(answered, event);
  },
  true, // before a script empties the form
);
addEventListener("online", () => {
  const waits = (field) => pocket.take("draft", field.dataset.draft) !== null;
  [...document.querySelectorAll(KEPT)].filter(waits).forEach(keep);
});

forgetSent();
keepDrafts();

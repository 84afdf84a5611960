// Nothing typed is lost. A textarea with data-draft="<key>" is kept on the server while its author is signed in, and in
// this tab until the server answers; it comes back when the same person opens the page again. Sending the form forgets it.
// What stands inside data-saves-to is saved where it belongs by a script of its own, which borrows from here.

import { fillForm, readForm } from "./draft_fields.js";

const PAUSE_MS = 700;

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
const addressOf = (key) => `/drafts/${key.split("/").map(encodeURIComponent).join("/")}`;

/** What this tab holds for one person: another who signs in here finds nothing of it. */
class Pocket {
  #name = (kind, key) => `${kind}:${meta("person")}:${key}`;

  put = (kind, key, text) => sessionStorage.setItem(this.#name(kind, key), text);
  take = (kind, key) => sessionStorage.getItem(this.#name(kind, key));
  empty = (kind, key) => sessionStorage.removeItem(this.#name(kind, key));
}

export const pocket = new Pocket();

export async function ask(method, key, body) {
  return fetch(addressOf(key), {
    method,
    body,
    headers: { "X-CSRFToken": meta("csrf-token"), "Content-Type": "text/plain", Accept: "text/plain" },
    keepalive: method !== "GET",
  });
}

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
    const answer = await ask("PUT", key, text);
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
  if (local !== null && local !== field.value) {
    bringBack(field, local);
    await keep(field);
    return;
  }
  if (field.value.trim()) return;
  const answer = await ask("GET", key);
  if (answer.status === 200 && !field.value.trim()) bringBack(field, await answer.text());
}

function bringBack(field, text) {
  field.value = text;
  const rest = pocket.take("form", field.dataset.draft);
  if (rest !== null && field.form) fillForm(field.form, JSON.parse(rest));
  say(field, "This is what you were writing.");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The choices and short fields beside the text, for a page that must be opened again before it can be sent. */
function keepRest(field) {
  if (field.form && field.value.trim()) pocket.put("form", field.dataset.draft, JSON.stringify(readForm(field.form)));
}

export function keepDrafts(root = document) {
  for (const field of root.querySelectorAll("textarea[data-draft]")) {
    if (field.closest("[data-saves-to]")) continue;
    let timer = 0;
    restore(field).catch(() => {});
    field.addEventListener("input", () => {
      clearTimeout(timer);
      pocket.put("draft", field.dataset.draft, field.value);
      timer = setTimeout(() => keep(field), PAUSE_MS);
    });
    field.form?.addEventListener("change", () => keepRest(field));
    field.form?.addEventListener("submit", () => {
      clearTimeout(timer);
      keepRest(field);
    });
    window.addEventListener("online", () => pocket.take("draft", field.dataset.draft) !== null && keep(field));
  }
}

/** What the server took is no longer unsent. */
export function forgetSent(page = document) {
  const sent = page.querySelector('meta[name="sent-drafts"]')?.content.split(" ") ?? [];
  for (const key of sent) for (const kind of ["draft", "form"]) pocket.empty(kind, key);
}

forgetSent();
keepDrafts();

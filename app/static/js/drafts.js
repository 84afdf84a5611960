// Nothing typed is lost. A textarea with data-draft="<key>" is kept on the server while its author is signed in, and in
// this tab until the server answers; it comes back when the page is opened again. Sending the form forgets it.

const PAUSE_MS = 700;
const STORE = "draft:";

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const addressOf = (key) => `/drafts/${key.split("/").map(encodeURIComponent).join("/")}`;

async function ask(method, key, body) {
  return fetch(addressOf(key), {
    method,
    body,
    headers: { "X-CSRFToken": token(), "Content-Type": "text/plain", Accept: "text/plain" },
    keepalive: method !== "GET",
  });
}

function say(field, words) {
  const id = `${field.id}-draft`;
  let note = document.getElementById(id);
  if (!note) {
    note = document.createElement("p");
    note.id = id;
    note.className = "draft-note";
    note.setAttribute("role", "status");
    field.insertAdjacentElement("afterend", note);
  }
  note.textContent = words;
}

async function keep(field) {
  const key = field.dataset.draft;
  sessionStorage.setItem(STORE + key, field.value);
  try {
    const answer = await ask("PUT", key, field.value);
    if (answer.ok) {
      sessionStorage.removeItem(STORE + key);
      say(field, field.value.trim() ? "Kept as you type." : "");
    } else if (answer.status === 401 || answer.status === 400) {
      say(field, "You have been signed out. Your text is kept in this tab: sign in again and it comes back.");
    } else {
      say(field, await answer.text());
    }
  } catch {
    say(field, "No connection. Your text is kept in this tab and sent when the line is back.");
  }
}

async function restore(field) {
  const key = field.dataset.draft;
  const local = sessionStorage.getItem(STORE + key);
  if (local !== null && local !== field.value) {
    field.value = local;
    say(field, "This is what you were writing.");
    await keep(field);
    return;
  }
  if (field.value.trim()) return;
  const answer = await ask("GET", key);
  if (answer.status === 200 && !field.value.trim()) {
    field.value = await answer.text();
    say(field, "This is what you were writing.");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

export function keepDrafts(root = document) {
  for (const field of root.querySelectorAll("textarea[data-draft]")) {
    let timer = 0;
    restore(field).catch(() => {});
    field.addEventListener("input", () => {
      clearTimeout(timer);
      sessionStorage.setItem(STORE + field.dataset.draft, field.value);
      timer = setTimeout(() => keep(field), PAUSE_MS);
    });
    field.form?.addEventListener("submit", () => clearTimeout(timer));
    window.addEventListener("online", () => sessionStorage.getItem(STORE + field.dataset.draft) !== null && keep(field));
  }
}

/** What the server took is no longer unsent. */
export function forgetSent(page = document) {
  const sent = page.querySelector('meta[name="sent-drafts"]')?.content.split(" ") ?? [];
  for (const key of sent) sessionStorage.removeItem(STORE + key);
}

forgetSent();
keepDrafts();

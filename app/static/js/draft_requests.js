// What is asked about a draft. Of one field, what was typed last must also reach the portal last, and nothing may reach it after
// the form that was sent: a slow line keeps no order of its own.

const PATIENCE_MS = 5000;
const underway = new Map(); // by key: over once everything that was asked about it is answered

const addressOf = (key) => `/drafts/${key.split("/").map(encodeURIComponent).join("/")}`;

export async function ask(method, key, body) {
  const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
  return fetch(addressOf(key), {
    method,
    body,
    headers: { "X-CSRFToken": token, "Content-Type": "text/plain", Accept: "text/plain" },
    keepalive: method !== "GET",
  });
}

/** Ask once what was asked before is answered; null where something newer was to be asked by then. */
export function askInTurn(method, key, body) {
  const asked = (underway.get(key) ?? Promise.resolve()).then(() => (underway.get(key) === over ? ask(method, key, body) : null));
  const over = asked.catch(() => null).finally(() => underway.get(key) === over && underway.delete(key));
  underway.set(key, over);
  return asked;
}

/** A promise that these keys have nothing under way, or that the line has hung long enough; null where nothing is. */
export function waitForAnswers(keys) {
  const waits = keys.map((key) => underway.get(key)).filter(Boolean);
  const hangs = () => new Promise((goOn) => setTimeout(goOn, PATIENCE_MS));
  return waits.length ? Promise.race([Promise.all(waits), hangs()]) : null;
}

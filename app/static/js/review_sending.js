// Forms marked data-in-place are sent without leaving the page, so that the film stays where it is. The answer is the whole
// page again; its regions take the place of ours. Where anything is unclear, what was typed stays in the field.

import { forgetSent, keepDrafts } from "./drafts.js";

const LOST = "There is no connection just now. Your text stays here; send it again in a moment.";

/** Send every such form from now on; `news` is where what happened is said. */
export function sendInPlace(news) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.closest("[data-region]") || form.dataset.sending) return;
    event.preventDefault();
    send(form, event.submitter, news);
  });
  document.addEventListener("keydown", (event) => {
    const wantsSending = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (wantsSending && event.target.matches("[data-in-place] textarea")) event.target.form.requestSubmit();
  });
  document.addEventListener("input", countRelease);
}

async function send(form, submitter, news) {
  form.dataset.sending = "yes";
  const action = submitter?.getAttribute("formaction") ?? form.action;
  const answer = await fetch(action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
    headers: { Accept: "text/html" },
  }).catch(() => null);
  delete form.dataset.sending;
  if (!answer) return say(news, LOST);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.querySelector("[data-region]")) {
    return say(news, page.querySelector("main p")?.textContent ?? LOST);
  }
  if (answer.redirected) history.replaceState(null, "", new URL(answer.url).pathname);
  const [place, region] = ["[id]", "[data-region]"].map((around) => form.closest(around).id);
  takeOver(page, region);
  say(news, listNews(page, answer.ok));
  bringTo(document.querySelector("[aria-invalid=true]") ?? find(place) ?? find(region));
}

/** Take the regions of the answer, except those where somebody is in the middle of another text. */
function takeOver(page, sentFrom) {
  forgetSent(page);
  for (const region of document.querySelectorAll("[data-region]")) {
    const fresh = page.getElementById(region.id);
    const isBusy = region.id !== sentFrom && hasUnsent(region);
    if (!fresh || isBusy) continue;
    region.replaceWith(document.adoptNode(fresh));
    keepDrafts(fresh);
  }
}

function hasUnsent(region) {
  return [...region.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
}

function listNews(page, isDone) {
  const items = page.querySelectorAll(isDone ? ".flash p" : "[data-error-summary] li");
  return [...items].map((item) => item.textContent.trim()).join(" ");
}

function say(news, words) {
  news.textContent = words;
}

/** The pressed button is gone with its region: the reader stays where they sent from. */
function bringTo(place) {
  if (!place.matches("input, textarea")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "nearest" });
}

function find(id) {
  return document.getElementById(id);
}

/** What stands in the box is released too: the button says so. */
function countRelease({ target }) {
  const button = target.form?.querySelector?.("[data-release]");
  if (!button || !target.matches("textarea")) return;
  const count = Number(button.dataset.release) + (target.value.trim() ? 1 : 0);
  button.querySelector("[data-release-count]").textContent = count || "";
}

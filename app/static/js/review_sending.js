// Forms marked data-in-place are sent without leaving the page, so that the film stays where it is. The answer is the whole
// page again; its regions take the place of ours. Where anything is unclear, what was typed stays in the field.

import { forgetSent, giveUp, keepDrafts } from "./drafts.js";

const LOST = "There is no connection just now. Your text stays here; send it again in a moment.";
const UNSENT = "You are in the middle of something else. Keep it first, or empty it.";
const TYPED = "input:not([type=hidden], [data-view], [data-followed]), textarea, select"; // not what a page fills in by itself
let taken = 0; // how often regions of an answer took the place of ours
const steps = []; // the buttons of steps that were pressed while another was on its way

/** Send every such form from now on; `news` is where what happened is said. */
export function sendInPlace(news) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.closest("[data-region]")) return;
    event.preventDefault();
    if (!form.dataset.sending) send(form, event.submitter, news);
    else if (event.submitter?.name === "step") steps.push(event.submitter.id);
  });
  document.addEventListener("keydown", (event) => {
    const wantsSending = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (wantsSending && event.target.matches("[data-in-place] textarea")) event.target.form.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-in-place]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link, news);
  });
  document.addEventListener("input", countRelease);
}

/** An answer with the page in it; null where the line was lost before all of it was here. */
async function fetchPage(address, options = {}) {
  try {
    const answer = await fetch(address, { ...options, headers: { Accept: "text/html" } });
    return { answer, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
  } catch {
    return null;
  }
}

async function send(form, submitter, news) {
  form.dataset.sending = "yes";
  const before = taken;
  const action = submitter?.getAttribute("formaction") ?? form.action;
  const body = new URLSearchParams(new FormData(form, submitter));
  const { answer, page } = (await fetchPage(action, { method: "POST", body })) ?? {};
  delete form.dataset.sending;
  const next = steps.shift();
  if (!page?.querySelector("[data-region]")) {
    steps.length = 0;
    return say(news, page?.querySelector("main p")?.textContent ?? LOST);
  }
  if (answer.redirected) showAddress(answer.url);
  const place = (submitter ?? form).closest("[id]").id;
  const region = form.closest("[data-region]").id;
  takeOver(page, [region], form);
  if (taken > before + 1) refreshRegions(); // what was answered meanwhile may be missing in this page
  if (!answer.ok) findTwin(form, document)?.setAttribute("data-refused", "");
  say(news, listNews(page, answer.ok));
  bringTo(document.querySelector("[aria-invalid=true]") ?? find(place) ?? find(region));
  if (next) find(next)?.click();
}

/** Show what a link leads to in the regions of this page, and go to the place it names. */
async function open(link, news) {
  const place = new URL(link.href).hash.slice(1);
  if (hasUnsent(find(place) ?? link)) return say(news, UNSENT);
  const asked = [link, find(place)].map((part) => part?.closest("[data-region]")?.id);
  const { answer, page } = (await fetchPage(link.href)) ?? {};
  if (!answer?.ok) return say(news, LOST);
  showAddress(link.href);
  if (link.closest("form")) giveUp(link.closest("form"));
  takeOver(page, asked);
  say(news, "");
  bringTo(find(place));
}

function showAddress(address) {
  const { pathname, search } = new URL(address);
  history.replaceState(null, "", pathname + search);
}

/** Read this page anew and show what changed in its regions, the film left where it is; a promise of whether that worked. */
export async function refreshRegions(asked = []) {
  const before = taken;
  const { answer, page } = (await fetchPage(location.pathname + location.search)) ?? {};
  if (!answer?.ok) return false;
  if (taken !== before) return refreshRegions(asked); // what came meanwhile is newer than this page may be
  takeOver(page, asked);
  return true;
}

/** Take the regions of the answer: those `asked` for, and the others unless somebody is in the middle of something there. */
function takeOver(page, asked, sent = null) {
  taken += 1;
  forgetSent(page);
  for (const region of document.querySelectorAll("[data-region]")) {
    const fresh = page.getElementById(region.id);
    if (!fresh || (isBusy(region, fresh) && !asked.includes(region.id))) continue;
    for (const opened of region.querySelectorAll("details[id][open]")) {
      fresh.querySelector(`#${CSS.escape(opened.id)}`)?.setAttribute("open", "");
    }
    region.replaceWith(document.adoptNode(fresh));
    for (const form of listUnsent(region)) if (form !== sent) carryOver(form, fresh);
    keepDrafts(fresh);
  }
}

/** A form that changes something stands as long as that is there; what is typed elsewhere stays where it has no place to go. */
function isBusy(region, fresh) {
  const { edits } = region.dataset;
  if (edits) return fresh.ownerDocument.getElementById(edits) !== null;
  const unsent = listUnsent(region);
  return unsent.length > 0 && (region.contains(document.activeElement) || unsent.some((form) => !findTwin(form, fresh)));
}

/** What was typed beside the form that was sent stays, with what its author had seen when they began. */
function carryOver(form, fresh) {
  findTwin(form, fresh)?.replaceWith(form);
  form.closest("details")?.setAttribute("open", "");
}

/** The same form in a fresh region. */
function findTwin(form, fresh) {
  const { id } = [...form.elements].find((field) => field.id && field.name) ?? {};
  const twin = id && fresh.querySelector(`#${CSS.escape(id)}`)?.form;
  return twin && twin !== fresh && twin.getAttribute("action") === form.getAttribute("action") ? twin : null;
}

/** Whether something stands here that the portal does not have. */
export function hasUnsent(place) {
  return listUnsent(place).length > 0;
}

/** The forms that are typed in, and those that were refused as they stand. */
function listUnsent(place) {
  const forms = place.matches("form") ? [place] : [...place.querySelectorAll("form")];
  return forms.filter((form) => "refused" in form.dataset || [...form.querySelectorAll(TYPED)].some(isTyped));
}

function isTyped(field) {
  if (!field.name) return false;
  if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
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

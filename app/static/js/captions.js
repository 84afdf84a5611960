// The page of a film's captions: the player, the lines beside it, and where they are typed. Without a script the page works
// with typed times and the browser's own player.

import "./clip-state.js";
import { CaptionWriter } from "./captions_writer.js";
import { forgetSent, giveUp, keepDrafts } from "./drafts.js";
import { mountPlayer } from "./player.js";
import { showCaptions } from "./player_captions.js";
import { hasUnsent, sendInPlace } from "./review_sending.js";

const root = document.querySelector("[data-player]");
const news = document.querySelector("[data-news]");
const findLines = () => document.getElementById("lines");
let wanted = "";
const say = (words) => (news.textContent = words);

if (root) bringToLife(mountPlayer(root));

function bringToLife(player) {
  const captions = showCaptions(player);
  const composer = document.querySelector("[data-captions-composer]");
  const onAnswer = (page) => {
    forgetSent(page);
    if (!hasUnsent(findLines())) takeLines(page); // a line that somebody is changing is left alone
  };
  if (composer) new CaptionWriter(player, composer, { onAnswer, say });
  sendInPlace(news);
  followTimes(player);
  followFilm(player);
  openInPlace();
  offerFinding();
  new MutationObserver((changes) => {
    if (!changes.some(({ addedNodes }) => [...addedNodes].some((node) => node.id === "lines"))) return;
    offerFinding();
    captions.refresh();
  }).observe(findLines().parentNode, { childList: true });
  player.addEventListener("closed", () => {
    for (const words of document.querySelectorAll("[data-words-of-film]")) words.remove();
    say("What was written about this film is closed with it.");
  });
}

/** The lines as the portal has them now. */
function takeLines(page) {
  const fresh = page.getElementById("lines");
  if (!fresh) return;
  const scrolled = document.querySelector(".caption-lines")?.scrollTop ?? 0;
  findLines().replaceWith(document.adoptNode(fresh));
  keepDrafts(fresh);
  const list = fresh.querySelector(".caption-lines");
  if (list) list.scrollTop = scrolled;
}

/** A time leads to its place in the film. */
function followTimes(player) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-seek]");
    if (!link) return;
    event.preventDefault();
    player.seek(Number(link.dataset.seek));
  });
}

/** The line that is shown now stands out. */
function followFilm(player) {
  player.addEventListener("position", ({ detail }) => {
    for (const line of document.querySelectorAll("[data-line]")) {
      const isNow = Number(line.dataset.start) <= detail.ms && detail.ms < Number(line.dataset.end);
      if (isNow === line.hasAttribute("aria-current")) continue;
      if (isNow) line.setAttribute("aria-current", "true");
      else line.removeAttribute("aria-current");
    }
  });
}

/** Opening and closing a line leaves the film where it is. */
function openInPlace() {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-captions-open]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return void location.assign(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (link.closest("form")) giveUp(link.closest("form"));
    takeLines(page);
    const line = document.getElementById(new URL(link.href).hash.slice(1));
    (line?.querySelector("textarea") ?? line?.querySelector("a"))?.focus();
  });
}

/** Find words in the lines; the field stands there only where a script can look, and keeps what was looked for. */
function offerFinding() {
  const place = document.querySelector("[data-captions-find]");
  if (!place) return;
  const field = place.querySelector("input");
  place.hidden = false;
  field.value = wanted;
  field.addEventListener("input", () => find(field.value, place));
  find(wanted, place);
}

function find(words, place) {
  wanted = words;
  const sought = words.trim().toLocaleLowerCase();
  const lines = [...document.querySelectorAll("[data-line]")];
  for (const line of lines) {
    const said = line.querySelector("[data-line-words]")?.textContent ?? sought;
    line.hidden = !said.toLocaleLowerCase().includes(sought);
  }
  const count = lines.filter((line) => !line.hidden).length;
  place.querySelector("[data-captions-found]").textContent = sought ? `${count} of ${lines.length} lines` : "";
}

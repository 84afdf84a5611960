// A box saves itself while somebody types, into the reflection itself. What cannot be sent stays in this tab and comes back;
// what another window wrote meanwhile is put beside it: nothing typed is lost.

import { ask } from "./draft_requests.js";
import { linkToTheDoor, pocket, say } from "./drafts.js";

const PAUSE_MS = 700;
const SIGNED_OUT = [400, 401, 403];

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content ?? "";
const readVersion = (answer) => (answer.headers.get("ETag") ?? "").replace(/^W\//, "").replaceAll('"', "");

/** Both texts, each once, as app/cases/reflections/boxes.py joins them. */
function join(stored, text) {
  if (text.includes(stored)) return text;
  return stored.includes(text) ? stored : `${stored}\n\n${text}`;
}

class Box {
  #address;
  #field;
  #version;
  #key;
  #timer = 0;
  #isSending = false;
  #isDrafted = false;

  constructor(place) {
    this.#address = place.dataset.savesTo;
    this.#field = place.querySelector("textarea");
    this.#version = place.querySelector("input[name^=version_]");
    this.#key = this.#field.dataset.draft;
  }

  async start() {
    this.#field.addEventListener("input", () => this.#wait());
    this.#field.form.addEventListener("submit", () => clearTimeout(this.#timer));
    window.addEventListener("online", () => this.save());
    window.addEventListener("pagehide", () => this.#isWaiting && this.save());
    await this.#restore();
  }

  get #isWaiting() {
    return pocket.take("draft", this.#key) !== null;
  }

  /** What this tab could not send, or what the portal kept as a draft until a reason is given. */
  async #restore() {
    let unsent = pocket.take("draft", this.#key);
    if (unsent === null) {
      const answer = await ask("GET", this.#key);
      if (answer.status !== 200) return;
      unsent = await answer.text();
      this.#isDrafted = true;
    }
    if (unsent === this.#field.value) {
      pocket.empty("draft", this.#key);
      return;
    }
    this.#show(join(this.#field.value, unsent));
    say(this.#field, "This is what you were writing.");
    this.#wait();
  }

  #show(text) {
    this.#field.value = text;
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #wait() {
    pocket.put("draft", this.#key, this.#field.value);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), PAUSE_MS);
  }

  async save() {
    if (!this.#isWaiting) return;
    if (this.#isSending) {
      this.#wait();
      return;
    }
    this.#isSending = true;
    const text = this.#field.value;
    try {
      await this.#hear(await this.#send(text), text);
    } catch {
      say(this.#field, "No connection. Your text is kept in this tab and sent when the line is back.");
    } finally {
      this.#isSending = false;
    }
  }

  #send(body) {
    return fetch(this.#address, {
      method: "PUT",
      body,
      headers: {
        "X-CSRFToken": meta("csrf-token"),
        "Content-Type": "text/plain",
        Accept: "text/plain",
        "If-Match": `"${this.#version.value}"`,
      },
      keepalive: true,
    });
  }

  async #hear(answer, text) {
    if (answer.ok) {
      this.#version.value = readVersion(answer);
      if (this.#field.value === text) pocket.empty("draft", this.#key);
      if (this.#isDrafted) await ask("DELETE", this.#key);
      this.#isDrafted = false;
      say(this.#field, `Saved at ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`);
    } else if (answer.status === 409 && readVersion(answer)) {
      this.#version.value = readVersion(answer);
      this.#show(join(await answer.text(), this.#field.value));
      say(this.#field, "You wrote here in another window too. Both texts stand here now.");
    } else if (answer.status === 422) {
      await ask("PUT", this.#key, text);
      this.#isDrafted = true;
      if (this.#field.value === text) pocket.empty("draft", this.#key);
      say(this.#field, await answer.text());
    } else if (SIGNED_OUT.includes(answer.status)) {
      say(this.#field, "You have been signed out. Your text is kept in this tab and comes back here.", linkToTheDoor());
    } else {
      say(this.#field, await answer.text());
    }
  }
}

for (const place of document.querySelectorAll("[data-saves-to]")) new Box(place).start().catch(() => {});

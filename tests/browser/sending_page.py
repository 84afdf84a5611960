"""The page on which films are sent, as a trainee handles it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import CDPSession, Locator, Page, Route, Worker, expect

from app.accounts.models import Person
from tests.browser.watching import catch_requests
from tests.browser.windows import sign_in_window
from tests.servers import RunningPortal

MIB = 1024 * 1024
ADDRESS = "/films/sending"

# Answers null where a file goes or grows just while it is looked at.
LOOK_AT_KEPT = """async (mark) => {
  const kept = [];
  const visit = async (folder) => {
    for await (const entry of folder.values()) {
      if (entry.kind === "directory") await visit(entry);
      else kept.push(await entry.getFile());
    }
  };
  try {
    await visit(await navigator.storage.getDirectory());
    const texts = await Promise.all(kept.map(async (file) => new TextDecoder("latin1").decode(await file.arrayBuffer())));
    return { bytes: kept.reduce((sum, file) => sum + file.size, 0), isPlain: texts.some((text) => text.includes(mark)) };
  } catch (error) {
    if (["NotFoundError", "NotReadableError"].includes(error.name)) return null;
    throw error;
  }
}"""

HOLD_READING = """
const reading = { pieces: 0 };
reading.isHeld = new Promise((tell) => (reading.tell = tell));
reading.mayGoOn = new Promise((letGo) => (reading.letGo = letGo));
const readPlainly = Blob.prototype.arrayBuffer;
Blob.prototype.arrayBuffer = async function () {
  if (++reading.pieces === HELD_AT) await (reading.tell(), reading.mayGoOn);
  return readPlainly.call(this);
};
self.reading = reading;
"""

EXPECT_HELD = """new Promise((done) => {
  const look = () => (self.reading ? reading.isHeld.then(done) : setTimeout(look, 20));
  look();
})"""

FINISH_READING = """async () => {
  reading.letGo();
  await new Promise((later) => setTimeout(later, 500));
  return reading.pieces;
}"""

HOLD_ROWS = """() => new Promise((isHeld) => {
  const opening = indexedDB.open("films-on-their-way", 1);
  opening.onsuccess = () => {
    const films = opening.result.transaction("films", "readwrite").objectStore("films");
    const ask = () => {
      if (self.mayWriteRows) return opening.result.close();
      films.count().onsuccess = ask;
      isHeld();
    };
    ask();
  };
})"""

COUNT_ROWS = """() => new Promise((resolve) => {
  const opening = indexedDB.open("films-on-their-way", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("films", { keyPath: "id" });
  opening.onsuccess = () => {
    const asked = opening.result.transaction("films").objectStore("films").getAll();
    asked.onsuccess = async () => {
      opening.result.close();
      const exported = asked.result.filter(({ key }) => key).map(({ key }) => crypto.subtle.exportKey("raw", key).then(() => true, () => false));
      resolve({ rows: asked.result.length, readableKeys: (await Promise.all(exported)).filter(Boolean).length });
    };
  };
})"""


@dataclass
class SendingPage:
    """The page in one tab."""

    page: Page
    _line: CDPSession | None = None

    def open(self) -> SendingPage:
        """Go there."""
        self.page.goto(ADDRESS)
        expect(self.page.get_by_label("Choose films")).to_be_visible()
        return self

    def choose(self, *films: Path) -> None:
        """Pick files as a person does."""
        self.page.get_by_label("Choose films").set_input_files(list(films))

    def find_card(self, name: str) -> Locator:
        """The card of one film."""
        heading = self.page.get_by_role("heading", name=name)
        return self.page.locator(".sending-film").filter(has=heading)

    @property
    def cards(self) -> Locator:
        """All cards."""
        return self.page.locator(".sending-film")

    def place(self, name: str, words: str) -> None:
        """Say where a film belongs; ``words`` is part of what the choice says."""
        select = self.find_card(name).get_by_label("Where does it belong?")
        value = select.locator("option", has_text=words).get_attribute("value")
        select.select_option(value)

    def send(self, label: str) -> None:
        """Press the button that sends."""
        self.page.get_by_role("button", name=label, exact=True).click()

    def expect_words(self, card: Locator, words: str, timeout_ms: float = 30_000) -> None:
        """Wait until a card says this."""
        expect(card.locator("[data-upload-message]")).to_contain_text(words, timeout=timeout_ms)

    def expect_share(self, card: Locator, pattern: str) -> None:
        """Wait until the numbers beside a card's bar look like this."""
        expect(card.locator("[data-upload-share]")).to_have_text(
            re.compile(pattern), timeout=30_000
        )

    def expect_kept(self, card: Locator) -> None:
        """Wait until the browser holds a whole sealed copy."""
        kept = card.locator("[data-upload-kept]")
        expect(kept).to_contain_text("A sealed copy is kept in this browser", timeout=30_000)

    def slow_down(self, mib_per_second: float = 4) -> None:
        """From now on the line of this tab carries so much."""
        self._line = self.page.context.new_cdp_session(self.page)
        self._set_line(mib_per_second, is_cut=False)

    def cut_line(self) -> None:
        """The line is gone."""
        self._set_line(0, is_cut=True)

    def mend_line(self) -> None:
        """It is back, and quick."""
        self._set_line(100, is_cut=False)

    def _set_line(self, mib_per_second: float, *, is_cut: bool) -> None:
        assert self._line is not None, "slow_down comes first"
        speeds = {"downloadThroughput": -1, "uploadThroughput": mib_per_second * MIB}
        conditions = {"offline": is_cut, "latency": 5, **speeds}
        self._line.send("Network.emulateNetworkConditions", conditions)

    def choose_and_hold(self, film: Path, piece: int) -> Worker:
        """Pick a film of which this piece, counted from 1, is not read before `finish_reading`; answers who reads it."""

        def hold(route: Route) -> None:
            answer = route.fetch()
            code = HOLD_READING.replace("HELD_AT", str(piece)) + answer.text()
            route.fulfill(response=answer, body=code)

        catch_requests(self.page, "**/upload_worker.js*", hold)
        with self.page.expect_worker() as reader:
            self.choose(film)
        reader.value.evaluate(EXPECT_HELD)
        return reader.value

    def hold_rows(self) -> None:
        """What the page writes into the browser's database waits from now on for `release_rows`."""
        self.page.evaluate(HOLD_ROWS)

    def release_rows(self) -> None:
        """It is written now."""
        self.page.evaluate("self.mayWriteRows = true")

    def may_be_left(self) -> bool:
        """Whether the page lets itself be closed without asking."""
        event = "new Event('beforeunload', { cancelable: true })"
        return bool(self.page.evaluate(f"dispatchEvent({event})"))

    def list_kept(self, mark: str) -> tuple[int, bool]:
        """Bytes in the browser's own files, and whether any of them holds ``mark`` in the open; they must stand still."""
        kept = self.page.evaluate(LOOK_AT_KEPT, mark)
        assert kept is not None, "what is kept changes while it is looked at"
        return kept["bytes"], kept["isPlain"]

    def expect_nothing_kept(self) -> None:
        """What was kept of a film goes as soon as it is over: a piece that is just being written is waited for."""
        for _ in range(300):
            kept = self.page.evaluate(LOOK_AT_KEPT, "")
            if kept and kept["bytes"] == 0:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("something of a film is still kept here")

    def count_rows(self) -> tuple[int, int]:
        """Films in the browser's database, and how many of their keys a script can read out."""
        counted = self.page.evaluate(COUNT_ROWS)
        return counted["rows"], counted["readableKeys"]


def finish_reading(reader: Worker) -> int:
    """Let the reading go on that was held; answers how many pieces were asked for half a second later."""
    return int(reader.evaluate(FINISH_READING))


def enter(page: Page, portal: RunningPortal, person: Person) -> Page:
    """Give a window the sign-in of this person."""
    sign_in_window(page, portal, person)
    return page

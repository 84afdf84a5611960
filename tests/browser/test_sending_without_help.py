"""Browsers that keep no copy, have no room for one, or let the screen go dark: films are sent all the same, in honest words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from app.extensions import db
from tests.browser.films_to_send import make_long_film
from tests.browser.sending_page import MIB, SendingPage, enter
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

NAME = "long.mp4"
KEEP_OPEN = "keep this page open until the film has arrived"
LACKS = {
    "no database": "delete window.indexedDB",
    "no room": None,
    "no room for its row": """const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (row) {
      if (row.kept === row.size) throw new DOMException("", "QuotaExceededError");
      return put.call(this, row);
    };""",
}
"""What a browser may lack, with the script that takes it away."""


@pytest.fixture
def window(open_window: Callable[[], Page], running_portal: RunningPortal) -> Page:
    """A trainee with a cycle to film is signed in; no page is open yet."""
    with running_portal.app.app_context():
        enrolment = make_enrolment()
        make_cycle(make_client(enrolment))
        db.session.refresh(enrolment.person)
        return enter(open_window(), running_portal, enrolment.person)


def begin(page: Page, film: Path) -> SendingPage:
    """Send a film on a line that takes a second for each MiB."""
    sending = SendingPage(page).open()
    sending.slow_down(1)
    sending.choose(film)
    sending.place(NAME, "interaction film")
    sending.send("Send the film")
    return sending


@pytest.mark.parametrize("lack", LACKS)
def test_without_a_copy_the_page_asks_to_stay_open(
    window: Page, running_portal: RunningPortal, tmp_path: Path, lack: str
) -> None:
    if script := LACKS[lack]:
        window.add_init_script(script)
    else:
        quota = {"origin": running_portal.url, "quotaSize": MIB}
        window.context.new_cdp_session(window).send("Storage.overrideQuotaForOrigin", quota)
    sending = begin(window, make_long_film(tmp_path / NAME, 8 * MIB))
    card = sending.find_card(NAME)
    words = "has no room for a copy" if lack == "no room" else "keeps no copy"
    expect(card.locator("[data-upload-kept]")).to_contain_text(words)
    expect(card.locator("[data-upload-kept]")).to_contain_text(KEEP_OPEN)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    window.on("dialog", stay)
    with window.expect_event("dialog"):
        window.close(run_before_unload=True)
    sending.mend_line()
    sending.expect_words(card, "The film has arrived")
    assert asked == ["beforeunload"]


def test_the_screen_is_kept_on_while_bytes_go_out(window: Page, tmp_path: Path) -> None:
    window.add_init_script(
        """window.lights = [];
        navigator.wakeLock.request = async () => {
          const light = { released: false, release: async () => { light.released = true; } };
          window.lights.push(light);
          return light;
        };"""
    )
    sending = begin(window, make_long_film(tmp_path / NAME, 6 * MIB))
    sending.expect_share(sending.find_card(NAME), "^[1-9][0-9]? %")
    assert window.evaluate("window.lights.map((light) => light.released)") == [False]
    expect(sending.find_card(NAME).locator("[data-upload-light]")).to_be_hidden()
    sending.mend_line()
    sending.expect_words(sending.find_card(NAME), "The film has arrived")
    assert window.evaluate("window.lights.map((light) => light.released)") == [True]


def test_where_it_cannot_be_kept_on_the_page_asks_for_it(window: Page, tmp_path: Path) -> None:
    window.add_init_script("delete Navigator.prototype.wakeLock")
    sending = begin(window, make_long_film(tmp_path / NAME, 6 * MIB))
    hint = sending.find_card(NAME).get_by_text("Keep the screen on meanwhile")
    expect(hint).to_be_visible()
    sending.mend_line()
    sending.expect_words(sending.find_card(NAME), "The film has arrived")
    expect(hint).to_be_hidden()

"""A trainee sends a film from the page of its cycle."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.conftest import PATIENCE_MS, Check
from tests.browser.windows import enter
from tests.factories.films import make_film
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

MIB = 1024 * 1024


@dataclass
class CyclePage:
    """The page of a cycle, with the part that sends its interaction film."""

    page: Page
    part: Locator
    line: CDPSession

    def choose(self, film: Path) -> None:
        """Pick a file as a person does."""
        self.part.get_by_label("Choose the interaction film").set_input_files(film)

    def press(self, name: str) -> None:
        """Press a button of the part."""
        self.part.get_by_role("button", name=name).click()

    def expect_words(self, words: str, timeout_ms: float = PATIENCE_MS) -> None:
        """Wait until the part says this."""
        message = self.part.locator("[data-upload-message]")
        expect(message).to_contain_text(words, timeout=timeout_ms)

    def expect_share(self, pattern: str) -> None:
        """Wait until the numbers beside the bar look like this."""
        share = self.part.locator("[data-upload-share]")
        expect(share).to_have_text(re.compile(pattern), timeout=PATIENCE_MS)

    def carry(self, mib_per_second: float) -> None:
        """From now on the line carries so much."""
        speeds = {"downloadThroughput": -1, "uploadThroughput": mib_per_second * MIB}
        conditions = {"offline": False, "latency": 5, **speeds}
        self.line.send("Network.emulateNetworkConditions", conditions)


@pytest.fixture
def cycle_page(open_window: Callable[[], Page], running_portal: RunningPortal) -> CyclePage:
    """A signed-in trainee stands on the page of a cycle without films."""
    with running_portal.app.app_context():
        enrolment = make_enrolment()
        cycle = make_cycle(make_client(enrolment))
        page = enter(open_window(), running_portal, enrolment.person, f"/cycles/{cycle.uuid}")
    part = page.locator("[data-upload][data-kind=interaction]")
    expect(part).to_be_visible()  # shown as soon as its script hears what is chosen
    return CyclePage(page, part, page.context.new_cdp_session(page))


@pytest.fixture
def long_film(tmp_path: Path) -> Path:
    """A file that takes a while on a slow line; what is in it does not matter here."""
    film = tmp_path / "Anna at home.mp4"
    film.write_bytes(os.urandom(28 * MIB))
    return film


def test_a_film_is_sent_and_followed_until_it_can_be_watched(
    cycle_page: CyclePage, running_portal: RunningPortal, tmp_path: Path, check_page: Check
) -> None:
    expect(cycle_page.part).to_contain_text("Up to 4.0 GB; 50.0 GB of your space left")
    check_page(cycle_page.page)
    running_portal.start_worker()
    cycle_page.choose(make_film(tmp_path / "film.mp4"))
    cycle_page.expect_words("The film has arrived")
    link = cycle_page.part.get_by_role("link", name="Open the film")
    expect(link).to_be_visible(timeout=3 * PATIENCE_MS)
    expect(cycle_page.part).to_contain_text("The film is ready", timeout=3 * PATIENCE_MS)
    check_page(cycle_page.page)


def test_a_film_goes_on_after_a_pause_and_after_a_reload(
    cycle_page: CyclePage, long_film: Path, check_page: Check
) -> None:
    cycle_page.carry(2)
    cycle_page.choose(long_film)
    cycle_page.expect_share("^[1-9][0-9] % of 28 MB$")
    pace = "MB a second, less than a minute left"
    expect(cycle_page.part).to_contain_text(pace, timeout=PATIENCE_MS)
    cycle_page.press("Pause")
    cycle_page.expect_words("Paused")
    kept = cycle_page.part.locator("[data-upload-kept]")
    expect(kept).to_contain_text("A sealed copy is kept in this browser")
    check_page(cycle_page.page)
    cycle_page.press("Go on")
    cycle_page.expect_share("^[4-9][0-9] % of 28 MB$")
    cycle_page.carry(1)
    cycle_page.page.reload()
    cycle_page.expect_share("^[4-9][0-9] % of 28 MB$")
    cycle_page.carry(100)
    cycle_page.expect_words("The film has arrived")


def test_a_film_goes_on_by_itself_when_the_server_comes_back(
    cycle_page: CyclePage, running_portal: RunningPortal, long_film: Path
) -> None:
    cycle_page.carry(4)
    cycle_page.choose(long_film)
    cycle_page.expect_share("^[1-9][0-9] % of 28 MB$")
    running_portal.restart()
    cycle_page.expect_words("The film has arrived", timeout_ms=3 * PATIENCE_MS)


def test_a_film_is_cancelled_only_after_asking(cycle_page: CyclePage, long_film: Path) -> None:
    cycle_page.carry(0.5)
    cycle_page.choose(long_film)
    cycle_page.expect_share("^[1-9] % of 28 MB$")
    cycle_page.press("Cancel")
    cycle_page.press("Keep sending")
    cycle_page.expect_share("^[1-9][0-9] % of 28 MB$")
    cycle_page.press("Cancel")
    cycle_page.press("Yes, cancel")
    cycle_page.expect_words("What had been sent is removed")
    expect(cycle_page.part.get_by_label("Choose the interaction film")).to_be_visible()
    cycle_page.page.reload()
    expect(cycle_page.part.locator("[data-upload-message]")).to_be_empty()


def test_what_is_no_film_is_refused_before_anything_is_sent(
    cycle_page: CyclePage, tmp_path: Path
) -> None:
    picture = tmp_path / "holiday.png"
    picture.write_bytes(b"PNG")
    cycle_page.choose(picture)
    cycle_page.expect_words("This is not a film")
    empty = tmp_path / "empty.mp4"
    empty.touch()
    cycle_page.choose(empty)
    cycle_page.expect_words("There is nothing in this file")

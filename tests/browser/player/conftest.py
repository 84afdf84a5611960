"""Films with a number in every frame, prepared by the real worker and opened on the real page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.accounts.models import Person
from app.clips.frames.index import FrameIndex
from app.clips.frames.models import FrameTimes
from app.clips.models import Clip, ClipState
from app.extensions import db
from tests.browser.conftest import PATIENCE_MS
from tests.browser.windows import sign_in_window
from tests.factories.clips import send_film
from tests.factories.people import make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

PREPARED_WITHIN_S = 90
WHOLLY_THERE = 4
"""What a film says of itself when pictures are there and more will come; before that, it "plays" without one."""
STOP_AT_ONCE = """film => film.addEventListener("playing", () => {
  film.pause();
  window.hasPlayed = true;
}, { once: true })"""
"""From within: on a busy machine a short film is over before anybody presses a key."""
PROBE = Path(__file__).with_name("probe.js").read_text()


@dataclass(frozen=True)
class NumberedFilm:
    """A film that was sent and is ready: who may watch it, where, and when its frames are shown."""

    trainee: Person
    supervisor: Person
    address: str
    frames: FrameIndex


@dataclass(frozen=True)
class Screen:
    """The page of a film that is open, and eyes for the numbers in its pictures (`probe.js`)."""

    page: Page
    film: NumberedFilm

    def ask(self, what: str, argument: object = None) -> Any:
        """Have the probe do something in the page."""
        return self.page.evaluate(f"(argument) => window.probe.{what}(argument)", argument)

    def read_position(self) -> tuple[str, int]:
        """What the player says: its clock, and the number of the frame."""
        clock = self.page.locator("[data-player-position]").inner_text()
        return clock, int(self.page.locator("[data-player-frame]").inner_text().split()[1])

    @property
    def player(self) -> Any:
        """The whole of the player, which takes the keys."""
        return self.page.locator("[data-player]")


SendFilm = Callable[[Path], NumberedFilm]
OpenFilm = Callable[..., Screen]
"""Takes the film, and settings of the window such as ``viewport``."""


@pytest.fixture(scope="module")
def send_numbered(running_portal: RunningPortal) -> SendFilm:
    """Send a film and wait until the worker made its review copy."""
    running_portal.start_worker()

    def send(path: Path) -> NumberedFilm:
        with running_portal.app.app_context():
            supervisor = make_supervisor()
            enrolment = make_enrolment(supervisor=supervisor)
            clip = send_film(path, make_cycle(make_client(enrolment)))
            frames = _wait_until_ready(clip.id)
            film = NumberedFilm(enrolment.person, supervisor, f"/clips/{clip.uuid}", frames)
            for person in (film.trainee, supervisor):
                db.session.refresh(person)
            db.session.expunge_all()
            return film

    return send


def _wait_until_ready(clip_id: int) -> FrameIndex:
    deadline = time.monotonic() + PREPARED_WITHIN_S
    while time.monotonic() < deadline:
        clip = db.session.get_one(Clip, clip_id, populate_existing=True)
        assert clip.state is not ClipState.FAILED, clip.failure
        if clip.state is ClipState.READY:
            times = db.session.query(FrameTimes).filter_by(clip_id=clip_id).one()
            return FrameIndex.unpack(times.packed)
        db.session.rollback()  # SQLite has one writer: the worker
        time.sleep(0.2)
    raise TimeoutError("the film was not prepared")


@pytest.fixture(scope="module")
def open_film(chromium: Browser, running_portal: RunningPortal) -> Iterator[OpenFilm]:
    """Open a film as its trainee; it stands near its beginning. Its window stays for the whole module."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_one(film: NumberedFilm, **settings: Any) -> Screen:
        sizes: dict[str, Any] = {"viewport": {"width": 1440, "height": 1000}}
        context = chromium.new_context(base_url=running_portal.url, **(sizes | settings))
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        sign_in_window(page, running_portal, film.trainee)
        page.goto(film.address)
        page.locator("video").evaluate(STOP_AT_ONCE)
        page.get_by_role("button", name="Play").click()
        page.wait_for_function("() => window.hasPlayed")
        expect(page.locator("[data-player]")).to_have_attribute("data-state", "paused")
        expect(page.locator("video")).to_have_js_property("readyState", WHOLLY_THERE)
        page.locator("[data-player]").focus()
        page.evaluate(PROBE)
        return Screen(page, film)

    yield open_one
    for context in contexts:
        context.close()
    assert not faults, f"scripts failed: {faults}"

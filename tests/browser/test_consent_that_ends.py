"""A family ends its consent while its film is playing from the browser's own memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.cases.models import FilmKind
from app.clips.models import RenditionKind
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.windows import enter
from tests.factories.clips import make_clip, seal
from tests.factories.feedback import make_comment
from tests.factories.films import make_film
from tests.factories.people import make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

SECONDS = 40
WITHIN_S = 5.0
WORDS = "The family may have ended their consent"
SAID = "You wait two full seconds."
NOTE_WHEN_SAID = """(words) => {
  const message = document.querySelector("[data-player-message]");
  const note = () => (window.saidAt ??= message.textContent.includes(words) ? Date.now() : null);
  new MutationObserver(note).observe(message, { childList: true, characterData: true, subtree: true });
  note();
}"""
IS_BUFFERED = """() => {
  const film = document.querySelector("video");
  return film.buffered.length === 1 && film.buffered.end(0) >= film.duration - 0.2 && !film.paused;
}"""


@dataclass(frozen=True)
class Scene:
    """Two people, their film, and where a consent to it is ended."""

    trainee: Person
    supervisor: Person
    address: str
    withdrawals: str


@pytest.fixture
def scene(running_portal: RunningPortal, tmp_path: Path) -> Scene:
    film = make_film(tmp_path / "film.mp4", seconds=SECONDS).read_bytes()
    with running_portal.app.app_context():
        supervisor = make_supervisor()
        enrolment = make_enrolment(supervisor=supervisor)
        client = make_client(enrolment)
        shown_us = [33_333, 33_333, 33_334] * 10 * SECONDS
        clip = make_clip(make_cycle(client), kind=FilmKind.SHARED_REVIEW, shown_us=shown_us)
        clip.size_bytes = len(film)
        clip.tile_count, clip.width, clip.height = 24, 1280, 720
        seal(clip, RenditionKind.REVIEW, film)
        make_comment(clip, supervisor, start_ms=1_000, end_ms=2_000, body=SAID)
        scene = Scene(
            enrolment.person,
            supervisor,
            f"/clips/{clip.uuid}",
            f"/clients/{client.uuid}/withdrawals",
        )
        for person in (supervisor, scene.trainee):
            db.session.refresh(person)
        db.session.expunge_all()
        return scene


def end_everything(portal: RunningPortal, scene: Scene) -> float:
    """The trainee ends it in a browser of their own; when the portal had done so."""
    ended = portal.open_browser(scene.trainee).post(
        portal.url + scene.withdrawals,
        data={"who": "all", "what": "all"},
        allow_redirects=False,
    )
    assert ended.status_code == 302, ended.text
    return time.time()


def expect_the_end(page: Page, portal: RunningPortal, scene: Scene) -> None:
    """Within five seconds of the withdrawal the words stand there, and nothing of the film any more."""
    page.evaluate(NOTE_WHEN_SAID, WORDS)
    ended_at = end_everything(portal, scene)
    expect(page.locator("[data-player-message]")).to_contain_text(WORDS)
    assert page.evaluate("window.saidAt") / 1000 - ended_at < WITHIN_S
    film = page.locator("video")
    assert film.get_attribute("src") is None
    assert film.get_attribute("poster") is None
    assert film.evaluate("film => film.readyState + film.buffered.length") == 0
    assert page.locator("[data-timeline]").count() == 0
    assert SAID not in page.content()


def test_a_buffered_film_is_gone_within_five_seconds_of_the_withdrawal(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    check_page: Check,
    scene: Scene,
) -> None:
    page = enter(open_window(), running_portal, scene.supervisor, scene.address)
    assert SAID in page.content()
    page.get_by_role("button", name="Play").first.click()
    expect(page.locator("[data-player]")).to_have_attribute("data-state", "playing")
    deadline = time.monotonic() + 20
    while not page.evaluate(IS_BUFFERED):
        assert time.monotonic() < deadline, "the film was never fully buffered"
        page.wait_for_timeout(100)
    film = page.locator("video").get_attribute("src")
    bytes_of_it = {"Range": "bytes=0-1023"}
    assert page.request.get(str(film), headers=bytes_of_it).status == 206
    expect_the_end(page, running_portal, scene)
    assert page.request.get(str(film), headers=bytes_of_it).status == 404
    check_page(page)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("not found")


def test_the_stills_of_a_film_that_nobody_opened_go_too(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene.supervisor, scene.address)
    expect(page.locator("video")).to_have_attribute("poster", f"{scene.address}/poster")
    page.wait_for_timeout(500)  # it has begun to ask
    expect_the_end(page, running_portal, scene)

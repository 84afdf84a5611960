"""While somebody watches, the review copy takes the place of the quick one, and nobody sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.accounts.models import Person
from app.clips.models import Clip, ClipState, Rendition, RenditionKind
from app.extensions import db
from tests.browser.player.conftest import NumberedFilm, OpenFilm
from tests.factories.clips import index_frames, make_clip, seal
from tests.factories.films import make_film
from tests.factories.people import make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

SHOWN_US = [40_000] * 100
STANDS = 31


@dataclass(frozen=True)
class Scene:
    """A film of which the quick copy plays, and its bytes."""

    film: NumberedFilm
    clip_id: int
    content: bytes


@pytest.fixture
def scene(running_portal: RunningPortal, tmp_path: Path) -> Scene:
    path = make_film(tmp_path / "film.mp4", seconds=4, size=(320, 180), fps="25", numbered=True)
    with running_portal.app.app_context():
        supervisor = make_supervisor()
        enrolment = make_enrolment(supervisor=supervisor)
        cycle = make_cycle(make_client(enrolment))
        clip = make_clip(cycle, state=ClipState.PLAYABLE, shown_us=SHOWN_US)
        seal(clip, RenditionKind.QUICK, path.read_bytes())
        frames = index_frames(clip, SHOWN_US)
        db.session.rollback()  # there is none yet
        people: tuple[Person, Person] = enrolment.person, supervisor
        scene = Scene(
            NumberedFilm(*people, f"/clips/{clip.uuid}", frames), clip.id, path.read_bytes()
        )
        for person in people:
            db.session.refresh(person)
        db.session.expunge_all()
        return scene


def finish_review_copy(portal: RunningPortal, scene: Scene) -> None:
    """As the worker does at the end of its work."""
    with portal.app.app_context():
        clip = db.session.get_one(Clip, scene.clip_id)
        db.session.query(Rendition).filter_by(clip_id=clip.id).delete()
        index_frames(clip, SHOWN_US)
        clip.state = ClipState.READY
        seal(clip, RenditionKind.REVIEW, scene.content)
        db.session.remove()


def test_the_review_copy_takes_over_at_the_same_picture(
    running_portal: RunningPortal, scene: Scene, open_film: OpenFilm
) -> None:
    screen = open_film(scene.film)
    number = screen.page.locator("[data-player-frame]")
    expect(number).to_have_text("")
    screen.page.evaluate(
        f"document.querySelector('video').currentTime = {(STANDS + 0.5) * SHOWN_US[0] / 1e6}"
    )
    screen.page.wait_for_function("stands => window.probe.painted() === stands", arg=STANDS)
    screen.ask("watch")
    finish_review_copy(running_portal, scene)
    expect(number).to_have_text(f"frame {STANDS}")
    screen.page.wait_for_timeout(300)
    assert set(screen.ask("seen")) == {STANDS}
    expect(screen.player).to_have_attribute("data-state", "paused")


def test_a_weak_line_without_a_smaller_copy_is_told_of_none(
    scene: Scene, open_film: OpenFilm
) -> None:
    screen = open_film(scene.film)
    page = screen.page
    with page.expect_response(re.compile(r"/viewings/[^/]+$")):
        pass  # the copy that plays is known
    with page.expect_response(re.compile(r"copy=low$")):
        screen.ask("stall", 3)
    page.wait_for_timeout(500)
    expect(page.locator("[data-player-message]")).to_have_text("")
    expect(page.locator("video")).not_to_have_attribute("src", re.compile("low"))

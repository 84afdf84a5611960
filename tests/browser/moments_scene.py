"""The page of the moments of an interaction film for a trainee and their supervisor, gone through by keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.clips.models import Clip, RenditionKind
from app.clips.moments.models import Moment
from app.clips.turns.models import Turn
from app.extensions import db
from tests.factories.clips import make_clip, seal
from tests.factories.films import make_film
from tests.factories.people import make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

SHOWN_US = [33_333, 33_333, 33_334] * 40
"""Four seconds of thirty frames each, as the film itself has them."""

MOST_TABS = 80
MOST_STEPS = 60


@dataclass(frozen=True)
class Scene:
    """A trainee, their supervisor, and the page of an interaction film of 30 frames a second."""

    trainee: Person
    supervisor: Person
    address: str

    @property
    def is_of_it(self) -> sa.ColumnElement[bool]:
        """What belongs to this film, and not to those of other tests."""
        return Clip.uuid == UUID(self.address.split("/")[2])


def set_scene(portal: RunningPortal, tmp_path: Path) -> Scene:
    """The film is sealed and its frames are known; nothing is chosen in it yet."""
    film = make_film(tmp_path / "film.mp4", seconds=sum(SHOWN_US) / 1e6).read_bytes()
    with portal.app.app_context():
        supervisor = make_supervisor()
        enrolment = make_enrolment(supervisor=supervisor)
        clip = make_clip(make_cycle(make_client(enrolment)), shown_us=SHOWN_US)
        clip.duration_ms, clip.size_bytes = 4000, len(film)
        seal(clip, RenditionKind.REVIEW, film)
        scene = Scene(enrolment.person, supervisor, f"/clips/{clip.uuid}/moments")
        for person in (supervisor, scene.trainee):
            db.session.refresh(person)
        db.session.expunge_all()
        return scene


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def open_film(page: Page) -> None:
    """Play and stop by keys; afterwards the film stands at frame 10, however far it had played."""
    tab_to(page, "[data-player-start] button")
    press(page, "Enter")
    expect(page.locator("[data-player][data-state=playing]")).to_be_visible()
    press(page, "k")
    expect(page.locator("[data-player][data-state=paused]")).to_be_visible()
    shown = page.locator("[data-player-frame]")
    press(page, *["ArrowLeft"] * 5)
    expect(shown).to_have_text("frame 0")
    go_to(page, 10)


def go_to(page: Page, frame: int) -> None:
    """By single frames from wherever the film stands: a key is pressed again where the film did not heed it."""
    shown = page.locator("[data-player-frame]")
    settled = page.locator("[data-player]:not([data-seeking])")
    expect(shown).to_have_text(re.compile(r"frame \d+"))
    for _ in range(MOST_STEPS):
        expect(settled).to_be_attached()  # a key pressed before that would count later
        stands = int(shown.inner_text().removeprefix("frame "))
        if stands == frame:
            return
        press(page, "," if stands > frame else ".")
    raise AssertionError(f"frame {frame} is not reached")


def list_moments(portal: RunningPortal, scene: Scene) -> list[tuple[int, int, str, list[str]]]:
    with portal.app.app_context():
        return [
            (m.start_frame, m.end_frame, m.note, [f"{t.party} {t.principle.code}" for t in m.tags])
            for m in db.session.scalars(
                sa.select(Moment).join(Clip).where(scene.is_of_it).order_by(Moment.id)
            )
        ]


def list_turns(portal: RunningPortal, scene: Scene) -> list[tuple[str, str, int]]:
    with portal.app.app_context():
        turns = db.session.scalars(
            sa.select(Turn).join(Clip).where(scene.is_of_it).order_by(Turn.start_frame, Turn.id)
        )
        return [(turn.party.value, turn.kind.value, turn.start_frame) for turn in turns]

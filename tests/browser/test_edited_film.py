"""A film is made of a board, watched, and followed back to the very frame that is seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app.accounts.models import Person
from app.cases.models import Purpose
from app.clips.edited_films.models import EditedFilm, FilmPart, Repeat
from app.clips.models import Clip
from app.extensions import db
from tests.browser.conftest import PATIENCE_MS, Check
from tests.browser.watching import catch_requests
from tests.browser.windows import enter
from tests.factories.clips import withdraw_consent
from tests.factories.edited_films import add_card_to
from tests.factories.films import make_film
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.factories.renderings import make_board, make_film_to_cut
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

MADE_MS = 3 * PATIENCE_MS
"""A worker starts, and makes a film."""
STARTED = 5
"""The first frame of a moment on the board, as the factory chooses it."""


@dataclass(frozen=True)
class Scene:
    """A trainee, their film, and a board: ten frames of it, once more at half speed, and a card."""

    trainee: Person
    clip_id: int
    clip_uuid: str
    film_uuid: str

    @property
    def board(self) -> str:
        return f"/edited-films/{self.film_uuid}"


@pytest.fixture
def scene(running_portal: RunningPortal, tmp_path: Path) -> Scene:
    path = make_film(tmp_path / "film.mp4", seconds=2.0, size=(320, 180), fps="25", numbered=True)
    with running_portal.app.app_context():
        cycle = make_cycle(make_client(make_enrolment()))
        clip = make_film_to_cut(path, cycle)
        film = make_board(clip)
        slow_down(film)
        add_card_to(film, seconds=3)
        trainee = cycle.client.enrolment.person
        scene = Scene(trainee, clip.id, str(clip.uuid), str(film.uuid))
        db.session.refresh(trainee)
        db.session.expunge_all()
        return scene


def slow_down(film: EditedFilm) -> None:
    part = db.session.query(FilmPart).filter_by(edited_film_id=film.id).one()
    part.repeat = Repeat.SLOW
    db.session.commit()


def start_worker(portal: RunningPortal) -> None:
    """Have films made from now on, once for all tests of the module."""
    if portal.worker is None:
        portal.start_worker()


def frame_of(page: Page) -> Locator:
    """Which frame the player says it shows."""
    return page.locator("[data-player-frame]")


def test_a_film_is_made_watched_and_followed_back_to_its_frames(
    running_portal: RunningPortal, open_window: Callable[[], Page], check_page: Check, scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.board)
    check_page(page)
    page.get_by_role("button", name="Make the film").press("Enter")
    expect(page.get_by_text("The film waits for its turn.")).to_be_visible()
    check_page(page)
    start_worker(running_portal)
    link = page.get_by_role("link", name="Watch the film")
    expect(link).to_be_visible(timeout=MADE_MS)
    link.press("Enter")
    expect(page.get_by_role("heading", name="What it is made of")).to_be_visible()
    check_page(page)

    page.get_by_role("button", name=re.compile("Play")).press("Enter")
    expect(frame_of(page)).to_be_visible()
    page.get_by_role("link", name="0:00.4", exact=True).press("Enter")
    page.locator("[data-player]").press("k")
    expect(frame_of(page)).to_contain_text("frame")
    check_page(page)
    follow_back(page, passage="0:00.4", steps=3, frame=STARTED + 3)
    page.go_back()
    page.get_by_role("button", name=re.compile("Play")).press("Enter")
    follow_back(page, passage="0:00.0", steps=6, frame=STARTED + 6)


def test_a_board_that_changes_in_place_offers_its_film_anew(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.board)
    page.get_by_role("button", name="Make the film").press("Enter")
    start_worker(running_portal)
    expect(page.get_by_text("Up to date")).to_be_visible(timeout=MADE_MS)
    page.get_by_role("button", name="Take out part 2").press("Enter")
    expect(page.get_by_text("Changed since")).to_be_visible()
    page.get_by_role("button", name="Make it again").press("Enter")
    expect(page.get_by_text("Up to date")).to_be_visible(timeout=MADE_MS)
    page.get_by_role("link", name="Watch the film").press("Enter")
    expect(page.locator("[data-player]")).to_be_attached()
    expect(page.locator("[data-player-quality]")).to_have_count(0)


def follow_back(page: Page, *, passage: str, steps: int, frame: int) -> None:
    """From a frame of a passage to the same frame of its film."""
    player = page.locator("[data-player]")
    page.get_by_role("link", name=passage, exact=True).press("Enter")
    expect(page.locator("[data-trace-link]")).to_be_visible()
    if player.get_attribute("data-state") == "playing":
        player.press("k")
    page.get_by_role("link", name=passage, exact=True).press("Enter")
    first = {"0:00.0": 0, "0:00.4": 10}[passage]
    expect(frame_of(page)).to_have_text(f"frame {first}")
    for step in range(steps):
        player.press(".")
        expect(frame_of(page)).to_have_text(f"frame {first + step + 1}")
    page.locator("[data-trace-link]").press("Enter")
    expect(frame_of(page)).to_have_text(f"frame {frame}")


def test_a_family_that_ends_its_consent_empties_the_page(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.board)
    page.get_by_role("button", name="Make the film").press("Enter")
    start_worker(running_portal)
    expect(page.get_by_role("link", name="Watch the film")).to_be_visible(timeout=MADE_MS)
    page.goto(f"{scene.board}/film")
    page.get_by_role("button", name=re.compile("Play")).press("Enter")
    expect(frame_of(page)).to_be_visible()
    with running_portal.app.app_context():
        withdraw_consent(db.session.get_one(Clip, scene.clip_id).cycle.client, Purpose.VIG)
    expect(page.get_by_text("This film is closed.")).to_be_visible()
    expect(page.get_by_role("heading", name="What it is made of")).to_have_count(0)
    assert page.evaluate("document.querySelector('video').hasAttribute('src')") is False


FILMS = "**/viewings/*/film"
QUESTION = "What did she do?"


def open_preview(page: Page, portal: RunningPortal, scene: Scene) -> Locator:
    """The preview on the board's page."""
    return enter(page, portal, scene.trainee, scene.board).locator("[data-preview]")


def play_to_the_end(preview: Locator) -> None:
    preview.get_by_role("button", name="Play").click()
    expect(preview.get_by_text(QUESTION)).to_be_visible()
    expect(preview).to_have_attribute("data-state", "idle")
    expect(preview.locator("[data-preview-message]")).to_be_empty()


def test_a_preview_whose_line_is_lost_says_so_and_plays_again(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = open_window()
    preview = open_preview(page, running_portal, scene)
    catch_requests(page, FILMS, lambda route: route.abort())
    preview.get_by_role("button", name="Play").click()
    expect(preview.get_by_text("The film stopped")).to_be_visible()
    expect(preview).to_have_attribute("data-state", "idle")
    page.unroute(FILMS)
    play_to_the_end(preview)


def test_a_preview_that_is_paused_while_it_loads_waits(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = open_window()
    preview = open_preview(page, running_portal, scene)
    catch_requests(page, FILMS, lambda _route: None)
    with page.expect_request(FILMS):
        preview.get_by_role("button", name="Play").click()
    preview.get_by_role("button", name="Pause").click()
    page.unroute(FILMS)  # what waited for an answer goes on
    page.wait_for_timeout(2000)
    expect(preview).to_have_attribute("data-state", "paused")
    expect(preview.get_by_text(QUESTION)).to_be_hidden()
    play_to_the_end(preview)


def test_a_browser_that_tells_of_no_pictures_plays_the_preview_all_the_same(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = open_window()
    page.add_init_script("delete HTMLVideoElement.prototype.requestVideoFrameCallback")
    play_to_the_end(open_preview(page, running_portal, scene))

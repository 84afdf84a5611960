"""An edited film in a shared review: part by part with the portal at hand, and sealed in the browser without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.clips.edited_films.models import Rendering, Visit
from app.clips.edited_films.visits.services import LASTS
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.watching import catch_requests
from tests.browser.windows import sign_in_window
from tests.factories.clips import make_clip
from tests.factories.edited_films import add_card_to, make_chosen_moment, make_edited_film
from tests.factories.films import make_film
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.factories.renderings import make_rendering
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

PIN = "heron-4711"
PART_MS = 1200
TELEPHONE = {"width": 320, "height": 640}


@dataclass(frozen=True)
class Scene:
    """A trainee, their edited film (a moment, a card, a moment), and where it is."""

    trainee: Person
    address: str
    rendering_id: int


@pytest.fixture
def scene(running_portal: RunningPortal, tmp_path: Path) -> Scene:
    film = make_film(tmp_path / "film.mp4", seconds=3 * PART_MS / 1000, fps="25", numbered=True)
    with running_portal.app.app_context():
        enrolment = make_enrolment()
        family = make_client(enrolment)
        assert family.organisation is not None
        family.organisation.films_may_leave = True
        clip = make_clip(make_cycle(family))
        board = make_edited_film(family, make_chosen_moment(clip, 5, 35))
        add_card_to(board)
        rendering = make_rendering(board, film.read_bytes())
        rendering.timeline = [
            {"kind": kind, "words": words, "part": str(UUID(int=part)), "clip": None}
            | {"from_ms": PART_MS * part, "to_ms": PART_MS * (part + 1)}
            for part, (kind, words) in enumerate(
                (("moment", ""), ("card", "What do you see there?"), ("moment", ""))
            )
        ]
        db.session.commit()
        scene = Scene(enrolment.person, f"/edited-films/{board.uuid}", rendering.id)
        db.session.refresh(scene.trainee)
        db.session.expunge_all()
        return scene


def enter(page: Page, portal: RunningPortal, scene: Scene, place: str) -> Page:
    """Open a page of the film by the name of this machine: only there, and by https, browsers keep pages."""
    sign_in_window(page, portal, scene.trainee, portal.named_url)
    page.goto(f"{portal.named_url}{scene.address}{place}")
    return page


def read_ms(page: Page) -> float:
    return float(page.evaluate("document.querySelector('[data-stage-film]').currentTime * 1000"))


def wait_until_it_rests(page: Page, place: str) -> None:
    """The part of this place has been played: the film waits at its last picture."""
    expect(page.get_by_text(place)).to_be_visible()
    expect(page.get_by_role("button", name="Go on")).to_be_visible()


def watch_the_film(page: Page) -> None:
    """From the first part to the last by keys alone."""
    wait_until_it_rests(page, "1 of 3")
    assert PART_MS - 80 <= read_ms(page) < PART_MS
    page.keyboard.press("ArrowRight")
    told = page.locator("[aria-live=polite] [data-stage-words]")
    expect(told).to_have_text("What do you see there?")
    expect(page.get_by_text("2 of 3")).to_be_visible()
    page.keyboard.press("ArrowRight")
    wait_until_it_rests(page, "3 of 3")
    assert 3 * PART_MS - 80 <= read_ms(page) <= 3 * PART_MS
    page.keyboard.press("s")
    expect(page.get_by_text("3 of 3, slowly")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-stage-words]")).to_have_text("What do you see there?")


def test_a_film_is_shown_part_by_part_and_waits_after_each(
    running_portal: RunningPortal, open_window: Callable[[], Page], check_page: Check, scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene, "/presentation")
    check_page(page)
    expect(page.locator("[data-stage-film]")).not_to_have_attribute("src", "x")
    page.get_by_role("button", name="Begin").press("Enter")
    watch_the_film(page)
    check_page(page)
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]  # a TypedDict of theirs
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_film_whose_line_is_lost_says_so_and_goes_on(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene, "/presentation")
    films = "**/screenings/*/film"
    catch_requests(page, films, lambda route: route.abort())
    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.get_by_text("The film stopped")).to_be_visible()
    page.unroute(films)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("The film stopped")).to_have_count(0)
    watch_the_film(page)


def test_a_film_is_taken_along_and_opened_without_signal(
    running_portal: RunningPortal, open_window: Callable[[], Page], check_page: Check, scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene, "/visits/new")
    check_page(page)
    page.get_by_label("Choose a PIN").fill(PIN)
    page.get_by_label("The same PIN again").fill("heron-4712")
    page.get_by_role("button", name="Take it along").click()
    expect(page.get_by_text("are not the same")).to_be_visible()
    page.get_by_label("The same PIN again").fill(PIN)
    page.get_by_role("button", name="Take it along").click()
    expect(page.get_by_text("It is here, sealed, until")).to_be_visible()
    assert b"ftyp" not in read_all_kept(page), "what lies in the browser is no film"

    page.goto(f"{running_portal.named_url}/visits/kept")
    check_page(page)
    page.context.set_offline(True)
    page.reload()
    page.get_by_label("PIN").fill("wrong-pin")
    page.get_by_role("button", name="Open the film").click()
    expect(page.get_by_text("4 tries are left")).to_be_visible()
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="Open the film").click()
    expect(page.get_by_text("1 of 3")).to_be_visible()
    watch_the_film(page)
    page.get_by_role("button", name="Close the film").click()
    page.context.set_offline(False)
    page.get_by_role("button", name="The visit is over").click()
    expect(page.get_by_text("No film is kept in this browser")).to_be_visible()
    assert read_all_kept(page) == b""


def test_a_copy_goes_with_the_consent_and_after_five_wrong_pins(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = open_window()
    for is_closed in (True, False):
        enter(page, running_portal, scene, "/visits/new")
        page.get_by_label("Choose a PIN").fill(PIN)
        page.get_by_label("The same PIN again").fill(PIN)
        page.get_by_role("button", name="Take it along").click()
        expect(page.get_by_text("It is here, sealed, until")).to_be_visible()
        if is_closed:
            with running_portal.app.app_context():
                db.session.query(Visit).filter_by(rendering_id=scene.rendering_id).update(
                    {"ended_at": db.session.get_one(Rendering, scene.rendering_id).finished_at}
                )
                db.session.commit()
        page.goto(f"{running_portal.named_url}/visits/kept")
        for left in () if is_closed else (4, 3, 2, 1, 0):
            page.get_by_label("PIN").fill("000000")
            page.get_by_role("button", name="Open the film").click()
            if left:
                expect(page.get_by_text(f"{left} tr")).to_be_visible()
        expect(page.get_by_text("No film is kept in this browser")).to_be_visible()
        assert read_all_kept(page) == b""


def test_a_copy_goes_from_any_page_when_its_day_is_over_and_half_a_copy_too(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene, "/visits/new")
    page.get_by_label("Choose a PIN").fill(PIN)
    page.get_by_label("The same PIN again").fill(PIN)
    page.get_by_role("button", name="Take it along").click()
    expect(page.get_by_text("It is here, sealed, until")).to_be_visible()
    whole = read_all_kept(page)
    page.evaluate(
        """async () => {
          const ask = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
          const store = await ask(indexedDB.open("visits", 1));
          await ask(store.transaction("pieces", "readwrite").objectStore("pieces").put({ bytes: new Uint8Array([1]) }, ["/visits/half", 0]));
          store.close();
        }"""
    )
    assert read_all_kept(page) != whole
    page.goto(f"{running_portal.named_url}{scene.address}")
    wait_for_kept(page, whole)
    page.clock.set_fixed_time(datetime.now(UTC) + LASTS)
    page.goto(f"{running_portal.named_url}{scene.address}")
    wait_for_kept(page, b"")


def wait_for_kept(page: Page, wanted: bytes) -> None:
    """Until this, and nothing else, is kept."""
    for _ in range(200):
        if read_all_kept(page) == wanted:
            return
        page.wait_for_timeout(100)
    pytest.fail("something else is kept")


def read_all_kept(page: Page) -> bytes:
    """Every sealed byte that this browser keeps of films for visits."""
    found = page.evaluate(
        """async () => {
          const ask = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
          const store = await ask(indexedDB.open("visits", 1));
          if (!store.objectStoreNames.contains("pieces")) return [];
          const pieces = await ask(store.transaction("pieces").objectStore("pieces").getAll());
          store.close();
          return pieces.flatMap(({ bytes }) => [...new Uint8Array(bytes)]);
        }"""
    )
    return bytes(found)

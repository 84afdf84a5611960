"""Two films beside each other: each by itself, and both together from the moment that is the same in both."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app.accounts.models import Person
from app.cases.models import FilmKind
from app.clips.models import RenditionKind
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.windows import enter
from tests.factories.clips import make_clip, seal
from tests.factories.films import make_film
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

FRAME_US = 40_000
FRAMES = 750
"""Half a minute: a busy machine must not play it to its end before anybody looks."""
WHOLLY_THERE = 4
BEYOND = """frame => {
  const number = document.querySelector("[data-side=left] [data-player-frame]");
  return Number(number.textContent.split(" ")[1]) > frame;
}"""
LEVEL_FRAMES = 3
LEVEL_WITHIN_S = 12
TELEPHONE = {"width": 320, "height": 700}


@dataclass(frozen=True)
class Scene:
    """A trainee, and the address that lays two of their films side by side."""

    trainee: Person
    choice: str
    address: str


@pytest.fixture
def scene(running_portal: RunningPortal, tmp_path: Path) -> Scene:
    film = make_film(
        tmp_path / "film.mp4",
        seconds=FRAMES * FRAME_US / 1e6,
        size=(160, 120),
        fps="25",
        numbered=True,
    )
    with running_portal.app.app_context():
        enrolment = make_enrolment()
        cycle = make_cycle(make_client(enrolment))
        clips = [make_clip(cycle, kind=kind, shown_us=[FRAME_US] * FRAMES) for kind in FilmKind]
        for clip in clips:
            seal(clip, RenditionKind.REVIEW, film.read_bytes())
        first, second = (clip.uuid for clip in clips)
        choice = f"/clips/{first}/comparison"
        scene = Scene(enrolment.person, choice, f"{choice}?beside={second}")
        db.session.refresh(scene.trainee)
        db.session.expunge_all()
        return scene


def open_both(page: Page) -> tuple[Locator, Locator]:
    """Both films, playing and stopped again so that each is loaded."""
    sides = page.locator("[data-side=left]"), page.locator("[data-side=right]")
    for side in sides:
        expect(page.locator("[data-both]")).to_be_visible()
        side.get_by_role("button", name="Play").click()
        expect(side.locator("[data-player]")).to_have_attribute("data-state", "playing")
        side.get_by_role("button", name="Pause").click()
        expect(side.locator("[data-player]")).to_have_attribute("data-state", "paused")
        expect(side.locator("video")).to_have_js_property("readyState", WHOLLY_THERE)
        expect(side.locator("[data-player-frame]")).to_have_text(re.compile(r"frame \d+"))
    return sides


def note_start(waits: Locator, plays: Locator) -> None:
    """Note in the page which frame the one film shows when the other begins to play."""
    waits.locator("video").evaluate(
        """(film, number) => film.addEventListener("play", () => {
          window.begunAt = Number(number.textContent.split(" ")[1]);
        }, { once: true })""",
        plays.locator("[data-player-frame]").element_handle(),
    )


def read_frames(page: Page) -> tuple[int, int]:
    """What both films show at the same moment."""
    left, right = page.locator("[data-side] [data-player-frame]").all_inner_texts()
    return int(left.split()[1]), int(right.split()[1])


def read_frame(side: Locator) -> int:
    return int(side.locator("[data-player-frame]").inner_text().split()[1])


def go_to(side: Locator, seconds: float) -> None:
    """Somewhere in this film alone."""
    side.locator("video").evaluate("(film, seconds) => { film.currentTime = seconds; }", seconds)
    expect(side.locator("[data-player-frame]")).to_contain_text(str(int(seconds * 25)))


def test_from_the_moment_that_is_the_same_both_films_go_together(
    running_portal: RunningPortal, open_window: Callable[[], Page], check_page: Check, scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.choice)
    check_page(page)
    page.get_by_role("link", name="Cycle 1: shared review").press("Enter")
    left, right = lay_side_by_side(page, 1.02, 3.02)
    check_page(page)
    apart = read_frame(right) - read_frame(left)
    assert apart == 50
    for _ in range(3):
        page.get_by_role("button", name="Both one frame on").press("Enter")
    for side, frame in ((left, 28), (right, 78)):
        expect(side.locator("[data-player-frame]")).to_contain_text(str(frame))
    page.get_by_label("Position of both films").fill("2000")
    for side, frame in ((left, 50), (right, 100)):
        expect(side.locator("[data-player-frame]")).to_contain_text(str(frame))
    page.locator("[data-both]").focus()
    page.keyboard.press("k")
    expect(page.get_by_role("button", name="Pause both")).to_be_visible()
    page.wait_for_function(BEYOND, arg=55)
    expect_level(page, apart)
    page.keyboard.press("k")
    expect(page.get_by_role("button", name="Play both")).to_be_visible()


def lay_side_by_side(page: Page, left_s: float, right_s: float) -> tuple[Locator, Locator]:
    """Both films, with the same moment at these seconds of each."""
    left, right = open_both(page)
    go_to(left, left_s)
    go_to(right, right_s)
    page.get_by_role("button", name="the same moment").click()
    return left, right


def expect_frames(left: Locator, right: Locator, frames: tuple[int, int]) -> None:
    for side, frame in zip((left, right), frames, strict=True):
        expect(side.locator("[data-player-frame]")).to_have_text(f"frame {frame}")


def expect_level(page: Page, apart: int) -> None:
    """While both play they come to be so many frames apart, sooner than a gentle catching up would take."""
    for _ in range(LEVEL_WITHIN_S * 10):
        left, right = read_frames(page)
        if abs(right - left - apart) <= LEVEL_FRAMES:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{read_frames(page)}, to be {apart} apart")


def test_where_one_film_has_no_picture_it_waits_and_the_other_goes(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.address)
    left, right = lay_side_by_side(page, 1.02, 3.02)
    scrub = page.get_by_label("Position of both films")
    scrub.fill("-2000")
    expect_frames(left, right, (0, 0))
    expect(scrub).to_have_value("-2000")
    for _ in range(3):
        page.get_by_role("button", name="Both one frame on").press("Enter")
    expect_frames(left, right, (0, 3))
    expect(scrub).to_have_value("-1880")
    page.get_by_role("button", name="Both one frame back").press("Enter")
    expect_frames(left, right, (0, 2))
    scrub.fill("-40")
    expect_frames(left, right, (0, 49))
    for frames in ((0, 50), (1, 51)):
        page.get_by_role("button", name="Both one frame on").press("Enter")
        expect_frames(left, right, frames)
    scrub.fill("29000")
    expect_frames(left, right, (725, 749))
    scrub.fill("-2000")
    expect_frames(left, right, (0, 0))
    note_start(left, right)
    page.get_by_role("button", name="Play both").click()
    expect(right.locator("[data-player]")).to_have_attribute("data-state", "playing")
    expect(left.locator("[data-player]")).to_have_attribute("data-state", "playing")
    assert page.evaluate("window.begunAt") >= 50
    expect_level(page, 50)


def test_a_film_that_begins_later_waits_and_one_that_fell_behind_jumps(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.address)
    left, right = lay_side_by_side(page, 3.02, 1.02)
    page.get_by_label("Position of both films").fill("0")
    expect_frames(left, right, (0, 0))
    note_start(right, left)
    page.get_by_role("button", name="Play both").click()
    expect(right.locator("[data-player]")).to_have_attribute("data-state", "playing")
    assert page.evaluate("window.begunAt") >= 50
    expect_level(page, -50)
    right.locator("video").evaluate("film => { film.currentTime = 0; }")
    expect_level(page, -50)


def test_one_film_moves_and_the_other_stays(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.address)
    left, right = open_both(page)
    go_to(left, 1.02)
    before = read_frame(right)
    left.get_by_role("button", name="One frame on").click()
    expect(left.locator("[data-player-frame]")).to_contain_text("26")
    assert read_frame(right) == before
    assert page.evaluate("[...document.querySelectorAll('video')].map((film) => film.muted)") == [
        False,
        True,
    ]


def test_both_films_fit_a_telephone(
    running_portal: RunningPortal, open_window: Callable[[], Page], check_page: Check, scene: Scene
) -> None:
    page = open_window()
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]  # a TypedDict of theirs
    enter(page, running_portal, scene.trainee, scene.address)
    open_both(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    check_page(page)

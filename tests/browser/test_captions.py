"""Captions in a real browser: typed along a film that plays, and shown with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, Route, expect

from app.accounts.models import Person
from app.clips.captions.models import LONGEST_LINE
from app.clips.models import Clip, RenditionKind
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.watching import Gate, break_off, catch_requests, wait_until
from tests.browser.windows import enter
from tests.factories.captions import make_caption
from tests.factories.clips import make_clip, seal
from tests.factories.films import make_film
from tests.factories.moments import make_moment
from tests.factories.people import make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

LENGTH_MS = 8_000
DUCK, FEED, YES = "Look, a duck!", "Shall we feed it?", "Yes, &lt;let's&gt;!"
CUES = """() => [...document.querySelector("video").textTracks].flatMap(
  (track) => [...(track.cues ?? [])].map((cue) => [cue.startTime, cue.endTime, cue.text]))"""
MODES = '() => [...document.querySelector("video").textTracks].map((track) => track.mode)'


@dataclass(frozen=True)
class Scene:
    """Two people and the film they study."""

    trainee: Person
    supervisor: Person
    address: str


@pytest.fixture
def scene(running_portal: RunningPortal, tmp_path: Path) -> Scene:
    film = make_film(tmp_path / "film.mp4", seconds=LENGTH_MS / 1000).read_bytes()
    with running_portal.app.app_context():
        supervisor = make_supervisor()
        enrolment = make_enrolment(supervisor=supervisor)
        clip = make_clip(make_cycle(make_client(enrolment)))
        clip.duration_ms, clip.size_bytes = LENGTH_MS, len(film)
        seal(clip, RenditionKind.REVIEW, film)
        scene = Scene(enrolment.person, supervisor, f"/clips/{clip.uuid}")
        for person in (supervisor, scene.trainee):
            db.session.refresh(person)
        db.session.expunge_all()
        return scene


def find_clip(scene: Scene) -> Clip:
    uuid = UUID(scene.address.rpartition("/")[2])
    return db.session.scalars(sa.select(Clip).where(Clip.uuid == uuid)).one()


def list_cues(page: Page) -> list[list[float | str]]:
    cues: list[list[float | str]] = page.evaluate(CUES)
    return cues


def wait_for_words(page: Page, *words: str) -> None:
    """Until these are what the captions say, and all they say: a track that takes another's place stands beside it first."""
    wait_until(page, lambda: [said for _, _, said in list_cues(page)] == list(words))


def test_lines_are_typed_along_a_playing_film_by_keyboard_and_play_with_it(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    check_page: Check,
    scene: Scene,
) -> None:
    desk = enter(open_window(), running_portal, scene.trainee, f"{scene.address}/captions")
    check_page(desk)
    words = desk.get_by_label("What is said")
    words.focus()
    desk.keyboard.press("Alt+k")
    player = desk.locator("[data-player]")
    expect(player).to_have_attribute("data-state", "playing")
    desk.keyboard.type("Look, a duck!", delay=60)
    desk.keyboard.press("Enter")
    expect(words).to_have_value("")
    expect(words).to_be_focused()
    desk.keyboard.type("Shall we feed it? Ring 07700 900123", delay=20)
    desk.keyboard.press("Enter")
    desk.keyboard.type("Yes, <let's>!", delay=40)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("listitem").filter(has_text="Yes, <let's>!")).to_be_visible()
    desk.keyboard.press("Alt+k")
    expect(player).to_have_attribute("data-state", "paused")

    lines = desk.locator("[data-line]")
    expect(lines).to_have_count(3)
    expect(lines.filter(has_text="07700")).to_contain_text("Look at this")
    wait_for_words(desk, DUCK, YES)
    cues = list_cues(desk)
    assert all(float(start) < float(end) <= LENGTH_MS / 1000 for start, end, _ in cues)
    check_page(desk)

    lines.filter(has_text="07700").get_by_role("link", name="Change").click()
    edited = desk.get_by_role("form", name="Change the line")
    edited.get_by_label("What is said").fill("Shall we feed it?")
    edited.get_by_role("button", name="Save").click()
    expect(edited).to_have_count(0)
    expect(desk.get_by_text("Look at this")).to_have_count(0)
    expect(lines).to_have_count(3)

    desk.get_by_label("Find in the lines").fill("duck")
    expect(desk.get_by_text("1 of 3 lines")).to_be_visible()
    desk.get_by_label("Find in the lines").fill("")
    lines.filter(has_text="duck").get_by_role("button", name="Take away").click()
    expect(lines).to_have_count(2)
    desk.get_by_role("button", name="Put it back").click()
    expect(lines).to_have_count(3)
    wait_for_words(desk, DUCK, FEED, YES)

    guest = enter(open_window(), running_portal, scene.supervisor, scene.address)
    guest.get_by_role("button", name="Play").click()
    button = guest.get_by_role("button", name="Captions")
    expect(button).to_have_attribute("aria-pressed", "true")
    wait_for_words(guest, DUCK, FEED, YES)
    assert guest.evaluate(MODES) == ["showing"]
    guest.locator("[data-player]").focus()
    guest.keyboard.press("c")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert guest.evaluate(MODES) == ["hidden"]
    guest.keyboard.press("c")
    expect(button).to_have_attribute("aria-pressed", "true")
    check_page(guest)


def lose_what_is_sent(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_captions_whose_track_comes_after_a_newer_one_are_not_shown(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    with running_portal.app.app_context():
        clip = find_clip(scene)
        make_caption(clip, DUCK, start_ms=400, end_ms=1200)
        make_caption(clip, FEED, start_ms=2000, end_ms=3000)
        db.session.expunge_all()
    desk = enter(open_window(), running_portal, scene.trainee, f"{scene.address}/captions")
    desk.get_by_role("button", name="Play").click()
    wait_for_words(desk, DUCK, FEED)
    desk.locator("[data-player]").press("k")
    tracks = Gate(desk, "**/captions.vtt?*", "GET")
    desk.locator("[data-line]").first.get_by_role("button", name="Take away").click()
    older = tracks.take()
    without_the_duck = older.fetch()
    desk.get_by_role("button", name="Put it back").click()
    tracks.take().continue_()
    wait_until(desk, lambda: desk.evaluate(MODES) == ["hidden", "showing"])  # the newer one
    older.fulfill(response=without_the_duck)
    expect(desk.locator("track")).to_have_count(1)
    wait_for_words(desk, DUCK, FEED)


def test_a_line_whose_answer_breaks_off_is_sent_again_and_kept_once(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    desk = enter(open_window(), running_portal, scene.trainee, f"{scene.address}/captions")
    words = desk.get_by_label("What is said")
    break_off(desk, "/captions")
    words.fill(DUCK)
    words.press("Enter")
    expect(desk.get_by_text("Your lines wait here")).to_be_visible()
    expect(desk.locator("[data-line]")).to_contain_text(DUCK)
    expect(desk.get_by_text("Your lines wait here")).to_have_count(0)
    words.fill(FEED)
    words.press("Enter")
    expect(desk.locator("[data-line]")).to_have_count(2)


def test_lines_outlive_their_page_and_a_refused_one_holds_up_no_other(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    desk = enter(open_window(), running_portal, scene.trainee, f"{scene.address}/captions")
    desk.on("dialog", lambda dialog: dialog.accept())
    words = desk.get_by_label("What is said")
    catch_requests(desk, "**/captions", lose_what_is_sent)
    for line in ("much too long " * LONGEST_LINE, "Look, a duck!"):
        words.fill(line)
        words.press("Enter")
    waits = desk.get_by_text("Your lines wait here")
    expect(waits).to_be_visible()
    desk.reload()
    expect(waits).to_be_visible()
    desk.unroute("**/captions")  # and they are sent again by themselves
    expect(desk.locator("[data-line]")).to_contain_text("Look, a duck!")
    expect(desk.locator("[data-news]")).to_contain_text("Not kept: “much too long")
    expect(words).to_have_value(re.compile("^much too long"))


def test_annotations_go_out_to_elan_and_come_back_after_a_look(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    check_page: Check,
    scene: Scene,
    tmp_path: Path,
) -> None:
    with running_portal.app.app_context():
        clip = find_clip(scene)
        make_caption(clip, DUCK, start_ms=400, end_ms=1200)
        make_moment(clip, title="A look")
        db.session.expunge_all()
    desk = enter(open_window(), running_portal, scene.trainee, f"{scene.address}/annotations")
    check_page(desk)
    with desk.expect_download() as taken:
        desk.get_by_role("button", name="Take the file").click()
    file = tmp_path / "out.eaf"
    taken.value.save_as(file)
    assert taken.value.suggested_filename.startswith("annotations-")

    desk.get_by_label("The file").set_input_files(file)
    desk.get_by_role("button", name="Look at the file").click()
    expect(desk.get_by_role("heading", name="What would come in")).to_be_visible()
    check_page(desk)
    desk.get_by_label("Moments 1").select_option("Leave out")
    desk.get_by_role("button", name="Show what comes of it").click()
    desk.get_by_label("give way to the new ones").check()
    desk.get_by_role("button", name="Bring 1 annotation in").click()
    expect(desk.get_by_text("1 annotation came in.")).to_be_visible()
    check_page(desk)
    desk.get_by_text("Take it back", exact=True).click()
    desk.get_by_role("button", name="Take all of it back").click()
    expect(desk.get_by_text("Taken back.")).to_be_visible()
    desk.get_by_role("link", name="Captions").click()
    expect(desk.get_by_text("Look, a duck!")).to_be_visible()

"""The page of a film in a real browser: the film stays where it is while somebody writes beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_security import hash_password
from playwright.sync_api import APIResponse, Locator, Page, Route, expect

from app.accounts.models import Person
from app.accounts.sign_ins.models import SignIn
from app.cases.models import FilmKind
from app.clips.models import RenditionKind
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.proofs import make_proof_old
from tests.browser.watching import Gate, break_off, catch_requests, wait_until
from tests.browser.windows import enter
from tests.factories.clips import make_clip, seal
from tests.factories.films import make_film
from tests.factories.people import make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

SHOWN_US = [33_333, 33_333, 33_334] * 80
"""Eight seconds of thirty frames each."""
PASSWORD = "two herons by the river"


@dataclass(frozen=True)
class Scene:
    """Two people and the address of the film they talk about."""

    trainee: Person
    supervisor: Person
    address: str


@pytest.fixture
def scene(running_portal: RunningPortal, tmp_path: Path) -> Scene:
    film = make_film(tmp_path / "film.mp4", seconds=sum(SHOWN_US) / 1e6).read_bytes()
    with running_portal.app.app_context():
        supervisor = make_supervisor()
        enrolment = make_enrolment(supervisor=supervisor)
        cycle = make_cycle(make_client(enrolment))
        clip = make_clip(cycle, kind=FilmKind.SHARED_REVIEW, shown_us=SHOWN_US)
        clip.size_bytes = len(film)
        seal(clip, RenditionKind.REVIEW, film)
        scene = Scene(enrolment.person, supervisor, f"/clips/{clip.uuid}")
        for person in (supervisor, scene.trainee):
            db.session.refresh(person)
        db.session.expunge_all()
        return scene


def read_position(page: Page) -> float:
    return float(page.evaluate("document.querySelector('video').currentTime"))


def position_of(page: Page) -> Locator:
    """The clock of the player."""
    return page.get_by_label("Position")


def test_feedback_goes_from_a_moment_of_the_film_to_the_trainee_and_back(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    check_page: Check,
    scene: Scene,
) -> None:
    desk = enter(open_window(), running_portal, scene.supervisor, scene.address)
    check_page(desk)
    desk.get_by_role("button", name="Play").click()
    expect(position_of(desk)).not_to_have_text("0:00.000")
    desk.get_by_label("What do you see?").click()
    expect(desk.locator("[data-player]")).to_have_attribute("data-state", "paused")
    stands = read_position(desk)
    desk.get_by_label("What do you see?").fill("You wait, and he looks up.")
    desk.get_by_role("button", name="Keep as draft").click()
    expect(desk.get_by_text("Kept as a draft")).to_be_visible()
    expect(desk.get_by_text("Draft · only you")).to_be_visible()
    expect(desk.get_by_role("form", name="Write feedback")).to_be_focused()
    expect(desk.get_by_label("What do you see?")).to_have_value("")
    assert read_position(desk) == stands

    desk.get_by_text("Working point").click()
    desk.get_by_label("At", exact=True).fill("0:09")
    desk.get_by_label("What do you see?").fill("What if you waited here, too?")
    desk.get_by_role("button", name="Release 2 to").click()
    expect(desk.get_by_text("The film ends at 0:08.0").last).to_be_visible()
    check_page(desk)
    desk.get_by_label("At", exact=True).fill("0:05.5")
    desk.get_by_role("button", name="Release 2 to").click()
    expect(desk.get_by_text("can read 2 now")).to_be_visible()

    home = enter(open_window(), running_portal, scene.trainee, scene.address)
    home.get_by_role("link", name="0:05.5").click()
    expect(position_of(home)).to_have_text("0:05.500")
    home.get_by_text("Reply to the comment at 0:05.5").click()
    home.get_by_label("Your reply").last.fill("I see it now.")
    home.get_by_role("button", name="Send reply").last.click()
    expect(home.get_by_text("I see it now.")).to_be_visible()
    expect(home.get_by_role("article", name="Working point at 0:05.5")).to_be_focused()
    assert read_position(home) == pytest.approx(5.5, abs=0.05)
    check_page(home)
    home.get_by_role("link", name="Cycle 1").click()
    expect(home.get_by_text("I see it now.")).to_be_visible()
    check_page(home)


def test_a_stretch_is_chosen_with_in_and_out_and_asked_about(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    check_page: Check,
    scene: Scene,
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.address)
    page.get_by_role("button", name="Play").click()
    expect(position_of(page)).not_to_have_text("0:00.000")
    page.get_by_role("button", name="Pause").click()
    page.get_by_label("What do you want to ask?").fill("Do I follow her?")
    for edge, seconds in (("In", 1.5), ("Out", 4)):
        page.evaluate(f"document.querySelector('video').currentTime = {seconds}")
        expect(position_of(page)).to_have_text(f"0:0{seconds:.3f}")
        page.get_by_role("button", name=edge, exact=True).click()
    expect(page.get_by_label("From").first).to_have_value("0:01.5")
    expect(page.get_by_label("To", exact=True).first).to_have_value(
        "0:04.034"
    )  # through the frame that is shown
    page.get_by_role("button", name="Ask your supervisor").click()
    expect(page.get_by_text("Your supervisor has been asked")).to_be_visible()
    expect(page.get_by_role("link", name="0:01.5 – 0:04.0")).to_be_visible()
    check_page(page)


def test_a_page_that_is_read_anew_and_comes_late_takes_nothing_away(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    desk = enter(open_window(), running_portal, scene.supervisor, scene.address)
    late: list[tuple[Route, APIResponse]] = []
    catch_requests(
        desk, f"**{scene.address}", lambda route: late.append((route, route.fetch())), times=1
    )
    desk.evaluate(
        "void import('/static/js/review_sending.js').then((page) => page.refreshRegions())"
    )
    wait_until(desk, lambda: bool(late))
    desk.get_by_label("What do you see?").fill("You wait, and he looks up.")
    desk.get_by_role("button", name="Keep as draft").click()
    expect(desk.get_by_text("Draft · only you")).to_be_visible()
    route, answer = late[0]
    with desk.expect_response(lambda heard: heard.request == route.request):
        route.fulfill(response=answer)
    desk.wait_for_timeout(500)
    expect(desk.get_by_text("Draft · only you")).to_be_visible()


def test_an_answer_that_breaks_off_leaves_the_words_and_the_button(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    desk = enter(open_window(), running_portal, scene.supervisor, scene.address)
    desk.wait_for_load_state()
    break_off(desk, scene.address)
    desk.get_by_label("What do you see?").fill("You wait, and he looks up.")
    desk.get_by_role("button", name="Keep as draft").click()
    expect(desk.get_by_text("There is no connection just now.")).to_be_visible()
    expect(desk.get_by_label("What do you see?")).to_have_value("You wait, and he looks up.")
    desk.get_by_role("button", name="Keep as draft").click()
    expect(desk.get_by_text("Kept as a draft")).to_be_visible()


def test_the_first_film_of_an_old_sign_in_asks_who_is_there_and_then_plays(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    check_page: Check,
    scene: Scene,
) -> None:
    with running_portal.app.app_context():
        db.session.add(scene.supervisor)
        scene.supervisor.password = hash_password(PASSWORD)
        db.session.commit()
        db.session.refresh(scene.supervisor)
        db.session.expunge(scene.supervisor)
    desk = enter(open_window(), running_portal, scene.supervisor, scene.address)
    desk.get_by_label("What do you see?").fill("You wait, and he looks up.")
    expect(desk.get_by_text("Kept as you type.")).to_be_visible()
    make_proof_old(desk, running_portal)
    with running_portal.app.app_context():
        db.session.execute(sa.update(SignIn).values(films_opened_at=None))
        db.session.commit()
    desk.get_by_role("button", name="Play").click()
    expect(desk.get_by_role("heading", name="Please confirm that it is you")).to_be_visible()
    check_page(desk)
    desk.get_by_label("Your password").fill("not this one")
    desk.get_by_role("button", name="Confirm and go on").click()
    expect(desk.locator(".field-error")).to_contain_text("That is not your password")
    check_page(desk)
    desk.get_by_label("Your password").fill(PASSWORD)
    desk.get_by_role("button", name="Confirm and go on").click()
    expect(desk.get_by_label("What do you see?")).to_have_value("You wait, and he looks up.")
    expect(position_of(desk)).not_to_have_text("0:00.000")


def test_the_focus_stays_with_the_film_while_its_first_picture_is_on_its_way(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    """Between the button that goes and the playing, keys belong to the player."""
    page = enter(open_window(), running_portal, scene.trainee, scene.address)
    page.evaluate("() => { HTMLMediaElement.prototype.play = () => new Promise(() => {}); }")
    page.get_by_role("button", name="Play").press("Enter")
    expect(page.locator("[data-player]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(position_of(page)).to_have_text("0:01.000")


def test_whoever_writes_while_the_film_is_on_its_way_goes_on_writing(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene.supervisor, scene.address)
    films = Gate(page, re.compile(r"/viewings/[^/]+/film$"), "GET")
    player, words = page.locator("[data-player]"), page.get_by_label("What do you see?")
    page.get_by_role("button", name="Play").click()
    film = films.take()
    expect(player).to_have_attribute("data-state", "playing")  # it wants to
    words.click()
    expect(player).to_have_attribute("data-state", "paused")
    page.keyboard.type("You wait.")
    film.continue_()
    expect(position_of(page)).to_be_visible()
    page.keyboard.type(" He looks up.")
    expect(words).to_have_value("You wait. He looks up.")


def test_a_film_that_opens_while_somebody_writes_waits(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene.supervisor, scene.address)
    viewings = Gate(page, re.compile(r"/viewings$"), "POST")
    page.get_by_role("button", name="Play").click()
    viewing = viewings.take()
    page.get_by_label("What do you see?").click()
    viewing.continue_()
    expect(page.locator("video")).to_have_js_property("readyState", 4)
    page.wait_for_timeout(500)  # whoever plays it after all has begun by now
    expect(page.locator("[data-player]")).to_have_attribute("data-state", "paused")
    expect(position_of(page)).to_have_text("0:00.000")

"""Turns are marked by keyboard alone, and nothing is lost or said wrongly when the line drops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Check
from tests.browser.moments_scene import (
    Scene,
    go_to,
    list_turns,
    open_film,
    press,
    set_scene,
    tab_to,
)
from tests.browser.watching import Gate, break_off, wait_until, watch
from tests.browser.windows import enter
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

TRIES_UNTIL_PATIENT = 4
"""Tries that fail, one after the other, until the next one comes only after half a minute."""


@pytest.fixture
def scene(running_portal: RunningPortal, tmp_path: Path) -> Scene:
    return set_scene(running_portal, tmp_path)


@pytest.fixture
def page(running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene) -> Page:
    """The trainee's window; the film stands at frame 10."""
    window = enter(open_window(), running_portal, scene.trainee, scene.address)
    open_film(window)
    return window


def test_turns_are_marked_by_keys_and_none_is_lost_without_a_line(
    running_portal: RunningPortal, page: Page, scene: Scene, check_page: Check
) -> None:
    press(page, "1")
    go_to(page, 20)
    press(page, "4")
    expect(page.locator(".turns-sentence")).to_contain_text("1 initiative of the child, 1 received")
    page.context.set_offline(True)
    go_to(page, 30)
    press(page, "1")
    expect(page.locator("[data-turn-news]")).to_contain_text("will be sent")
    go_to(page, 35)
    news = watch(page.locator("[data-turn-news]"))
    press(page, "3", "u")
    wait_until(page, lambda: "Taken back." in news.json_value())  # until the next try fails
    page.context.set_offline(False)
    expect(page.locator(".turns-sentence")).to_contain_text("longest chain has 3 turns")
    assert list_turns(running_portal, scene) == [
        ("child", "initiative", 10),
        ("client", "reception", 20),
        ("child", "initiative", 30),
    ]
    tab_to(page, "#turns-all summary")
    press(page, "Enter")
    check_page(page)
    tab_to(page, "#turns-all button[value='1']")
    press(page, "Enter")
    expect(page.locator("[data-news]")).to_have_text("The turn is moved.")
    expect(page.locator("#turns-all")).to_have_attribute("open", "")
    assert list_turns(running_portal, scene)[0] == ("child", "initiative", 11)


def test_a_mark_on_its_way_is_taken_back_too(
    running_portal: RunningPortal, page: Page, scene: Scene
) -> None:
    page.locator("[data-scrub]").press("ArrowUp")
    expect(page.locator("[data-player-frame]")).to_have_text(
        "frame 40"
    )  # a second further, as with ArrowRight
    page.locator("[data-scrub]").press("ArrowDown")
    expect(page.locator("[data-player-frame]")).to_have_text("frame 10")
    press(page, "?", "2", "Escape")  # a key in the table of keys marks nothing
    sending = Gate(page, "**/turns", "POST")
    press(page, "1", "4", "u")
    for _ in range(2):
        sending.take().continue_()
    expect(page.locator("[data-turn-news]")).to_contain_text("Taken back.")
    expect(page.locator(".turns-sentence")).to_contain_text("1 initiative of the child")
    assert list_turns(running_portal, scene) == [("child", "initiative", 10)]


def test_what_was_taken_back_is_said_also_while_the_pattern_is_drawn_anew(page: Page) -> None:
    drawing = Gate(page, "**/moments", "GET")
    press(page, "1")
    request = drawing.take()
    with_the_turn = request.fetch()
    press(page, "u")
    news = page.locator("[data-turn-news]")
    expect(news).to_have_text("Taken back.")
    request.fulfill(response=with_the_turn)
    expect(page.locator(".turns-sentence")).to_contain_text("1 initiative of the child")
    expect(news).to_have_text("Taken back.")


def test_a_line_that_comes_back_while_a_try_fails_is_used_at_once(
    running_portal: RunningPortal, page: Page, scene: Scene
) -> None:
    sending = Gate(page, "**/turns", "POST")
    press(page, "1")
    for _ in range(TRIES_UNTIL_PATIENT + 1):
        failing = sending.take()
        page.evaluate("dispatchEvent(new Event('online'))")
        failing.abort()
    sending.take().continue_()
    expect(page.locator(".turns-sentence")).to_contain_text("1 initiative of the child")
    assert list_turns(running_portal, scene) == [("child", "initiative", 10)]


def test_marks_whose_refusal_breaks_off_are_sent_again(
    running_portal: RunningPortal, page: Page, scene: Scene
) -> None:
    sending = Gate(page, "**/turns", "POST")
    break_off(page, "/turns")
    press(page, "1")
    sending.take().fulfill(status=401, body="You have been signed out.")
    sending.take().continue_()
    expect(page.locator(".turns-sentence")).to_contain_text("1 initiative of the child")
    assert list_turns(running_portal, scene) == [("child", "initiative", 10)]

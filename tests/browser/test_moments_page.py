"""Moments are chosen by keyboard alone, and marking turns leaves what is being written about one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Check
from tests.browser.moments_scene import (
    Scene,
    go_to,
    list_moments,
    open_film,
    press,
    set_scene,
    tab_to,
)
from tests.browser.watching import wait_until, watch
from tests.browser.windows import enter
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser


@pytest.fixture
def scene(running_portal: RunningPortal, tmp_path: Path) -> Scene:
    return set_scene(running_portal, tmp_path)


def test_a_moment_is_chosen_by_keyboard_alone(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    scene: Scene,
    check_page: Check,
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.address)
    check_page(page)
    open_film(page)
    press(page, "i")
    go_to(page, 19)
    press(page, "o")
    expect(page.get_by_label("In", exact=True)).to_have_value("0:00.334")
    expect(page.get_by_label("Out", exact=True)).to_have_value("0:00.667")
    tab_to(page, "#who-child")
    press(page, "ArrowRight")
    tab_to(page, "#tag-client-2")
    press(page, "Space")
    tab_to(page, "#choose textarea")
    page.keyboard.type("She waits for him.")
    press(page, "Control+Enter")
    expect(page.locator("[data-news]")).to_have_text("The moment is kept.")
    expect(page.locator(".moment-card")).to_contain_text("Client Encouraging initiatives")
    expect(page.locator("[data-player-frame]")).to_have_text("frame 19")  # where it stood before
    assert list_moments(running_portal, scene) == [(10, 20, "She waits for him.", ["client EI"])]
    check_page(page)
    tab_to(page, "button[data-moment-play]")
    states = watch(page.locator("[data-player]"), "data-state")
    press(page, "Enter")
    wait_until(page, lambda: states.json_value()[-2:] == ["playing", "paused"])
    expect(page.locator("[data-player-frame]")).to_have_text("frame 19")  # its last frame
    tab_to(page, ".moment-card a[data-in-place]")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Change moment 1")).to_be_visible()
    expect(page.locator("#tag-client-2")).to_be_checked()
    check_page(page)


def test_marking_a_turn_leaves_the_moment_that_is_being_written(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.address)
    open_film(page)
    press(page, "i")
    go_to(page, 19)
    press(page, "o")
    page.locator("#tag-child-2 + label").click()
    page.locator("[data-turn-digit='1']").click()
    expect(page.locator(".turns-sentence")).to_contain_text("1 initiative of the child")
    expect(page.locator("#tag-child-2")).to_be_checked()
    expect(page.get_by_label("Out", exact=True)).to_have_value("0:00.667")
    page.get_by_role("button", name="Keep this moment").click()
    expect(page.locator("[data-news]")).to_have_text("The moment is kept.")

    page.locator(".moment-card a[data-in-place]").click()
    expect(page.get_by_role("heading", name="Change moment 1")).to_be_visible()
    page.locator("#tag-child-2 + label").click()
    page.locator("[data-turn-digit='4']").click()
    expect(page.locator(".turns-sentence")).to_contain_text("1 received")
    expect(page.get_by_role("heading", name="Change moment 1")).to_be_visible()
    page.get_by_role("button", name="Save the moment").click()
    expect(page.locator("[data-news]")).to_have_text("The moment is changed.")
    assert list_moments(running_portal, scene) == [(10, 20, "", [])]

    page.locator(".moment-card a[data-in-place]").click()
    expect(page.get_by_role("heading", name="Change moment 1")).to_be_visible()
    page.get_by_label("What do you see?").fill("She waits.")
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", name="Choose a moment")).to_be_visible()


def test_the_supervisor_looks_and_changes_nothing(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    scene: Scene,
    check_page: Check,
) -> None:
    page = enter(open_window(), running_portal, scene.supervisor, scene.address)
    expect(page.get_by_text("has chosen no moments yet")).to_be_visible()
    expect(page.locator("[data-turns]")).to_have_count(0)
    check_page(page)


def test_on_a_telephone_nothing_hangs_over_the_edge(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    scene: Scene,
    check_page: Check,
) -> None:
    page = open_window()
    page.set_viewport_size({"width": 320, "height": 640})
    enter(page, running_portal, scene.trainee, scene.address)
    check_page(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320

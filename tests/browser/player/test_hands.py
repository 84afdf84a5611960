"""The player by keys alone, by touch, with a closer look, and on a weak line."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Check
from tests.browser.player.conftest import NumberedFilm, OpenFilm, Screen, SendFilm
from tests.factories.films import make_film

pytestmark = pytest.mark.browser

TELEPHONE = {"viewport": {"width": 320, "height": 800}, "has_touch": True}
THUMB_PX = 44
TAKE_THE_PAUSE_BACK = """film => film.addEventListener("pause", () => {
  film.addEventListener("pause", () => (window.isHeld = true), { once: true });
  film.play().catch(() => {});
}, { once: true })"""
PLAY_FROM_A_HEADSET = """async film => {
  for (let tries = 0; tries < 20 && film.paused; tries += 1) {
    film.play().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}"""


@pytest.fixture(scope="module")
def film(send_numbered: SendFilm, tmp_path_factory: pytest.TempPathFactory) -> NumberedFilm:
    """Eight seconds of twenty-five frames."""
    folder = tmp_path_factory.mktemp("hands")
    path = make_film(folder / "film.mp4", seconds=8, size=(320, 180), fps="25", numbered=True)
    return send_numbered(path)


@pytest.fixture(scope="module")
def screen(film: NumberedFilm, open_film: OpenFilm) -> Screen:
    return open_film(film)


def press(screen: Screen, *keys: str) -> None:
    """Press keys one after the other, each when the picture of the one before is there."""
    for key in keys:
        screen.page.keyboard.press(key)
        expect(screen.player).not_to_have_attribute("data-seeking", "")


def unfold(screen: Screen) -> None:
    """What is folded under "More" is open."""
    more = screen.page.get_by_role("button", name="More")
    if more.get_attribute("aria-expanded") != "true":
        more.press("Enter")


def expect_frame(screen: Screen, frame: int) -> None:
    """The player says it, and the picture shows it."""
    expect(screen.page.locator("[data-player-frame]")).to_have_text(f"frame {frame}")
    expect(screen.player).not_to_have_attribute("data-seeking", "")
    assert screen.ask("painted") == frame


def test_a_film_is_studied_by_keys_alone(screen: Screen, check_page: Check) -> None:
    page = screen.page
    screen.player.focus()
    press(screen, "Home")
    expect_frame(screen, 0)
    press(screen, "ArrowRight", "ArrowRight", ".", ".", ",")
    expect_frame(screen, 51)
    press(screen, "Shift+ArrowRight")
    expect_frame(screen, 176)
    press(screen, "Shift+ArrowLeft", "i", "ArrowRight", "o")
    expect(page.get_by_role("button", name="In 0:02.0")).to_be_visible()
    expect(page.get_by_role("button", name="Out 0:03.0")).to_be_visible()
    press(screen, "ArrowLeft", "Shift+O")
    expect_frame(screen, 76)
    press(screen, "Shift+I")
    expect_frame(screen, 51)
    check_page(page)
    press(screen, "r", " ")
    expect(screen.player).to_have_attribute("data-state", "playing")
    expect(page.get_by_role("button", name="Loop")).to_have_attribute("aria-pressed", "true")
    press(screen, "k", "x")
    expect(page.get_by_role("button", name="In", exact=True)).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys of the film")).to_be_visible()
    check_page(page)
    page.keyboard.press("Escape")
    expect(screen.player).to_be_focused()


def test_j_k_and_l_go_back_stop_and_on(screen: Screen) -> None:
    page = screen.page
    screen.ask("typeFrames", [100])
    screen.player.focus()
    page.keyboard.press("l")
    page.keyboard.press("l")
    expect(page.get_by_role("combobox", name="Speed")).to_have_value("1.5")
    page.keyboard.press("k")
    expect(page.get_by_role("combobox", name="Speed")).to_have_value("1")
    [there] = screen.ask("typeFrames", [120])
    page.keyboard.press("j")
    expect(page.locator("[data-player-frame]")).not_to_have_text(f"frame {there['said']}")
    page.keyboard.press("k")
    expect(screen.player).not_to_have_attribute("data-seeking", "")
    said = screen.ask("said")
    assert said < 120
    page.keyboard.down("k")
    page.keyboard.press("j")
    page.keyboard.up("k")
    expect_frame(screen, said - 1)


def test_a_pause_holds_where_the_browser_takes_it_back(screen: Screen) -> None:
    """WebKitGTK does on a busy machine, in the very next moment. Later it is a person who plays, by other means than the page's."""
    screen.player.focus()
    press(screen, "Home", "l")
    film = screen.page.locator("video")
    expect(screen.player).to_have_attribute("data-state", "playing")
    film.evaluate(TAKE_THE_PAUSE_BACK)
    screen.page.keyboard.press("k")
    screen.page.wait_for_function("() => window.isHeld")
    expect(screen.player).to_have_attribute("data-state", "paused")
    expect(film).to_have_js_property("paused", True)
    expect(film).to_have_js_property("ended", False)
    film.evaluate(PLAY_FROM_A_HEADSET)
    expect(screen.player).to_have_attribute("data-state", "playing")
    press(screen, "k")
    expect(screen.player).to_have_attribute("data-state", "paused")


def test_typed_places_and_speeds_need_no_pointer(screen: Screen) -> None:
    page = screen.page
    screen.player.focus()
    unfold(screen)
    field = page.get_by_label("Go to time")
    field.fill("0:04.5")
    field.press("Enter")
    expect_frame(screen, 112)
    field.press("k")  # typing is no command
    expect(field).to_have_value("0:04.5k")
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    for name, place in (("In at", "0:01"), ("Out at", "0:02")):
        page.get_by_label(name, exact=True).fill(place)
        page.get_by_label(name, exact=True).press("Enter")
    begin = page.get_by_label("In at", exact=True)
    begin.fill("0:03")
    begin.press("Enter")
    expect(begin).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-player-message]")).to_contain_text("ends after it begins")
    expect(page.get_by_role("button", name="In 0:01.0")).to_be_visible()
    begin.fill("0:01")
    begin.press("Enter")
    expect(begin).to_have_attribute("aria-invalid", "false")
    end = page.get_by_role("slider", name="End of the stretch")
    end.press("ArrowLeft")
    expect_frame(screen, 48)
    expect(end).to_have_attribute("aria-valuetext", "0:01.960")
    page.get_by_role("combobox", name="Speed").select_option("0.25")
    assert page.evaluate("document.querySelector('video').playbackRate") == 0.25
    screen.player.focus()
    press(screen, ">", "x")
    expect(page.get_by_role("combobox", name="Speed")).to_have_value("0.5")
    page.get_by_role("combobox", name="Speed").select_option("1")


def test_a_closer_look_keeps_the_picture_and_lets_it_be_moved(screen: Screen) -> None:
    screen.player.focus()
    press(screen, "+", "+", "+", "Alt+ArrowRight")
    expect(screen.page.get_by_label("Zoom", exact=True)).to_have_text("2×")
    lens = screen.page.locator("[data-player-lens]")
    assert "translate(-15%" in str(lens.evaluate("lens => lens.style.transform"))
    press(screen, "0")
    assert lens.evaluate("lens => lens.style.transform") == ""


def test_a_smaller_copy_shows_the_same_frame(screen: Screen) -> None:
    page = screen.page
    screen.ask("typeFrames", [77])
    unfold(screen)
    page.get_by_label("Quality").select_option("low")
    expect(page.locator("video")).to_have_attribute("src", re.compile(r"copy=low$"))
    expect_frame(screen, 77)
    page.get_by_label("Quality").select_option("automatic")
    expect(page.locator("video")).to_have_attribute("src", re.compile(r"film$"))
    expect_frame(screen, 77)


def test_a_wish_counts_while_another_copy_takes_over(screen: Screen) -> None:
    for start, copy in ((77, "low"), (60, "automatic")):
        screen.ask("typeFrames", [start])
        screen.ask("pressAsCopiesChange", {"copy": copy, "key": "Home"})
        expect_frame(screen, 0)


def test_a_weak_line_gets_the_smaller_copy_by_itself(screen: Screen) -> None:
    page = screen.page
    unfold(screen)
    page.get_by_label("Quality").select_option("automatic")
    screen.ask("typeFrames", [60])
    expect(page.locator("video")).to_have_js_property("seeking", False)
    screen.ask("stall", 3)
    expect(page.locator("[data-player-message]")).to_contain_text("a smaller copy plays now")
    expect(page.locator("video")).to_have_attribute("src", re.compile(r"copy=low$"))
    expect_frame(screen, 60)
    page.get_by_label("Quality").select_option("best")
    expect(page.locator("video")).to_have_attribute("src", re.compile(r"film$"))
    expect_frame(screen, 60)


def test_a_telephone_is_enough(film: NumberedFilm, open_film: OpenFilm, check_page: Check) -> None:
    screen = open_film(film, **TELEPHONE)
    page = screen.page
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for button in page.locator("[data-player-controls] button").all():
        assert measure(button) >= THUMB_PX
    page.get_by_role("button", name="More").tap()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    check_page(page)
    screen.ask("typeFrames", [100])
    tap(page, 0.5)
    expect(screen.player).to_have_attribute("data-state", "playing")
    tap(page, 0.5)
    expect(screen.player).to_have_attribute("data-state", "paused")
    screen.ask("typeFrames", [100])
    screen.ask("tapTwice", 0.9)
    expect_frame(screen, 125)
    assert page.locator("[data-player]").get_attribute("data-state") == "paused"


def tap(page: Page, share: float) -> None:
    """A finger on the picture, so far from its left edge."""
    box = page.locator("[data-player-lens]").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + share * box["width"], box["y"] + box["height"] / 2)


def measure(button: Locator) -> float:
    """The shorter side of what is seen of a button."""
    if not button.is_visible():
        return THUMB_PX
    box = button.bounding_box()
    assert box
    return min(box["width"], box["height"])

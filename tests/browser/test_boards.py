"""The board of an edited film in a browser: put together by keyboard alone, and its preview exact to the frame."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app.cases.models import Client, Purpose
from app.extensions import db
from tests.browser.board_scene import RECORD, Scene, set_scene
from tests.browser.conftest import Check
from tests.browser.windows import enter
from tests.factories.clips import withdraw_consent
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

TELEPHONE = {"width": 320, "height": 700}

TELL_LATE = """
const { requestVideoFrameCallback: ask, cancelVideoFrameCallback: cancel } = HTMLVideoElement.prototype;
const waiting = new Set();
HTMLVideoElement.prototype.requestVideoFrameCallback = function (hear) {
  const handle = ask.call(this, (...told) => setTimeout(() => waiting.delete(handle) && hear(...told), 50));
  waiting.add(handle);
  return handle;
};
HTMLVideoElement.prototype.cancelVideoFrameCallback = function (handle) {
  waiting.delete(handle);
  cancel.call(this, handle);
};
"""
"""Word of each picture comes when the film is further: by three frames in the faster one, as on a busy machine."""


GIVE_UP = """
(() => {
  const paint = CanvasRenderingContext2D.prototype.drawImage;
  let calls = 0;
  CanvasRenderingContext2D.prototype.drawImage = function (picture, ...place) {
    const isGiven = picture instanceof HTMLCanvasElement || ++calls % 3 === 0;
    if (isGiven) return paint.call(this, picture, ...place);
    for (const since = performance.now(); performance.now() - since < 200; );
  };
})();
"""
"""Two of three pictures are not painted, after 200 ms, as in WebKitGTK on a busy machine."""
LEAVE_OUT = GIVE_UP.replace("< 200", "< 0")
"""The same, but at once."""


@pytest.fixture
def scene(running_portal: RunningPortal, tmp_path: Path) -> Scene:
    return set_scene(running_portal, tmp_path)


def list_painted(page: Page, part: str) -> list[int]:
    painted: list[tuple[str, int, str]] = page.evaluate("window.painted")
    return [number for at, number, _ in painted if at == part]


def press_at_once(preview: Locator, *keys: str) -> list[list[str]]:
    """Press keys while nothing plays on, and note after each which part it is, and the state."""
    notes: list[list[str]] = preview.evaluate(
        """(preview, keys) => keys.map((key) => {
          preview.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
          return [preview.dataset.previewAt, preview.dataset.state];
        })""",
        keys,
    )
    return notes


def wait_for_painted(page: Page, number: int) -> None:
    """Until the picture with this number is the latest on the canvas."""
    for _ in range(200):
        if page.evaluate("window.painted.at(-1)?.[1]") == number:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{number} was not painted: {page.evaluate('window.painted.slice(-5)')}")


@pytest.mark.parametrize(
    "machine", ["", TELL_LATE, GIVE_UP, LEAVE_OUT], ids=["idle", "late", "sparing", "silent"]
)
def test_the_preview_shows_exactly_the_frames_of_each_part(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene, machine: str
) -> None:
    page = open_window()
    page.add_init_script(RECORD + machine)
    enter(page, running_portal, scene.trainee, scene.address)
    preview = page.locator("[data-preview]")
    preview.get_by_role("button", name="Play").click()
    expect(preview).to_have_attribute("data-state", "playing")
    expect(preview).to_have_attribute("data-state", "idle")
    assert "What did you do?" in page.evaluate("window.asked")
    for part, (start, end) in zip(scene.parts, [(12, 20), (61, 70), (40, 45)], strict=False):
        shown = list_painted(page, part)
        assert shown[0] == start
        assert shown[-1] == end - 1
        assert set(shown) <= set(range(start, end)), "not one frame of what lies beside it"
    second = list_painted(page, scene.parts[1])
    assert second.count(69) >= 2, "it was shown twice"
    titles = [title for at, _, title in page.evaluate("window.painted") if at == scene.parts[1]]
    assert set(titles) == {"", "Look"}
    assert titles[-1] == "", "over what is repeated there is no title"
    assert not list_painted(page, scene.parts[3]), "a card shows no film"
    assert not list_painted(page, "none")


def test_keys_lead_through_the_preview(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene, check_page: Check
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.address)
    preview = page.locator("[data-preview]")
    first, second, third, card = scene.parts
    assert press_at_once(preview, "k", "k", *["ArrowRight"] * 3, "k") == [
        *([first, "playing"], [first, "paused"]),
        *([second, "playing"], [third, "playing"], [card, "playing"]),
        [card, "paused"],
    ]
    check_page(page)
    expect(preview.get_by_role("button", name="Go on")).to_be_visible()
    assert press_at_once(preview, "ArrowLeft", "k") == [[third, "playing"], [third, "paused"]]
    preview.focus()
    page.keyboard.press("ArrowRight")
    expect(preview).not_to_have_attribute("data-preview-at", third)
    page.keyboard.press("Escape")
    expect(preview).to_have_attribute("data-state", "idle")
    assert page.locator("video[src]").count() == 0, "nothing of the films is held"


def test_each_trimming_shows_the_picture_at_the_edge(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = open_window()
    page.add_init_script(RECORD)
    enter(page, running_portal, scene.trainee, scene.address)
    preview = page.locator("[data-preview]")
    preview.get_by_role("button", name="Play").click()
    page.wait_for_function("part => window.painted.some(([at]) => at === part)", arg=scene.parts[1])
    part = page.locator(f"#part-{scene.parts[0]}")
    part.locator("summary").press("Enter")
    for name, shown in (
        ("−1 frame, beginning", 11),
        ("+10 frames, end", 29),
        ("−1 frame, end", 28),
    ):
        part.get_by_role("button", name=name, exact=False).press("Enter")
        wait_for_painted(page, shown)
    assert page.locator("video[src]").count() > 0
    preview.get_by_role("button", name="Stop").press("Enter")
    assert page.locator("video[src]").count() == 0


@pytest.mark.parametrize("key", ["", "ArrowRight"])
def test_the_preview_is_emptied_when_the_family_ends_its_consent(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene, key: str
) -> None:
    """Also where a film is asked for before the page asks whether it may go on."""
    page = enter(open_window(), running_portal, scene.trainee, scene.address)
    preview = page.locator("[data-preview]")
    assert press_at_once(preview, "k", "k") == [
        [scene.parts[0], "playing"],
        [scene.parts[0], "paused"],
    ]
    expect(page.locator("video[src]")).not_to_have_count(0)
    with running_portal.app.app_context():
        withdraw_consent(db.session.get_one(Client, scene.family.id), Purpose.VIG)
    if key:
        press_at_once(preview, key)
    expect(preview).to_have_attribute("data-state", "closed")
    assert page.locator("video[src]").count() == 0
    expect(page.get_by_text("She waits")).to_have_count(0)


def list_order(page: Page) -> list[str]:
    order: list[str] = page.eval_on_selector_all(
        "[data-part]", "parts => parts.map((part) => part.dataset.part)"
    )
    return order


def test_a_board_is_put_together_by_keyboard_alone(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene, check_page: Check
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.address)
    check_page(page)
    first, second, third, card = scene.parts
    page.get_by_role("button", name="Later part 1").press("Enter")
    expect(page.locator("[data-part]").first).to_have_attribute("data-part", second)
    page.locator(f"#part-{first}").focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("[data-part]").nth(2)).to_have_attribute("data-part", first)
    assert list_order(page) == [second, third, first, card]
    page.locator(f"#part-{first} summary").press("Enter")
    step = page.get_by_role("button", name="+1 frame, beginning of part 3")
    for start in (13, 14):
        step.press("Enter")
        expect(page.locator(f"#part-{first}")).to_have_attribute("data-start-frame", str(start))
        expect(step).to_be_focused()
    check_page(page)
    title = page.locator(f"#words-{first}")
    title.fill("You waited")
    page.locator(f"#part-{first}").get_by_role("button", name="Keep this").press("Enter")
    expect(page.get_by_role("heading", name="You waited")).to_be_visible()
    page.get_by_role("button", name="Take out part 1").press("Enter")
    expect(page.locator("[data-part]")).to_have_count(3)
    page.get_by_role("button", name="Put it back").press("Enter")
    expect(page.locator("[data-part]")).to_have_count(4)
    expect(page.locator("[data-part]").first).to_have_attribute("data-start-frame", "61")
    page.get_by_role("button", name="Add again “He answers” to the film").press("Enter")
    expect(page.locator("[data-part]")).to_have_count(5)
    page.get_by_label("The question on the card").last.fill("And then?")
    page.get_by_role("button", name="Add the card").press("Enter")
    expect(page.locator("[data-part]")).to_have_count(6)
    check_page(page)


def test_a_part_is_dragged_to_another_place(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.address)
    first, second, third, card = scene.parts
    page.locator(f"#part-{first} .board-picture").drag_to(page.locator(f"#part-{third}"))
    expect(page.locator("[data-part]").nth(2)).to_have_attribute("data-part", first)
    assert list_order(page) == [second, third, first, card]


def test_a_board_fits_a_telephone(
    running_portal: RunningPortal, open_window: Callable[[], Page], scene: Scene, check_page: Check
) -> None:
    page = open_window()
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]  # a TypedDict of theirs
    enter(page, running_portal, scene.trainee, scene.address)
    page.locator("summary", has_text="Trim, title, repeat").first.click()
    for address in (scene.address, f"/clients/{scene.family.uuid}/edited-films"):
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, address
        check_page(page)
        page.goto(f"/clients/{scene.family.uuid}/edited-films")

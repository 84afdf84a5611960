"""On the board of an edited film nothing leads away from what somebody is doing there."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.extensions import db
from tests.browser.windows import enter
from tests.factories.clips import make_clip
from tests.factories.edited_films import make_chosen_moment, make_edited_film
from tests.factories.people import make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

MOMENTS = 25
"""One more than stand on a page."""

TWICE = "button => { button.click(); button.click(); }"

DRAG = """() => {
  const [one, other] = document.querySelectorAll("[data-part]");
  for (const [place, name] of [[one, "dragstart"], [other, "dragover"], [other, "drop"]]) {
    const dataTransfer = new DataTransfer();
    place.querySelector(".board-picture").dispatchEvent(new DragEvent(name, { bubbles: true, dataTransfer }));
  }
}"""


class Board(NamedTuple):
    """Two moments, whose film it is, and who only looks."""

    path: str
    owner: Person
    onlooker: Person


@pytest.fixture
def board(running_portal: RunningPortal) -> Board:
    with running_portal.app.app_context():
        onlooker = make_supervisor()
        family = make_client(make_enrolment(supervisor=onlooker))
        clip = make_clip(make_cycle(family))
        moments = [make_chosen_moment(clip, 10 + each, 40) for each in range(MOMENTS)]
        film = make_edited_film(family, *moments[:2])
        board = Board(f"/edited-films/{film.uuid}", family.enrolment.person, onlooker)
        for person in board[1:]:
            db.session.refresh(person)
        db.session.expunge_all()
    return board


def test_a_title_stays_while_its_part_is_trimmed_and_the_page_is_loaded_anew(
    running_portal: RunningPortal, open_window: Callable[[], Page], board: Board
) -> None:
    page = enter(open_window(), running_portal, board.owner, board.path)
    part = page.locator("[data-part]").first
    title = part.get_by_label("Title shown over it")
    part.locator("summary").click()
    title.fill("You waited")
    step = part.get_by_role("button", name="+1 frame, beginning")
    step.evaluate(TWICE)
    expect(part).to_have_attribute("data-start-frame", "12")
    expect(step).to_be_focused()
    expect(title).to_have_value("You waited")
    page.get_by_role("button", name="Add").first.click()
    expect(page.locator("[data-part]")).to_have_count(3)
    expect(title).to_have_value("You waited")
    expect(part.get_by_text("Kept as you type.")).to_be_visible()
    page.reload()
    expect(title).to_have_value("You waited")
    part.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("heading", name="You waited")).to_be_visible()
    page.reload()
    expect(title).to_have_value("You waited")
    expect(part.get_by_text("This is what you were writing.")).to_have_count(0)


def test_the_moments_beside_a_board_stay_on_their_page(
    running_portal: RunningPortal, open_window: Callable[[], Page], board: Board
) -> None:
    page = enter(open_window(), running_portal, board.owner, f"{board.path}?page=2")
    page.get_by_role("button", name="Add").first.evaluate(TWICE)
    expect(page.locator("[data-part]")).to_have_count(3)
    expect(page.locator(".board-moment")).to_have_count(1)
    expect(page).to_have_url(f"{running_portal.url}{board.path}?page=2")
    last = page.locator("[data-part]").last
    added = last.get_attribute("data-part")
    last.get_by_role("button", name="Take out").focus()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator("[data-part]").nth(1)).to_have_attribute("data-part", str(added))
    page.locator(f"#part-{added}").get_by_role("button", name="Take out").evaluate(TWICE)
    expect(page.get_by_role("button", name="Put it back")).to_be_visible()
    expect(page.locator("[data-part]")).to_have_count(2)
    expect(page.locator(".board-moment")).to_have_count(1)


def test_who_only_looks_moves_nothing_by_dragging(
    running_portal: RunningPortal, open_window: Callable[[], Page], board: Board
) -> None:
    page = enter(open_window(), running_portal, board.onlooker, board.path)
    order = page.locator("[data-part]").first.get_attribute("data-part")
    page.evaluate(DRAG)
    expect(page.locator("[data-part]").first).to_have_attribute("data-part", str(order))

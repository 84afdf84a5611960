"""Goals, marks and how a cycle went: by keyboard, on a telephone, and for whoever does not see the line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from tests.browser.conftest import Check
from tests.browser.windows import enter
from tests.factories.goals import make_goal, make_rating
from tests.factories.people import make_administrator, make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

TELEPHONE = {"width": 320, "height": 700}


@dataclass(frozen=True)
class Work:
    """A trainee with a rated goal of a family, and one cycle that has no rating yet."""

    trainee: Person
    goals: str
    cycle: str


@pytest.fixture
def work(running_portal: RunningPortal) -> Work:
    with running_portal.app.app_context():
        enrolment = make_enrolment(supervisor=make_supervisor())
        family = make_client(enrolment)
        goal = make_goal(family)
        make_rating(goal)
        for value in (3, 5, 4, 6, 6, 7):
            make_rating(goal, value, cycle=make_cycle(family))
        cycle = make_cycle(family)
        return Work(enrolment.person, f"/clients/{family.uuid}/goals", f"/cycles/{cycle.uuid}")


def measure_overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return wide


def test_a_cycle_is_rated_by_keyboard(
    running_portal: RunningPortal, open_window: Callable[[], Page], work: Work, check_page: Check
) -> None:
    page = enter(open_window(), running_portal, work.trainee, work.cycle)
    check_page(page)
    page.get_by_role("link", name="Rate now").press("Enter")
    page.get_by_role("radio", name="1", exact=True).focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    check_page(page)
    page.get_by_role("button", name="Keep this rating").press("Enter")
    expect(page.get_by_role("img", name="cycle 7 6")).to_be_visible()
    page.get_by_role("link", name=": film edited").press("Enter")
    page.get_by_role("button", name="Tick it").press("Enter")
    expect(page.get_by_role("link", name="the day: film edited")).to_be_visible()


def test_everything_of_it_fits_a_telephone(
    running_portal: RunningPortal, open_window: Callable[[], Page], work: Work, check_page: Check
) -> None:
    page = open_window()
    page.set_viewport_size(TELEPHONE)  # type: ignore[arg-type]  # a TypedDict of theirs
    enter(page, running_portal, work.trainee, work.goals)
    places = (work.goals, f"{work.goals}/new", work.cycle, f"{work.cycle}/shared-review")
    for place in (*places, f"{work.cycle}/reflections"):
        page.goto(place)
        assert measure_overflow(page) <= 0, place
        check_page(page)


def test_the_office_finds_its_lists_and_the_scale(
    running_portal: RunningPortal, open_window: Callable[[], Page], check_page: Check
) -> None:
    with running_portal.app.app_context():
        office = make_administrator()
        assert office.id
    page = enter(open_window(), running_portal, office, "/association/lists")
    check_page(page)
    page.get_by_role("link", name="Reflection prompt").click()
    check_page(page)
    page.goto("/association/goal-scale")
    check_page(page)

"""The people desk in a real browser: finding somebody, giving a role, closing an account; and changing between desks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.core.actor import RoleName
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.windows import sign_in_window
from tests.factories.people import make_enrolment, make_person
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

PEOPLE = "/association/people"
WIDTHS = [(1440, "light"), (768, "light"), (320, "dark")]


@dataclass
class Office:
    """Windows of whoever a test names, and addresses of people."""

    open_window: Callable[[], Page]
    portal: RunningPortal

    def enter(self, make: Callable[[], Person]) -> Page:
        """A window in which somebody is signed in."""
        page = self.open_window()
        with self.portal.app.app_context():
            sign_in_window(page, self.portal, make())
        return page

    def add(self, make: Callable[[], Person]) -> tuple[str, str]:
        """Somebody new: their name, and their page."""
        with self.portal.app.app_context():
            person = make()
            db.session.commit()
            return person.full_name, f"{PEOPLE}/{person.uuid}"


@pytest.fixture
def office(open_window: Callable[[], Page], running_portal: RunningPortal) -> Office:
    return Office(open_window, running_portal)


def make_keeper() -> Person:
    return make_person(RoleName.ADMINISTRATOR, full_name="Office Keeper")


def make_busy_supervisor(number: int) -> Person:
    """Somebody with a long name and address; ``number`` keeps the addresses of several apart."""
    supervisor = make_person(RoleName.SUPERVISOR, full_name="Asha Rao-Middleton")
    supervisor.email = f"asha.{number}@a-long-name-of-a-service-somewhere.example.org"
    for _ in range(2):
        make_enrolment(supervisor=supervisor)
    return supervisor


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_every_page_is_readable_and_fits(
    office: Office, check_page: Check, width: int, scheme: str
) -> None:
    _, person = office.add(lambda: make_busy_supervisor(width))
    page = office.enter(make_keeper)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for address in (PEOPLE, person, f"{person}/edit", f"{person}/enrolments/new"):
        page.goto(address)
        for question in page.locator("details.confirm > summary").all():
            question.click()
        check_page(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_somebody_is_found_given_a_role_and_closed_out_by_keyboard(
    office: Office, check_page: Check
) -> None:
    name, _ = office.add(lambda: make_person(RoleName.PRACTITIONER, full_name="Zephyrin Quill"))
    page = office.enter(make_keeper)
    page.goto(PEOPLE)
    page.get_by_label("Name or address").fill("zephyr")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=zephyr"))
    page.get_by_role("link", name=name).focus()
    page.keyboard.press("Enter")
    page.get_by_text("Give the role of supervisor").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{name} will hold the role of supervisor")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"{name} holds the role of supervisor now.")).to_be_visible()
    expect(page.get_by_text("given by Office Keeper")).to_be_visible()
    page.get_by_text("Deactivate", exact=True).click()
    page.get_by_role("button", name="Deactivate this account").click()
    expect(page.get_by_text("This account is deactivated")).to_be_visible()
    check_page(page)
    page.get_by_text("Reactivate", exact=True).click()
    page.get_by_role("button", name="Reactivate this account").click()
    expect(page.get_by_text(f"{name} can sign in again.")).to_be_visible()


def test_whoever_is_registered_is_given_a_supervisor_on_the_next_page(
    office: Office, check_page: Check
) -> None:
    name, person = office.add(lambda: make_person(full_name="Corrin Vale"))
    page = office.enter(make_keeper)
    page.goto(person)
    page.get_by_role("link", name="Register on a pathway").click()
    page.get_by_label("Day of registration").fill("2099-01-01")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("link", name="Enter the day the person was registered")).to_be_visible()
    check_page(page)
    page.get_by_label("Last day of the initial training course").fill("2026-02-14")
    page.get_by_label("Day of registration").fill("2026-03-03")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_text(f"{name} is registered.")).to_be_visible()
    expect(page.get_by_label("Supervisor")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 320])
def test_desks_are_changed_in_the_top_bar(office: Office, check_page: Check, width: int) -> None:
    page = office.enter(lambda: make_person(*RoleName))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")
    page.wait_for_url("**/association")
    page.locator("summary:visible", has_text="Menu" if width < 1000 else "Your desk").click()
    check_page(page)
    desks = page.get_by_role("navigation", name="Your desks")
    desks.get_by_role("link", name="Supervisor").click()
    page.wait_for_url("**/caseload")
    page.goto("/")
    page.wait_for_url("**/caseload")

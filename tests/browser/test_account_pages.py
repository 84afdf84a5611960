"""One's own account and what everybody agrees to, in a real browser: readable everywhere, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from app.accounts.agreements.models import AgreementKind
from app.accounts.agreements.queries import get_in_force
from app.accounts.agreements.services import publish_version
from app.accounts.models import Person
from app.core.actor import Actor, RoleName
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.windows import sign_in_window
from tests.factories.people import make_administrator, make_enrolment, make_supervisor
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

SENTENCE = "She waits two full seconds, and he looks up."

Enter = Callable[[Callable[[], Person]], Page]


@pytest.fixture
def enter(open_window: Callable[[], Page], running_portal: RunningPortal) -> Enter:
    """Open a window in which somebody is signed in already."""

    def enter_as(make: Callable[[], Person]) -> Page:
        page = open_window()
        with running_portal.app.app_context():
            sign_in_window(page, running_portal, make())
        return page

    return enter_as


def publish(portal: RunningPortal, kind: AgreementKind) -> None:
    with portal.app.app_context():
        before = get_in_force(kind)
        office = Actor(make_administrator().id, frozenset({RoleName.ADMINISTRATOR}))
        body = before.body + "\n- I listen before I speak.\n"
        publish_version(office, kind, body, "We listen first.", after=before.number)
        db.session.commit()


def test_a_new_wording_in_the_middle_of_a_sentence_costs_nothing(
    enter: Enter, running_portal: RunningPortal, check_page: Check
) -> None:
    trainings: list[UUID] = []

    def make_busy_supervisor() -> Person:
        supervisor = make_supervisor()
        trainings.append(make_enrolment(supervisor=supervisor).uuid)
        return supervisor

    page = enter(make_busy_supervisor)
    address = f"/trainees/{trainings[0]}/sessions/new"
    page.goto(address)
    publish(running_portal, AgreementKind.CODE_OF_CONDUCT)
    note = page.get_by_label("What you take with you")
    note.press_sequentially(SENTENCE)
    expect(page.get_by_text("Kept as you type.")).to_be_visible()
    page.get_by_role("button", name="Record the session").click()
    expect(page.get_by_role("heading", name="One thing comes first")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Do it now and come back").click()
    expect(page.get_by_text("We listen first.")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="I accept the code of conduct").click()
    page.wait_for_url(f"**{address}")
    expect(note).to_have_value(SENTENCE)


def test_the_zone_of_the_device_is_offered_and_changes_nothing_by_itself(enter: Enter) -> None:
    page = enter(make_supervisor)
    page.add_init_script(
        "Intl.DateTimeFormat.prototype.resolvedOptions = () => ({ timeZone: 'Europe/Lisbon' });"
    )
    page.goto("/account")
    zone = page.get_by_label("Time zone")
    expect(zone).to_have_value("Europe/London")
    page.get_by_role("button", name="Use Europe/Lisbon, the zone of this device").click()
    expect(zone).to_have_value("Europe/Lisbon")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your profile is saved.")).to_be_visible()
    expect(zone).to_have_value("Europe/Lisbon")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1024, "light"), (320, "dark")])
def test_every_page_is_readable_and_fits(
    enter: Enter, check_page: Check, width: int, scheme: str
) -> None:
    page = enter(make_administrator)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/association/lists/profession")
    entry = page.get_by_role("link", name="Change Teacher").get_attribute("href")
    wordings = "/association/agreements"
    for address in (
        "/account",
        "/account/activity",
        "/account/notifications",
        "/agreements",
        "/privacy",
        "/association/lists",
        "/association/lists/profession",
        entry or "",
        wordings,
        f"{wordings}/privacy-notice",
        f"{wordings}/privacy-notice/new",
    ):
        page.goto(address)
        check_page(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_a_wording_is_looked_at_before_it_is_published(enter: Enter, check_page: Check) -> None:
    page = enter(make_administrator)
    page.goto("/association/agreements/privacy-notice/new")
    wording = page.get_by_label("The whole wording")
    wording.fill(wording.input_value() + "\n# And so on\n")
    page.get_by_label("What is new").fill("One more heading.")
    page.get_by_role("button", name="See how it reads").click()
    expect(page.get_by_role("heading", name="And so on")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Change the wording").click()
    expect(page.get_by_label("What is new")).to_have_value("One more heading.")
    assert "And so on" in wording.input_value()

"""Somebody is signed out in the middle of a sentence: the sentence survives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask_security import hash_password
from playwright.sync_api import Locator, Page, Route, expect

from app.accounts.sign_ins.services import end_sign_ins
from app.allocations.queries import list_running_allocations
from app.core.actor import SYSTEM
from app.extensions import db
from app.trainees.models import Enrolment
from tests.browser.conftest import Check
from tests.browser.watching import catch_requests, wait_until
from tests.factories.factors import give_app, list_recovery_codes
from tests.factories.people import make_enrolment, make_supervisor
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

PASSWORD = "two herons by the river"
SENTENCE = "She waits two full seconds, and he looks up."


def sign_in(page: Page, email: str, paper: list[str]) -> None:
    """By password and the next code on the paper: an app shows a new one every half minute only."""
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(paper.pop())
    page.get_by_role("button", name="Sign in", exact=True).click()


@dataclass(frozen=True)
class Writer:
    """Somebody in the middle of recording a session."""

    person_id: int
    email: str
    paper: list[str]
    address: str


@pytest.fixture
def writer(running_portal: RunningPortal) -> Writer:
    with running_portal.app.app_context():
        supervisor = make_supervisor()
        enrolment = make_enrolment(supervisor=supervisor)
        supervisor.password = hash_password(PASSWORD)
        give_app(supervisor)
        address = f"/trainees/{enrolment.uuid}/sessions/new"
        return Writer(supervisor.id, supervisor.email, list_recovery_codes(supervisor), address)


@pytest.fixture
def page(open_window: Callable[[], Page], writer: Writer) -> Page:
    """The form, open and empty."""
    window = open_window()
    window.goto(writer.address)
    sign_in(window, writer.email, writer.paper)
    find_note(window).wait_for()
    window.wait_for_load_state()  # what is typed before the scripts are there is kept by nobody
    return window


def find_note(page: Page) -> Locator:
    return page.get_by_label("What you take with you")


def end_on_the_server(portal: RunningPortal, writer: Writer) -> None:
    with portal.app.app_context():
        end_sign_ins(SYSTEM, writer.person_id)
        db.session.commit()


def test_a_sign_in_that_ended_while_typing_costs_nothing(
    running_portal: RunningPortal, writer: Writer, page: Page, check_page: Check
) -> None:
    end_on_the_server(running_portal, writer)
    find_note(page).press_sequentially(SENTENCE)
    expect(page.get_by_text("You have been signed out")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Sign in again").click()
    sign_in(page, writer.email, writer.paper)
    expect(find_note(page)).to_have_value(SENTENCE)


def test_a_sign_in_that_ended_before_sending_costs_nothing(
    running_portal: RunningPortal, writer: Writer, page: Page, check_page: Check
) -> None:
    page.get_by_label("Length").fill("75")
    end_on_the_server(running_portal, writer)
    find_note(page).fill(SENTENCE)
    page.get_by_role("button", name="Record the session").click()
    expect(page.get_by_text("Nothing you typed is lost")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Sign in and go back").click()
    sign_in(page, writer.email, writer.paper)
    expect(find_note(page)).to_have_value(SENTENCE)
    expect(page.get_by_label("Length")).to_have_value("75")


def test_a_page_from_an_earlier_sign_in_costs_nothing(
    running_portal: RunningPortal, writer: Writer, page: Page
) -> None:
    other = page.context.new_page()
    other.goto("/")
    other.locator("summary", has_text="Your account").click()
    other.get_by_role("button", name="Sign out").click()
    sign_in(other, writer.email, writer.paper)
    other.get_by_text("Your account, ").wait_for(state="attached")
    find_note(page).fill(SENTENCE)
    page.get_by_role("button", name="Record the session").click()
    expect(page.get_by_text("open for a long time")).to_be_visible()
    page.get_by_role("link", name="Back to the page").click()
    expect(find_note(page)).to_have_value(SENTENCE)


def test_a_lost_line_costs_nothing(writer: Writer, page: Page) -> None:
    page.context.set_offline(True)
    find_note(page).press_sequentially(SENTENCE)
    expect(page.get_by_text("No connection")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Kept as you type")).to_be_visible()
    page.goto(writer.address)
    expect(find_note(page)).to_have_value(SENTENCE)


def hold_first_draft(page: Page) -> list[Route]:
    """The first draft that is sent from now on waits; the list holds it as soon as it is on its way."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    catch_requests(page, "**/drafts/**", hold)
    return held


def let_go(page: Page, route: Route) -> None:
    with page.expect_response(lambda answer: answer.request == route.request):
        route.continue_()


def test_words_that_were_slow_do_not_overtake_newer_ones(writer: Writer, page: Page) -> None:
    held = hold_first_draft(page)
    first, rest = SENTENCE[:20], SENTENCE[20:]
    find_note(page).press_sequentially(first)
    wait_until(page, lambda: bool(held))
    find_note(page).press_sequentially(rest)
    page.wait_for_timeout(1000)  # by now the newer words are due
    with page.expect_response(lambda answer: answer.request.post_data == SENTENCE):
        let_go(page, held[0])
    page.goto(writer.address)
    expect(find_note(page)).to_have_value(SENTENCE)


def test_words_that_were_sent_do_not_come_back_with_a_slow_draft(
    writer: Writer, page: Page
) -> None:
    held = hold_first_draft(page)
    find_note(page).fill(SENTENCE)
    wait_until(page, lambda: bool(held))
    page.get_by_label("Day").fill(f"{datetime.now(UTC):%Y-%m-%d}")
    page.get_by_label("Length").fill("75")
    page.get_by_text("Video call").click()
    page.get_by_role("button", name="Record the session").click()
    page.wait_for_timeout(500)  # whoever does not wait for the draft has gone by now
    let_go(page, held[0])
    expect(page.get_by_role("heading", name="Record a session")).to_have_count(0)
    page.goto(writer.address)
    page.wait_for_load_state("networkidle")
    expect(find_note(page)).to_have_value("")


def test_who_signs_in_next_finds_nothing_of_it(
    running_portal: RunningPortal, writer: Writer, page: Page
) -> None:
    end_on_the_server(running_portal, writer)
    find_note(page).press_sequentially(SENTENCE)
    expect(page.get_by_text("You have been signed out")).to_be_visible()
    with running_portal.app.app_context():
        second = make_supervisor()
        second.password = hash_password(PASSWORD)
        enrolment = db.session.scalars(
            sa.select(Enrolment).where(Enrolment.uuid == UUID(writer.address.split("/")[2]))
        ).one()
        for allocation in list_running_allocations(enrolment):
            allocation.person = second
        give_app(second)
        email, paper = second.email, list_recovery_codes(second)
    page.get_by_role("link", name="Sign in again").click()
    sign_in(page, email, paper)
    expect(find_note(page)).to_have_value("")

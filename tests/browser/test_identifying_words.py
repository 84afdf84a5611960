"""A kind word while somebody types what could tell who a family is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask_security import hash_password
from playwright.sync_api import Page, expect

from app.cases.identifying_words import find_identifier
from tests.browser.conftest import Check
from tests.browser.test_unsent_text import PASSWORD, sign_in
from tests.factories.factors import give_app, list_recovery_codes
from tests.factories.people import make_enrolment, make_supervisor
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

TEXTS = (
    "She waits two full seconds, and he looks up.",
    "At 1:05 and again at 12:30.4 you wait; 3 cycles, 14 h.",
    "ring me on 07700 900123",
    "+44 (0)20 7946 0018",
    "ann@example.org",
    "NHS 943 476 5919",
    "943 476 5918",
    "born on 3rd of March 2021",
    "3.4.21 or 31/02/2021",
    "30.02.2021",
    "29-02-2020",
    "2021-04-03",
    "03042021",
    "they live in SW1A 1AA",
    "sw1a1aa",
    "stage 2b4c",
)


def open_session_form(running_portal: RunningPortal, page: Page) -> None:
    with running_portal.app.app_context():
        supervisor = make_supervisor()
        enrolment = make_enrolment(supervisor=supervisor)
        supervisor.password = hash_password(PASSWORD)
        give_app(supervisor)
        email, paper = supervisor.email, list_recovery_codes(supervisor)
        address = f"/trainees/{enrolment.uuid}/sessions/new"
    page.goto(address)
    sign_in(page, email, paper)
    page.get_by_label("What you take with you").wait_for()


def test_the_browser_warns_of_what_the_portal_would_find_and_stops_nobody(
    running_portal: RunningPortal, open_window: Callable[[], Page], check_page: Check
) -> None:
    page = open_window()
    open_session_form(running_portal, page)
    note = page.get_by_label("What you take with you")
    note.fill("Ring them on 07700 900123.")
    warning = page.get_by_text("This looks like a telephone number")
    expect(warning).to_be_visible()
    check_page(page)
    note.fill("She waits.")
    expect(warning).to_be_hidden()
    note.fill("They live in SW1A 1AA.")
    expect(page.get_by_text("This looks like a postcode")).to_be_visible()
    page.get_by_label("Day").fill("2025-04-08")
    page.get_by_role("button", name="Record the session").click()
    expect(page.get_by_text("Its minutes count as soon as")).to_be_visible()


def test_the_browser_and_the_portal_know_the_same_signs(
    running_portal: RunningPortal, open_window: Callable[[], Page]
) -> None:
    page = open_window()
    open_session_form(running_portal, page)
    found = page.evaluate(
        """async (texts) => {
            const words = await import("/static/js/identifying-words.js");
            return texts.map(words.findIdentifier);
        }""",
        list(TEXTS),
    )
    assert dict(zip(TEXTS, found, strict=True)) == {text: find_identifier(text) for text in TEXTS}

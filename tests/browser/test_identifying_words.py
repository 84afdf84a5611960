"""A kind word while somebody types what could tell who a family is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask_security import hash_password
from playwright.sync_api import Page, expect

from app.extensions import db
from app.wording.identifying_words import find_identifiers
from app.wording.models import KeptWords
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
    "write to ann.lee+home@nhs.example.org, or to é@b.de-f today",
    "943 476 5919 and 07700 900123, SW1A 1AA; 3/4/2021 twice: 3/4/2021.",
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


def test_the_browser_points_out_what_the_portal_would_find_while_somebody_types(
    running_portal: RunningPortal, open_window: Callable[[], Page], check_page: Check
) -> None:
    page = open_window()
    open_session_form(running_portal, page)
    note = page.get_by_label("What you take with you")
    reasons = page.get_by_role("group", name="Keep it as it is because")
    expect(reasons).to_be_hidden()
    note.fill("Ring them on 07700 900123.")
    warning = page.get_by_role("status").filter(has_text="This looks like a telephone number")
    expect(warning).to_contain_text("Ring them on 07700 900123")
    expect(warning.locator("mark")).to_have_text("07700 900123")
    expect(reasons.get_by_label("it is a date of the work")).to_be_hidden()
    check_page(page)
    note.fill("She waits.")
    expect(warning).to_be_hidden()
    expect(reasons).to_be_hidden()


def test_what_may_stay_is_sent_with_its_reason_at_once(
    running_portal: RunningPortal, open_window: Callable[[], Page]
) -> None:
    page = open_window()
    open_session_form(running_portal, page)
    page.get_by_label("What you take with you").fill("We meet again on 3 March 2026.")
    page.get_by_label("it is a date of the work").check()
    page.get_by_label("Day").fill("2025-04-08")
    page.get_by_role("button", name="Record the session").click()
    expect(page.get_by_text("Its minutes count as soon as")).to_be_visible()
    with running_portal.app.app_context():
        assert "••• 2026" in db.session.scalars(sa.select(KeptWords.excerpt)).all()


def test_the_portal_asks_again_where_nobody_chose(
    running_portal: RunningPortal, open_window: Callable[[], Page], check_page: Check
) -> None:
    page = open_window()
    open_session_form(running_portal, page)
    page.get_by_label("What you take with you").fill("They live in SW1A 1AA.")
    page.get_by_label("Day").fill("2025-04-08")
    page.get_by_role("button", name="Record the session").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("This looks like a postcode")
    check_page(page)
    page.get_by_label("there is another reason").check()
    page.get_by_label("Another reason, in a few words").fill("It is the palace.")
    page.get_by_role("button", name="Record the session").click()
    expect(page.get_by_text("Its minutes count as soon as")).to_be_visible()


def test_the_browser_and_the_portal_know_the_same_signs(
    running_portal: RunningPortal, open_window: Callable[[], Page]
) -> None:
    page = open_window()
    open_session_form(running_portal, page)
    found = page.evaluate(
        """async (texts) => {
            const { findIdentifiers } = await import("/static/js/identifying_signs.js");
            return texts.map((text) => findIdentifiers(text).map(
                ({ category, label, suggestion, start, end }) => [category, label, suggestion, text.slice(start, end)],
            ));
        }""",
        list(TEXTS),
    )
    for text, there in zip(TEXTS, found, strict=True):
        here = [
            [f.category.value, f.category.label, f.category.suggestion, f.read(text)]
            for f in find_identifiers(text)
        ]
        assert there == here, text

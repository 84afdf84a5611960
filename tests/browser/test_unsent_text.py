"""Somebody is signed out in the middle of a sentence: the sentence survives."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask_security import hash_password
from playwright.sync_api import Page, expect

from app.extensions import db
from tests.browser.conftest import Check
from tests.factories.people import make_enrolment, make_supervisor
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

PASSWORD = "two herons by the river"
SENTENCE = "She waits two full seconds, and he looks up."


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("moment", ["while typing", "on sending"])
def test_a_sentence_survives_being_signed_out(
    running_portal: RunningPortal, open_window: Callable[[], Page], check_page: Check, moment: str
) -> None:
    with running_portal.app.app_context():
        supervisor = make_supervisor()
        enrolment = make_enrolment(supervisor=supervisor)
        supervisor.password = hash_password(PASSWORD)
        db.session.commit()
        email, address = supervisor.email, f"/trainees/{enrolment.uuid}/sessions/new"
    page = open_window()
    page.goto(address)
    check_page(page)
    sign_in(page, email)
    note = page.get_by_label("What you take with you")
    note.wait_for()
    check_page(page)
    if moment == "while typing":
        page.context.clear_cookies()
        note.press_sequentially(SENTENCE)
        expect(page.get_by_text("You have been signed out")).to_be_visible()
    else:
        note.fill(SENTENCE)
        page.context.clear_cookies()
        page.get_by_role("button", name="Record the session").click()
        expect(
            page.get_by_text("Nothing you typed is lost").or_(
                page.get_by_text("open for a long time")
            )
        ).to_be_visible()
        check_page(page)
    page.goto(address)
    sign_in(page, email)
    expect(page.get_by_label("What you take with you")).to_have_value(SENTENCE)

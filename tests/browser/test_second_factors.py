"""Second factors in a real browser: set up once, then in by passkey alone, by code, or by a code on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal
from urllib.parse import urljoin

import pytest
from flask_security import hash_password
from passlib.totp import TOTP
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.extensions import db
from tests.browser.authenticators import plug_in
from tests.browser.conftest import Check
from tests.browser.proofs import make_proof_old
from tests.browser.windows import enter
from tests.factories.factors import give_app
from tests.factories.people import make_enrolment, make_supervisor
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

PASSWORD = "two herons by the river"


@pytest.fixture
def email(running_portal: RunningPortal) -> str:
    """The address of somebody with a password and nothing else."""
    with running_portal.app.app_context():
        person: Person = make_supervisor()
        person.password = hash_password(PASSWORD)
        db.session.commit()
        return person.email


@pytest.fixture
def page(open_window: Callable[[], Page], running_portal: RunningPortal) -> Page:
    """A window at the door, by the name that passkeys need."""
    page = open_window()
    page.goto(f"{running_portal.named_url}/sign-in")
    return page


def give_password(page: Page, email: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def go_to(page: Page, path: str) -> None:
    """Type an address of this portal; the window's own base is a number."""
    page.goto(urljoin(page.url, path))


def sign_out(page: Page) -> None:
    page.locator("summary", has_text="Your account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Welcome to the VIG Portal")).to_be_visible()


def keep_recovery_codes(page: Page) -> list[str]:
    page.get_by_role("button", name="Show me my codes").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    codes = page.locator("[data-codes] code")
    expect(codes).to_have_count(10)
    kept = codes.all_inner_texts()
    page.get_by_role("link", name="I have kept them").click()
    return kept


def expect_inside(page: Page) -> None:
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page).not_to_have_url(re.compile("/(sign-in|account)"))


@pytest.mark.parametrize(
    ("transport", "kind"), [("internal", "This device"), ("usb", "A security key")]
)
def test_a_passkey_alone_opens_the_door(
    page: Page, email: str, check_page: Check, transport: Literal["internal", "usb"], kind: str
) -> None:
    plug_in(page, transport)
    check_page(page)
    give_password(page, email)
    expect(page.get_by_role("heading", name="One more key for your door")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Set up a passkey").click()
    check_page(page)
    page.get_by_label(re.compile(kind)).check()
    page.get_by_label("Name").fill("Anna’s own key")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    check_page(page)
    keep_recovery_codes(page)
    go_to(page, "/account/factors")
    expect(page.get_by_role("heading", name="Anna’s own key")).to_be_visible()
    check_page(page)
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect_inside(page)


def set_up_app(page: Page) -> str:
    """Set up an authenticator app by its key; gives back the code it was confirmed with."""
    page.get_by_role("link", name="Set up an app").click()
    app = TOTP(key=page.locator(".factor-key").inner_text(), format="base32")
    page.get_by_label("Code from the app").fill("000000")
    page.get_by_role("button", name="Confirm the app").click()
    expect(page.get_by_text("That is not the code the app shows now")).to_have_count(2)
    assert TOTP(key=page.locator(".factor-key").inner_text(), format="base32").key == app.key
    code = str(app.generate().token)
    page.get_by_label("Code from the app").fill(code)
    page.get_by_role("button", name="Confirm the app").click()
    return code


def test_an_app_and_a_paper_open_the_door_and_each_code_once(
    page: Page, email: str, check_page: Check
) -> None:
    give_password(page, email)
    used = set_up_app(page)
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    check_page(page)
    codes = keep_recovery_codes(page)
    expect_inside(page)
    assert len(codes) == 10
    sign_out(page)

    give_password(page, email)
    check_page(page)
    page.get_by_label("Code").fill(used)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".field-error")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="I cannot use my second factor").click()
    check_page(page)
    page.get_by_role("link", name="Use a recovery code").click()
    check_page(page)
    page.get_by_label("Recovery code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect_inside(page)
    sign_out(page)

    give_password(page, email)
    page.get_by_role("link", name="Use a recovery code").click()
    page.get_by_label("Recovery code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".field-error")).to_be_visible()


def test_a_finger_that_is_not_recognised_opens_nothing(page: Page, email: str) -> None:
    device = plug_in(page, "internal")
    give_password(page, email)
    go_to(page, "/account/factors/passkeys")
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Go on").click()
    keep_recovery_codes(page)
    sign_out(page)
    device.refuse()
    give_password(page, email)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_text("No passkey was used")).to_be_visible()
    expect(page.get_by_role("button", name="Ask again")).to_be_visible()


def test_a_passkey_confirms_in_the_middle_of_something(
    page: Page, email: str, check_page: Check, running_portal: RunningPortal
) -> None:
    plug_in(page, "internal")
    give_password(page, email)
    go_to(page, "/account/factors/passkeys")
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    make_proof_old(page, running_portal)
    page.get_by_role("button", name="Show me my codes").click()
    expect(page.get_by_role("heading", name="Please confirm that it is you")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Use my passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()


def test_whoever_lost_everything_begins_anew_once_their_supervisor_vouches(
    page: Page, open_window: Callable[[], Page], running_portal: RunningPortal, check_page: Check
) -> None:
    with running_portal.app.app_context():
        supervisor = make_supervisor()
        enrolment = make_enrolment(supervisor=supervisor)
        enrolment.person.password = hash_password(PASSWORD)
        give_app(enrolment.person)
        email, address = enrolment.person.email, f"/trainees/{enrolment.uuid}"
        desk = enter(open_window(), running_portal, supervisor, address)
    desk.get_by_text("lost their second factor?").click()
    desk.get_by_text("Reset the second factor").click()
    check_page(desk)
    desk.get_by_role("button", name="Yes, reset it").click()
    expect(desk.get_by_text("set up a new second factor.")).to_be_visible()

    give_password(page, email)
    expect(page.get_by_role("heading", name="One more key for your door")).to_be_visible()
    set_up_app(page)
    keep_recovery_codes(page)
    expect(page.get_by_text("films stay closed to your account")).to_be_visible()
    check_page(page)

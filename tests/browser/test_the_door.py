"""The door in a real browser: guessers wait, the person comes in, and a letter leads back in who forgot."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask_security import hash_password
from playwright.sync_api import Page, expect

from app.accounts.tries.limits import LIMITS_OF_STRANGERS
from app.accounts.tries.models import TryKind
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.outbox import read_link
from tests.browser.watching import Gate
from tests.factories.factors import give_app, list_recovery_codes
from tests.factories.people import make_supervisor
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

PASSWORD, NEW_PASSWORD = "two herons by the river", "seven lanterns afloat"
WRONG = "one heron by the sea"
TRIES = LIMITS_OF_STRANGERS[TryKind.PASSWORD][0].tries


@dataclass
class Visitor:
    """Somebody with a password and recovery codes on paper."""

    email: str
    codes: list[str] = field(default_factory=list)

    def give_password(self, page: Page, password: str = PASSWORD) -> None:
        page.goto("/sign-in")
        page.get_by_label("Email address").fill(self.email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in", exact=True).click()

    def come_in(self, page: Page, password: str = PASSWORD) -> None:
        self.give_password(page, password)
        page.get_by_role("link", name="Use a recovery code").click()
        page.get_by_label("Recovery code").fill(self.codes.pop())
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()


@pytest.fixture
def visitor(running_portal: RunningPortal) -> Visitor:
    with running_portal.app.app_context():
        person = make_supervisor()
        person.password = hash_password(PASSWORD)
        give_app(person)
        db.session.commit()
        return Visitor(person.email, list_recovery_codes(person))


def sign_out(page: Page) -> None:
    page.locator("summary", has_text="Your account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Welcome to the VIG Portal")).to_be_visible()


def expect_out(page: Page) -> None:
    page.goto("/notifications")
    expect(page).to_have_url(re.compile(r"/sign-in\?"))


def test_a_guesser_waits_while_the_person_comes_in_through_their_own_browser(
    open_window: Callable[[], Page], visitor: Visitor, check_page: Check
) -> None:
    own, strange = open_window(), open_window()
    visitor.come_in(own)
    sign_out(own)
    for _ in range(TRIES):
        visitor.give_password(strange, WRONG)
        expect(strange.get_by_role("alert")).to_contain_text("do not belong together")
    visitor.give_password(strange)
    expect(strange.get_by_role("heading", name="Too many passwords were tried")).to_be_visible()
    expect(strange.get_by_text("You can try again in 15 minutes")).to_be_visible()
    check_page(strange)
    strange.get_by_role("link", name="Choose a new password").click()
    expect(strange.get_by_role("heading", name="A new password")).to_be_visible()
    visitor.come_in(own)


def test_a_letter_leads_back_in_who_forgot_the_password(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    visitor: Visitor,
    check_page: Check,
) -> None:
    running_portal.start_worker()
    elsewhere, page = open_window(), open_window()
    visitor.come_in(elsewhere)
    page.goto("/sign-in")
    page.get_by_role("link", name="I need a new password").click()
    check_page(page)
    page.get_by_label("Email address").fill(visitor.email)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_text("a link is on its way")).to_be_visible()
    check_page(page)
    page.goto(read_link(running_portal.data_dir / "outbox", visitor.email, "/reset/"))
    check_page(page)
    page.get_by_label("Password").fill("passwordpassword")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_label("Password")).to_have_attribute("type", "text")
    page.get_by_role("button", name="Save the password").click()
    expect(page.get_by_role("alert")).to_contain_text("guessed first")
    check_page(page)
    page.get_by_label("Password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Save the password").click()
    expect(page.get_by_text("Your new password is saved")).to_be_visible()
    expect_out(elsewhere)
    visitor.give_password(elsewhere)
    expect(elsewhere.get_by_role("alert")).to_contain_text("do not belong together")
    check_page(elsewhere)
    visitor.come_in(page, NEW_PASSWORD)


def test_another_browser_is_signed_out_from_here(
    open_window: Callable[[], Page], visitor: Visitor, check_page: Check
) -> None:
    here, there = open_window(), open_window()
    visitor.come_in(there)
    visitor.come_in(here)
    here.goto("/account/sign-ins")
    expect(here.get_by_role("heading", name=re.compile("This browser"))).to_have_count(1)
    check_page(here)
    here.set_viewport_size({"width": 320, "height": 800})
    here.emulate_media(color_scheme="dark")
    here.reload()  # colours on their way from day to night are neither
    check_page(here)
    assert here.evaluate("document.documentElement.scrollWidth <= innerWidth")
    here.get_by_role("button", name="Sign out there").click()
    expect(here.get_by_text("You are signed in nowhere else")).to_be_visible()
    expect_out(there)


def test_a_new_password_keeps_this_browser_in_and_no_other(
    open_window: Callable[[], Page], visitor: Visitor, check_page: Check
) -> None:
    here, there = open_window(), open_window()
    visitor.come_in(there)
    visitor.come_in(here)
    here.goto("/account/password")
    check_page(here)
    here.get_by_label("The password you have now").fill(PASSWORD)
    here.get_by_label("Your new password").fill("letmein123456")
    here.get_by_role("button", name="Change the password").click()
    expect(here.get_by_role("alert")).to_contain_text("guessed first")
    check_page(here)
    here.get_by_label("The password you have now").fill(PASSWORD)
    here.get_by_label("Your new password").fill(NEW_PASSWORD)
    here.get_by_role("button", name="Change the password").click()
    expect(here.get_by_text("Other browsers are signed out")).to_be_visible()
    check_page(here)
    expect_out(there)


def test_who_types_before_the_scripts_are_there_goes_on_typing(
    open_window: Callable[[], Page],
) -> None:
    page = open_window()
    script = Gate(page, "**/house.js*", "GET")
    page.goto("/sign-in", wait_until="commit")
    field = page.get_by_label("Password")
    field.press_sequentially("two her")
    script.take().continue_()
    expect(page.get_by_role("button", name="Show what stands under Password")).to_be_visible()
    page.keyboard.type("ons")
    expect(field).to_have_value("two herons")

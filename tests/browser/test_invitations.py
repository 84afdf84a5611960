"""From an invitation to the first page inside, in a real browser: letter, password, second factor, and in again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from tests.browser.authenticators import plug_in
from tests.browser.conftest import Check
from tests.browser.outbox import read_link
from tests.browser.windows import sign_in_window
from tests.factories.people import make_administrator, make_supervisor
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

PASSWORD = "seven herons by the weir"


def enter(portal: RunningPortal, page: Page, make: Callable[[], Person]) -> None:
    """Let the window be somebody's who is signed in."""
    with portal.app.app_context():
        sign_in_window(page, portal, make())


def test_a_supervisor_brings_somebody_in(
    running_portal: RunningPortal, open_window: Callable[[], Page], check_page: Check
) -> None:
    running_portal.start_worker()
    supervisor, guest = open_window(), open_window()
    enter(running_portal, supervisor, make_supervisor)
    supervisor.goto("/caseload")
    supervisor.get_by_role("link", name="Invitations").first.click()
    expect(supervisor.get_by_text("Bring your course in")).to_be_visible()
    check_page(supervisor)
    supervisor.get_by_role("link", name="Invite somebody").click()
    check_page(supervisor)
    supervisor.get_by_role("button", name="Send the letter").click()
    expect(supervisor.get_by_role("alert")).to_contain_text("Enter the address")
    check_page(supervisor)
    supervisor.get_by_label("E-mail address").fill("Asha@Example.org")
    supervisor.get_by_label("Name").fill("Asha Rao")
    supervisor.get_by_label("Last day").fill("2026-10-09")
    supervisor.get_by_role("button", name="Send the letter").click()
    expect(supervisor.get_by_text("A letter is on its way to asha@example.org")).to_be_visible()
    check_page(supervisor)

    link = read_link(running_portal.data_dir / "outbox", "asha@example.org", "/welcome/")
    plug_in(guest, "internal")
    guest.goto(running_portal.named_url + link)
    expect(guest.get_by_label("Full name")).to_have_value("Asha Rao")
    check_page(guest)
    guest.get_by_label("Password").fill("asha asha asha")
    guest.get_by_role("button", name="Open my account").click()
    expect(guest.get_by_role("alert")).to_be_visible()
    check_page(guest)
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Open my account").click()

    set_up_passkey(guest)
    accept_agreements(guest)
    expect(guest.get_by_role("heading", name="Your pathway will start here")).to_be_visible()
    expect(guest.get_by_text("ended on 9 October 2026")).to_be_visible()
    check_page(guest)

    sign_out(guest)
    guest.get_by_role("button", name="Sign in with a passkey").click()
    expect(guest.get_by_role("heading", name="Your pathway will start here")).to_be_visible()
    sign_out(guest)
    guest.goto(running_portal.named_url + link)
    expect(guest.get_by_role("heading", name="This link no longer works")).to_be_visible()
    check_page(guest)

    supervisor.goto("/invitations?show=accepted")
    expect(supervisor.get_by_role("rowheader", name="Asha Rao")).to_be_visible()
    supervisor.goto("/notifications")
    expect(supervisor.get_by_text("Asha Rao has accepted your invitation")).to_be_visible()


def set_up_passkey(page: Page) -> None:
    page.get_by_role("link", name="Set up a passkey").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Show me my codes").click()
    page.get_by_role("link", name="I have kept them").click()


def accept_agreements(page: Page) -> None:
    page.get_by_role("button", name="I accept the code of conduct").click()
    page.get_by_role("button", name="I have read the privacy notice").click()


def sign_out(page: Page) -> None:
    page.locator("summary", has_text="Your account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (320, "dark")])
def test_the_office_looks_at_a_list_before_it_is_sent(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    check_page: Check,
    width: int,
    scheme: str,
) -> None:
    page = open_window()
    enter(running_portal, page, make_administrator)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/association/people")
    page.get_by_role("link", name="Invitations").click()
    page.get_by_role("link", name="Invite many").click()
    check_page(page)
    names = [f"guest{number}.of.{width}@example.org" for number in range(2)]
    page.get_by_label("People").fill(f"Ona Penn <{names[0]}>\nno address here\n{names[1]}")
    page.get_by_label("Practitioner").check()
    page.get_by_role("button", name="Look at the list").click()
    expect(
        page.get_by_text("2 of 3 lines are in order. Nothing has been sent yet.")
    ).to_be_visible()
    check_page(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Send 2 letters").click()
    expect(page.get_by_text("2 letters are on the way.")).to_be_visible()
    check_page(page)
    page.locator("summary", has_text=f"Take back the invitation of {names[0]}").click()
    page.get_by_role("button", name=f"Take back the invitation of {names[0]}").click()
    expect(page.get_by_text(f"The invitation of {names[0]} is taken back.")).to_be_visible()
    check_page(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

"""Windows in which somebody is signed in already."""

from __future__ import annotations

from playwright.sync_api import Page

from app.accounts.models import Person
from tests.servers import RunningPortal


def sign_in_window(
    page: Page, portal: RunningPortal, person: Person, url: str | None = None
) -> None:
    """Give the window the sign-in of this person at ``url``, the portal's own unless it goes by another name."""
    for name, value in portal.open_browser(person).cookies.items():
        page.context.add_cookies([{"name": name, "value": str(value), "url": url or portal.url}])


def enter(page: Page, portal: RunningPortal, person: Person, address: str) -> Page:
    """Open the page as this person."""
    sign_in_window(page, portal, person)
    page.goto(address)
    return page

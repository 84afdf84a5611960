"""A box of a reflection saves itself while somebody types, whatever happens to the line or in another window."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
import sqlalchemy as sa
from playwright.sync_api import Locator, Page, Response, expect

from app.accounts.models import Person
from app.cases.reflections.models import Reflection
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.windows import enter
from tests.factories.people import make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

PROMPT = "Where did you wait"
WORDS = "I waited, and he looked up."


@pytest.fixture
def trainee(running_portal: RunningPortal) -> tuple[Person, str]:
    """A trainee and the address of the reflections on one of their cycles."""
    with running_portal.app.app_context():
        enrolment = make_enrolment(supervisor=make_supervisor())
        cycle = make_cycle(make_client(enrolment))
        return enrolment.person, f"/cycles/{cycle.uuid}/reflections"


@pytest.fixture
def page(
    running_portal: RunningPortal, open_window: Callable[[], Page], trainee: tuple[Person, str]
) -> Page:
    window = enter(open_window(), running_portal, *trainee)
    window.wait_for_load_state("networkidle")
    return window


def find_box(page: Page) -> Locator:
    return page.get_by_label(PROMPT)


def wait_until_saved(page: Page) -> None:
    expect(page.get_by_text("Saved at ")).to_be_visible()


def expect_kept(page: Page, ending: str) -> AbstractContextManager[object]:
    """The portal keeps a text with this ending inside the block: whoever types slowly has parts of it saved before."""

    def is_kept(answer: Response) -> bool:
        sent = answer.request
        return sent.method == "PUT" and (sent.post_data or "").endswith(ending) and answer.ok

    return page.expect_response(is_kept)


def read_stored(portal: RunningPortal) -> str | None:
    with portal.app.app_context():
        return db.session.scalar(sa.select(Reflection.body).order_by(Reflection.id.desc()))


def test_typing_is_saving(running_portal: RunningPortal, page: Page, check_page: Check) -> None:
    with expect_kept(page, WORDS):
        find_box(page).press_sequentially(WORDS)
    wait_until_saved(page)
    assert read_stored(running_portal) == WORDS
    check_page(page)
    page.reload()
    expect(find_box(page)).to_have_value(WORDS)
    page.get_by_role("button", name="Save and share").click()
    expect(page.get_by_text("Saved and shared.")).to_be_visible()
    check_page(page)


def test_a_lost_line_costs_no_word(running_portal: RunningPortal, page: Page) -> None:
    find_box(page).fill("Before. ")
    wait_until_saved(page)
    page.context.set_offline(True)
    find_box(page).press_sequentially("After.")
    expect(page.get_by_text("No connection")).to_be_visible()
    with expect_kept(page, "After."):
        page.context.set_offline(False)
    wait_until_saved(page)
    assert read_stored(running_portal) in ("Before. After.", "Before.After.")


def test_two_windows_lose_no_word(running_portal: RunningPortal, page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_load_state("networkidle")
    find_box(page).fill("One window.")
    wait_until_saved(page)
    find_box(other).fill("The other window.")
    expect(find_box(other)).to_have_value("One window.\n\nThe other window.")
    wait_until_saved(other)
    assert read_stored(running_portal) == "One window.\n\nThe other window."
    find_box(page).fill("One window, going on.")
    expect(find_box(page)).to_have_value(
        "One window.\n\nThe other window.\n\nOne window, going on."
    )


def test_what_looks_identifying_waits_as_a_draft(
    running_portal: RunningPortal, page: Page, check_page: Check
) -> None:
    before = read_stored(running_portal)
    find_box(page).fill("They live in SW1A 1AA.")
    expect(page.get_by_text("Not saved yet, only kept as a draft")).to_be_visible()
    assert read_stored(running_portal) == before
    check_page(page)
    page.reload()
    expect(find_box(page)).to_have_value("They live in SW1A 1AA.")
    find_box(page).fill("They live in a small town.")
    wait_until_saved(page)
    assert read_stored(running_portal) == "They live in a small town."

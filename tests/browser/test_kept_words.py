"""A postcode in a comment: pointed out, kept with a reason, counted for the office and judged there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.cases.models import FilmKind
from app.extensions import db
from app.feedback.models import Comment
from tests.browser.conftest import Check
from tests.browser.windows import enter
from tests.factories.clips import make_clip
from tests.factories.people import make_administrator, make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

WORDS = "They live in SW1A 1AA, and she waits for him."


@pytest.fixture
def people(running_portal: RunningPortal) -> tuple[Person, Person, str]:
    """A supervisor, somebody of the office, and the address of a film."""
    with running_portal.app.app_context():
        supervisor, office = make_supervisor(), make_administrator()
        enrolment = make_enrolment(supervisor=supervisor)
        clip = make_clip(make_cycle(make_client(enrolment)), kind=FilmKind.SHARED_REVIEW)
        clip.duration_ms = 60_000
        db.session.commit()
        for person in (supervisor, office):
            db.session.refresh(person)
        address = f"/clips/{clip.uuid}"
        db.session.expunge_all()
        return supervisor, office, address


def test_a_postcode_is_kept_with_a_reason_and_the_office_asks_for_other_words(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    check_page: Check,
    people: tuple[Person, Person, str],
) -> None:
    supervisor, office, address = people
    desk = enter(open_window(), running_portal, supervisor, address)
    composer = desk.get_by_role("form", name="Write feedback")
    composer.get_by_label("At", exact=True).fill("0:05")
    composer.get_by_label("What do you see?").fill(WORDS)
    expect(composer.get_by_text("This looks like a postcode:")).to_be_visible()
    composer.get_by_role("button", name="Keep as draft").click()
    expect(composer.get_by_text("This looks like a postcode. Write it differently")).to_be_visible()
    expect(composer.get_by_label("What do you see?")).to_have_value(WORDS)
    check_page(desk)
    composer.get_by_label("it belongs to a service that is public").check()
    composer.get_by_role("button", name="Keep as draft").click()
    expect(desk.get_by_text("Kept as a draft")).to_be_visible()
    expect(composer.get_by_label("What do you see?")).to_have_value("")

    table = enter(open_window(), running_portal, office, "/association/identifying-words")
    check_page(table)
    expect(table.get_by_role("row", name="Comment").first).to_be_visible()
    table.get_by_label("What", exact=True).select_option("Postcodes")
    table.get_by_label("How many").fill("50")
    table.get_by_role("button", name="Draw a sample").click()
    row = table.get_by_role("row").filter(has_text=supervisor.full_name)
    expect(row).to_contain_text("SW1A •••")
    expect(table.get_by_text("SW1A 1AA")).to_have_count(0)
    check_page(table)
    row.get_by_text("Ask to reword").click()
    row.get_by_role("button", name="Ask", exact=False).last.click()
    expect(row).to_contain_text("Asked to reword")

    desk.goto("/notifications")
    desk.get_by_role("link", name="The office asks you to take a postcode out").click()
    with running_portal.app.app_context():
        comment = db.session.scalars(sa.select(Comment).where(Comment.body == WORDS)).one()
    expect(desk.locator(f"#comment-{comment.uuid}")).to_contain_text("SW1A 1AA")

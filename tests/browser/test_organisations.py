"""Organisations in a real browser: readable by everybody, on a desk and on a phone, by day and by night."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.core import clock
from app.extensions import db
from app.organisations.models import ApprovalScope
from tests.browser.conftest import Check
from tests.factories.organisations import (
    make_approval,
    make_naming,
    make_organisation,
    make_wording,
)
from tests.factories.people import make_administrator, make_enrolment, make_person
from tests.factories.practice import make_client
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Place:
    """The cookies of the office and of a trainee, an organisation with much on record and one with nothing."""

    office: list[dict[str, str]]
    trainee: list[dict[str, str]]
    full: UUID
    bare: UUID
    wording: UUID


@pytest.fixture(scope="module")
def place(running_portal: RunningPortal) -> Place:
    with running_portal.app.app_context():
        full, bare = make_organisation(f"{'Lark Rise and ' * 8}Candleford"), make_organisation()
        soon, enrolment = clock.today() + timedelta(days=20), make_enrolment()
        make_client(enrolment, organisation=full)
        make_approval(full, until_on=soon)
        make_approval(full, *(make_person() for _ in range(12)))
        make_approval(full, scope=ApprovalScope.COUNTS, until_on=clock.today() - timedelta(days=1))
        make_naming(full)
        made = Place(
            _open(running_portal, make_administrator()),
            _open(running_portal, enrolment.person),
            full.uuid,
            bare.uuid,
            make_wording(full, "# We ask you\n\nPlease read this.").uuid,
        )
        db.session.remove()  # what is read after a commit would keep the portal from writing
    return made


def _open(portal: RunningPortal, person: Person) -> list[dict[str, str]]:
    cookies = portal.open_browser(person).cookies
    return [
        {"name": name, "value": str(value), "url": portal.url} for name, value in cookies.items()
    ]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (320, "dark")])
def test_every_page_is_readable_and_fits(
    open_window: Callable[[], Page], place: Place, check_page: Check, width: int, scheme: str
) -> None:
    page = open_window()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    desk = "/association/organisations"
    addresses = [
        (place.office, desk),
        (place.office, f"{desk}?q=nothing+like+it"),
        (place.office, f"{desk}/new"),
        (place.office, "/association/consent-wordings"),
        (place.office, "/association/consent-wordings/new"),
        (place.office, f"/consent-wordings/{place.wording}"),
        (place.trainee, "/organisations"),
        (place.trainee, "/organisations?q=nothing+like+it"),
    ]
    for organisation in (place.full, place.bare):
        one = f"{desk}/{organisation}"
        rest = (
            "",
            "/edit",
            "/approvals/new",
            "/rules",
            "/named-people/new?q=person",
            "/consent-wordings",
        )
        addresses += [(place.office, one + part) for part in rest]
    for cookies, address in addresses:
        page.context.clear_cookies()
        page.context.add_cookies(cookies)  # type: ignore[arg-type]  # plain dicts in the shape it takes
        page.goto(address)
        check_page(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_another_rule_is_weighed_before_it_holds(
    open_window: Callable[[], Page], place: Place, check_page: Check
) -> None:
    page = open_window()
    page.context.add_cookies(place.office)  # type: ignore[arg-type]  # plain dicts in the shape it takes
    page.goto(f"/association/organisations/{place.bare}/rules")
    page.get_by_label("How long", exact=True).fill("26")
    page.get_by_label("weeks").check()
    page.get_by_label("filming").check()
    page.get_by_role("button", name="See what it changes").click()
    expect(page.get_by_role("heading", name="What it changes")).to_be_visible()
    check_page(page)
    page.get_by_text("Let it hold…").click()
    page.get_by_role("button", name="Let it hold", exact=True).click()
    expect(page.get_by_text("26 weeks after filming").first).to_be_visible()

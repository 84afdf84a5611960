"""The association's desk in a real browser: readable by everybody, on a desk and on a phone, by day and by night."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from app.core.actor import SYSTEM
from app.demonstration.services import seed_association
from app.extensions import db, unit_of_work
from app.trainees.models import Enrolment
from tests.browser.conftest import Check
from tests.factories.people import make_administrator
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

PAGES = (
    *("", "/trainees", "/practitioners", "/supervisors"),
    *("/reviews", "/reviews?show=closed", "/events", "/events?q=nobody"),
    "/identifying-words",
)


@pytest.fixture(scope="module")
def office(running_portal: RunningPortal) -> Iterator[list[dict[str, str]]]:
    """The cookies of somebody at the desk of an association of sixty people."""
    with running_portal.app.app_context():
        with unit_of_work():
            seed_association(SYSTEM, 60, seed=1)
        administrator = make_administrator()
        cookies = running_portal.open_browser(administrator).cookies
        db.session.remove()  # what a test still reads would keep the portal from writing
        yield [
            {"name": name, "value": str(value), "url": running_portal.url}
            for name, value in cookies.items()
        ]
        db.session.remove()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (320, "dark")])
def test_every_page_is_readable_and_fits(
    open_window: Callable[[], Page],
    office: list[dict[str, str]],
    check_page: Check,
    width: int,
    scheme: str,
) -> None:
    page = open_window()
    page.context.add_cookies(office)  # type: ignore[arg-type]  # plain dicts in the shape it takes
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    one = db.session.scalars(sa.select(Enrolment.uuid).limit(1)).one()
    db.session.remove()
    for address in (*PAGES, f"/trainees/{one}"):
        page.goto(f"/association{address}")
        check_page(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_the_chart_is_drawn_and_its_figures_stand_in_a_table(
    open_window: Callable[[], Page], office: list[dict[str, str]]
) -> None:
    page = open_window()
    page.context.add_cookies(office)  # type: ignore[arg-type]  # plain dicts in the shape it takes
    page.goto("/association")
    chart = page.get_by_role("img", name="Accreditations in each quarter")
    expect(chart).to_be_visible()
    assert chart.evaluate("image => image.complete && image.naturalWidth > 300")
    page.get_by_text("The figures as a table").click()
    expect(page.get_by_role("columnheader", name="Year as a whole")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (320, "light")])
def test_the_office_words_a_new_version_of_the_principles(
    open_window: Callable[[], Page],
    office: list[dict[str, str]],
    check_page: Check,
    width: int,
    scheme: str,
) -> None:
    page = open_window()
    page.context.add_cookies(office)  # type: ignore[arg-type]  # plain dicts in the shape it takes
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    words = f"Waits for their turn, seen at {width}"
    page.goto("/association/vocabulary")
    check_page(page)
    page.get_by_role("button", name="Start a draft").click()
    check_page(page)
    page.locator(".vocabulary-items .form-control").first.fill(words)
    page.get_by_role("button", name="Save and look it through").click()
    expect(page.get_by_text(words).first).to_be_visible()
    check_page(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_text("Publish", exact=True).click()
    page.get_by_role("button", name="Publish it").click()
    expect(page.get_by_text("The new words are offered from now on")).to_be_visible()
    check_page(page)

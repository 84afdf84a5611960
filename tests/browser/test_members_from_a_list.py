"""A list of members on its way in, and a supervisor's word on what a trainee brings forward, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.windows import sign_in_window
from tests.factories.brought_forward import make_position
from tests.factories.member_lists import PRACTITIONER, SUPERVISOR, TRAINEE, write_xlsx
from tests.factories.people import make_administrator, make_enrolment, make_supervisor
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

SHAPES = [(1440, "light"), (320, "dark")]


Window = Callable[[Person], Page]
"""Opens a window of somebody who has signed in."""


@pytest.fixture
def open_as(running_portal: RunningPortal, open_window: Callable[[], Page]) -> Iterator[Window]:
    def open_one(person: Person) -> Page:
        page = open_window()
        sign_in_window(page, running_portal, person)
        return page

    with running_portal.app.app_context():
        yield open_one
        db.session.remove()


def look_in_every_shape(page: Page, check_page: Check) -> None:
    """Whether the page is readable and fits, on a desk and on a phone, by day and by night; colours are judged once they have turned."""
    for width, scheme in SHAPES:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")
        check_page(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.emulate_media(color_scheme="light")


def test_a_list_is_looked_at_before_anything_changes(open_as: Window, check_page: Check) -> None:
    page = open_as(make_administrator())
    db.session.remove()  # the portal writes now
    page.goto("/association/people")
    page.get_by_role("link", name="Bring members in").click()
    look_in_every_shape(page, check_page)
    page.get_by_role("link", name="Choose a list").click()
    page.get_by_role("button", name="Look at the list").click()
    expect(page.get_by_text("Error: Choose the file with the list.")).to_be_visible()
    page.get_by_text("All columns").click()
    look_in_every_shape(page, check_page)
    spoilt = {**PRACTITIONER, "accredited_on": "soon"}
    data = write_xlsx([TRAINEE, SUPERVISOR, spoilt])
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label("The list").set_input_files(
        {"name": "members.xlsx", "mimeType": kind, "buffer": data}
    )
    page.get_by_role("button", name="Look at the list").click()
    expect(page.get_by_text("Nothing has changed yet.")).to_be_visible()
    look_in_every_shape(page, check_page)
    page.get_by_role("link", name="Show problems only").click()
    expect(page.get_by_text("“soon” is not a day.")).to_be_visible()
    expect(page.get_by_text("Maya Okafor")).to_have_count(0)
    page.get_by_role("button", name="Confirm this list").click()
    expect(page.get_by_text("Done: 2 added, 0 completed.")).to_be_visible()
    look_in_every_shape(page, check_page)
    page.get_by_text("Send invitations").click()
    page.get_by_role("button", name="Send them").click()
    expect(page.get_by_text("2 invitations are on the way.")).to_be_visible()
    page.goto("/association/imports")
    look_in_every_shape(page, check_page)


def test_a_supervisor_stands_behind_what_a_trainee_brings_forward(
    open_as: Window, check_page: Check
) -> None:
    supervisor, office = make_supervisor(), make_administrator()
    enrolment = make_enrolment(supervisor=supervisor)
    make_position(enrolment)
    uuid, page, desk = enrolment.uuid, open_as(supervisor), open_as(office)
    db.session.remove()  # the portal writes now
    page.goto("/caseload")
    look_in_every_shape(page, check_page)
    page.get_by_role("link", name="Confirm the brought-forward position").click()
    page.get_by_text("Something is not right").click()
    look_in_every_shape(page, check_page)
    page.get_by_role("button", name="Confirm the position").click()
    expect(page.get_by_text("It counts from now on")).to_be_visible()
    page.goto(f"/trainees/{uuid}/counts")
    expect(page.get_by_text("5 of 18 cycles, 5 brought forward")).to_be_visible()
    look_in_every_shape(page, check_page)
    page.goto(f"/trainees/{uuid}")
    look_in_every_shape(page, check_page)
    desk.goto(f"/association/trainees/{uuid}")
    look_in_every_shape(desk, check_page)
    desk.get_by_role("link", name="Correct it").click()
    look_in_every_shape(desk, check_page)

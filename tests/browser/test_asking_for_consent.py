"""From a new family to its consent, and to its end by the code on the slip, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from app.accounts.models import Person
from app.cases.client_codes import make_code
from app.extensions import db
from app.organisations.models import NamedPerson
from tests.browser.conftest import Check
from tests.browser.windows import enter
from tests.factories.organisations import find_approving_organisation
from tests.factories.people import make_enrolment, make_person, make_supervisor
from tests.factories.practice import make_client
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser

PURPOSES = ("VIG with me", "Supervision", "Accrediting or other supervisor")
OTHERS = ("Intervision with other trainees", "Teaching and presentation", "Research")


@dataclass(frozen=True)
class Scene:
    """A trainee with a family whom nobody has asked yet about a second child, and somebody its organisation named."""

    trainee: Person
    named: Person
    code: str
    address: str


@pytest.fixture
def scene(running_portal: RunningPortal) -> Scene:
    with running_portal.app.app_context():
        client = make_client(make_enrolment(supervisor=make_supervisor()))
        client.code = make_code()
        named = make_person()
        organisation = find_approving_organisation()
        db.session.add(NamedPerson(organisation_id=organisation.id, person_id=named.id))
        db.session.commit()
        scene = Scene(client.enrolment.person, named, client.code, f"/clients/{client.uuid}")
        for person in (scene.trainee, named):
            db.session.refresh(person)
        db.session.expunge_all()
        return scene


def answer(page: Page, purpose: str, word: str) -> None:
    page.get_by_role("group", name=purpose).get_by_label(word, exact=True).check()


def test_somebody_else_on_the_films_is_asked_before_anything_opens(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    check_page: Check,
    scene: Scene,
) -> None:
    page = enter(open_window(), running_portal, scene.trainee, scene.address)
    check_page(page)
    page.get_by_role("link", name="Who is filmed").click()
    page.get_by_label("Child", exact=True).check()
    page.get_by_label("Speaks for themselves from").fill("2041-09")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Child 2", exact=True)).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Record what they said yes to").click()
    check_page(page)
    for other in ("Parent", "Child"):
        page.get_by_label(other, exact=True).uncheck()
    for purpose in PURPOSES:
        answer(page, purpose, "Yes")
    for purpose in OTHERS:
        answer(page, purpose, "No")
    page.get_by_label("A parent with parental responsibility").check()
    page.get_by_label("Signed on").fill("2026-01-15")
    page.get_by_label("Version of the form").fill("2026-1")
    page.get_by_label("Where the signed form is filed").fill("Service record")
    page.get_by_role("button", name="Record the consent").click()
    expect(page.get_by_text("The consent is on record.")).to_be_visible()
    expect(page.get_by_text("Other trainees will not see it: child 2")).to_be_visible()
    page.get_by_role("link", name="The family’s slip").click()
    expect(page.get_by_text(scene.code, exact=True)).to_be_visible()
    check_page(page)


def test_a_family_ends_everything_through_whom_its_organisation_named(
    running_portal: RunningPortal,
    open_window: Callable[[], Page],
    check_page: Check,
    scene: Scene,
) -> None:
    page = enter(open_window(), running_portal, scene.named, "/")
    page.set_viewport_size({"width": 320, "height": 800})
    check_page(page)
    page.get_by_label("Client code").fill(scene.code.upper().replace("-", " "))
    page.get_by_role("button", name="Find the code").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(scene.code)
    check_page(page)
    page.get_by_label("Everything").check()
    page.get_by_role("button", name="End it now").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("It has ended")
    expect(page.get_by_text("Everything the family had said yes to")).to_be_visible()
    check_page(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    trainees = enter(open_window(), running_portal, scene.trainee, scene.address)
    expect(trainees.get_by_text("do not say yes to VIG now")).to_be_visible()
    check_page(trainees)
    trainees.get_by_role("link", name="End a consent").click()
    check_page(trainees)

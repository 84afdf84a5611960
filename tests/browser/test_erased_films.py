"""The pages on which a film used to stand, read by people and by axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from app.accounts.models import Person
from app.clips.models import ErasureReason
from app.extensions import db
from tests.browser.conftest import Check
from tests.browser.windows import sign_in_window
from tests.factories.feedback import make_scene
from tests.factories.people import make_administrator
from tests.factories.retention import order_erasure
from tests.jobs import run_due_jobs
from tests.servers import RunningPortal

pytestmark = pytest.mark.browser


def enter_as(window: Page, portal: RunningPortal, person: Person) -> None:
    window.context.clear_cookies()
    sign_in_window(window, portal, person)


def test_an_erased_film_leaves_readable_pages(
    open_window: Callable[[], Page], running_portal: RunningPortal, check_page: Check
) -> None:
    page = open_window()
    with running_portal.app.app_context():
        scene = make_scene()
        cycle = f"/cycles/{scene.clip.cycle.uuid}"
        trainee, office = scene.trainee.id, make_administrator().id
        order_erasure(scene.clip, ErasureReason.CONSENT_WITHDRAWN)
        run_due_jobs()
        for person_id, addresses in (
            (trainee, (cycle, "/films-erased", "/clients")),
            (office, ("/association/erasures",)),
        ):
            enter_as(page, running_portal, db.session.get_one(Person, person_id))
            for width in (1440, 768, 320):
                page.set_viewport_size({"width": width, "height": 900})
                for address in addresses:
                    page.goto(address)
                    check_page(page)
                    fits = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
                    assert fits, (address, width)
        db.session.remove()

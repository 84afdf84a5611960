"""Who takes part in the journey: a trainee one cycle and one session short, two supervisors and the office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from flask_security import hash_password
from passlib.totp import TOTP
from playwright.sync_api import Page

from app.accounts.models import Person
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db
from app.pathways.models import Measure
from app.trainees.models import Enrolment
from app.trainees.services import open_stage
from tests.factories.factors import give_app, read_app
from tests.factories.people import make_administrator, make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_completed_cycle, make_session
from tests.factories.reviews import make_award
from tests.servers import RunningPortal

PASSWORD = "two herons by the river"
SESSION_MINUTES = 60


@dataclass(frozen=True)
class Somebody:
    """One person with a window of their own."""

    name: str
    email: str
    app: TOTP
    page: Page

    def sign_in(self) -> None:
        """Come in by the door."""
        self.page.goto("/sign-in")
        self.page.get_by_label("Email").fill(self.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.get_by_label("Code").fill(self.app.generate().token)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.get_by_text("Your account, ").wait_for(state="attached")

    def go_to(self, label: str) -> None:
        """Use the navigation."""
        self.page.get_by_role("navigation", name="Main").get_by_role("link", name=label).click()


@dataclass(frozen=True)
class Cast:
    """Everybody, signed in."""

    trainee: Somebody
    supervisor: Somebody
    reviewer: Somebody
    administrator: Somebody


def gather_cast(portal: RunningPortal, open_window: Callable[[], Page]) -> Cast:
    """Make the people and let each of them sign in with their password and their app."""
    with portal.app.app_context():
        people = _make_people()
    cast = Cast(*(Somebody(*person, open_window()) for person in people))
    for somebody in (cast.trainee, cast.supervisor, cast.reviewer, cast.administrator):
        somebody.sign_in()
    return cast


def _make_people() -> list[tuple[str, str, TOTP]]:
    supervisor, reviewer, administrator = make_supervisor(), make_supervisor(), make_administrator()
    enrolment = make_enrolment(supervisor=supervisor)
    _bring_close_to_the_end(enrolment, supervisor)
    make_award(make_enrolment(), reviewer, on=clock.today() - timedelta(days=200))
    people = [enrolment.person, supervisor, reviewer, administrator]
    password = hash_password(PASSWORD)
    for person in people:
        person.password = password
        give_app(person)
    return [(person.full_name, person.email, read_app(person)) for person in people]


def _bring_close_to_the_end(enrolment: Enrolment, supervisor: Person) -> None:
    """One cycle and one session short of the pathway's minimums, in its last stage."""
    version = enrolment.version
    open_stage(SYSTEM, enrolment, version.stages[1])
    db.session.commit()
    minimums = {need.measure: need.minimum for need in version.requirements}
    clients = [make_client(enrolment) for _ in range(minimums[Measure.CLIENTS])]
    for number in range(minimums[Measure.CYCLES] - 1):
        day = clock.today() - timedelta(days=200 - 3 * number)
        make_completed_cycle(clients[number % len(clients)], on=day)
    for number in range(minimums[Measure.SUPERVISION_MINUTES] // SESSION_MINUTES - 1):
        held = date(2025, 4, 1) + timedelta(days=20 * number)
        make_session(enrolment, supervisor, held_on=held, confirmed=True)

"""Each main page in an association of two thousand people, beside an empty page of the same portal."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextvars import Context
from dataclasses import dataclass
from functools import partial

import requests
import sqlalchemy as sa
from sqlalchemy import event

from app.accounts.models import Person
from app.allocations.models import Allocation, AllocationKind
from app.cases.models import Client, Cycle
from app.clips.models import Clip
from app.core.actor import RoleName
from app.extensions import db
from app.supervision.models import SupervisionSession
from app.trainees.models import Enrolment
from benchmarks.figures import Figure, compare
from tests.factories.people import sign_in
from tests.servers import RunningPortal

REQUESTS = 8
"""How many times a page is fetched for one measurement."""
AIM = 10.0
EMPTY_PAGE = "/plain/page"


@dataclass(frozen=True, slots=True)
class MainPage:
    """A page with somebody who may see it."""

    name: str
    path: str
    person: Person


def measure_pages(portal: RunningPortal) -> Iterator[Figure]:
    """Milliseconds for one page, with how many questions it asks the database."""
    with portal.app.app_context():
        pages = _list_pages()
        browsers = [portal.open_browser(page.person) for page in pages]
        questions = [_count_questions(portal, page) for page in pages]
        db.session.remove()
    for page, browser, asked in zip(pages, browsers, questions, strict=True):
        yield compare(
            page.name,
            partial(_time_page, browser, portal.url + page.path),
            partial(_time_page, browser, portal.url + EMPTY_PAGE),
            aim=AIM,
            unit="ms",
            note=f"{asked} queries",
        )


def _list_pages() -> Sequence[MainPage]:
    office = db.session.scalars(
        sa.select(Person).where(Person.roles.any(name=RoleName.ADMINISTRATOR)).limit(1)
    ).one()
    enrolment, supervisor, clip = _find_busy_trainee()
    trainee = enrolment.person
    client = clip.cycle.client
    return [
        MainPage("my pathway", "/pathway", trainee),
        MainPage("clients", "/clients", trainee),
        MainPage("a client", f"/clients/{client.uuid}", trainee),
        MainPage("what counts", f"/trainees/{enrolment.uuid}/counts", trainee),
        MainPage("a clip with feedback", f"/clips/{clip.uuid}", trainee),
        MainPage("sessions", "/sessions", trainee),
        MainPage("caseload", "/caseload", supervisor),
        MainPage("a trainee", f"/trainees/{enrolment.uuid}", supervisor),
        MainPage("reviews", "/reviews", supervisor),
        MainPage("numbers", "/association", office),
        MainPage("trainees", "/association/trainees", office),
        MainPage("practitioners", "/association/practitioners", office),
        MainPage("supervisors", "/association/supervisors", office),
        MainPage("stage reviews", "/association/reviews?show=closed", office),
    ]


def _find_busy_trainee() -> tuple[Enrolment, Person, Clip]:
    """Somebody in training with films and many sessions, and their supervisor."""
    held = sa.func.count(SupervisionSession.id.distinct())
    enrolment_id = db.session.scalars(
        sa.select(Client.enrolment_id)
        .join(Cycle, Cycle.client_id == Client.id)
        .join(Clip, Clip.cycle_id == Cycle.id)
        .join(SupervisionSession, SupervisionSession.enrolment_id == Client.enrolment_id)
        .join(Allocation, Allocation.enrolment_id == Client.enrolment_id)
        .where(Allocation.kind == AllocationKind.SUPERVISOR, Allocation.ended_at.is_(None))
        .group_by(Client.enrolment_id)
        .order_by(held.desc(), Client.enrolment_id)
        .limit(1)
    ).one()
    supervisor = db.session.scalars(
        sa.select(Person)
        .join(Allocation, Allocation.person_id == Person.id)
        .where(
            Allocation.enrolment_id == enrolment_id,
            Allocation.kind == AllocationKind.SUPERVISOR,
            Allocation.ended_at.is_(None),
        )
    ).one()
    clip = db.session.scalars(
        sa.select(Clip)
        .join(Clip.cycle)
        .join(Cycle.client)
        .where(Client.enrolment_id == enrolment_id)
        .order_by(Clip.id.desc())
        .limit(1)
    ).one()
    return db.session.get_one(Enrolment, enrolment_id), supervisor, clip


def _count_questions(portal: RunningPortal, page: MainPage) -> int:
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    browser = sign_in(portal.app.test_client(), page.person)
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        answer = Context().run(browser.get, page.path)  # apart from this context's own session
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    if answer.status_code != 200:
        raise RuntimeError(f"{page.path} answers {answer.status_code}")
    return sum(not statement.startswith(("PRAGMA", "BEGIN")) for statement in sent)


def _time_page(browser: requests.Session, address: str) -> float:
    start = time.perf_counter()
    for _ in range(REQUESTS):
        browser.get(address, headers={"Accept": "text/html"}).raise_for_status()
    return (time.perf_counter() - start) * 1000 / REQUESTS

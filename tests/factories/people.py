"""People of an invented association, made straight in the database."""

from __future__ import annotations

import time
from datetime import date
from itertools import count
from typing import Any

import sqlalchemy as sa
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from app.accounts.agreements.models import Acceptance
from app.accounts.agreements.queries import list_in_force
from app.accounts.models import Person, Role
from app.accounts.sign_ins.keys import hash_key, make_key
from app.accounts.sign_ins.models import SignIn
from app.accounts.sign_ins.services import begin_sign_in
from app.allocations.models import Allocation, AllocationKind
from app.core import clock
from app.core.actor import SYSTEM, RoleName
from app.extensions import db
from app.pathways.models import PathwayVersion
from app.pathways.queries import get_default_version
from app.trainees.models import Enrolment, StageOpening

CSRF_SEED = "0123456789" * 4
"""What the session of a signed-in test browser holds; every request carries it signed."""

_numbers = count(1)


def make_person(*roles: RoleName, full_name: str | None = None) -> Person:
    """Somebody who can be signed in with `sign_in` and has accepted what is in force; without a password."""
    number = next(_numbers)
    person = Person(
        email=f"person{number}@example.org",
        full_name=full_name or f"Person Number{number}",
        known_as=(full_name or f"Person{number}").split()[0],
        fs_uniquifier=f"uniquifier-{number}",
        roles=list(db.session.scalars(sa.select(Role).where(Role.name.in_(roles)))),
    )
    db.session.add(person)
    db.session.flush()
    db.session.add_all(
        Acceptance(person_id=person.id, version_id=version.id) for version in list_in_force()
    )
    db.session.commit()
    return person


def make_supervisor() -> Person:
    """An accredited supervisor."""
    return make_person(RoleName.SUPERVISOR)


def make_administrator() -> Person:
    """Somebody of the association's office."""
    return make_person(RoleName.ADMINISTRATOR)


def make_enrolment(
    *,
    supervisor: Person | None = None,
    version: PathwayVersion | None = None,
    registered_on: date = date(2025, 3, 3),
) -> Enrolment:
    """A new trainee in the first stage, with a supervisor where one is given."""
    version = version or get_default_version()
    enrolment = Enrolment(
        person=make_person(RoleName.TRAINEE),
        version=version,
        course_completed_on=date(2025, 2, 14),
        registered_on=registered_on,
    )
    db.session.add(enrolment)
    db.session.add(
        StageOpening(enrolment=enrolment, stage=version.stages[0], effective_on=registered_on)
    )
    db.session.flush()
    if supervisor is not None:
        allocate(AllocationKind.SUPERVISOR, supervisor, enrolment)
    db.session.commit()
    return enrolment


def allocate(kind: AllocationKind, person: Person, enrolment: Enrolment) -> Allocation:
    """Give a person a reason for access that runs now."""
    allocation = Allocation(kind=kind, person=person, enrolment=enrolment)
    db.session.add(allocation)
    db.session.commit()
    return allocation


def sign_in(
    client: FlaskClient, person: Person, *, is_proven: bool = True, has_opened_films: bool = True
) -> FlaskClient:
    """Sign the browser in as this person without the form, with a valid CSRF token in each request, and give it back."""
    carry_token(client)
    with client.session_transaction() as session:
        session.update(make_sign_in(person, is_proven=is_proven, has_opened_films=has_opened_films))
    return client


def make_sign_in(
    person: Person, *, is_proven: bool = True, has_opened_films: bool = True
) -> dict[str, Any]:
    """What a browser's session holds when this person has just signed in there.

    By default with a second factor, and after a first film was opened.
    """
    key = make_key()
    begin_sign_in(SYSTEM, person.id, key, "Mozilla/5.0 (a test)", is_proven=is_proven)
    if has_opened_films:
        opened = sa.update(SignIn).where(SignIn.key_hash == hash_key(key))
        db.session.execute(opened.values(films_opened_at=clock.now()))
    db.session.commit()
    return {
        "_user_id": person.fs_uniquifier,
        "_fresh": True,
        "identity": "session",
        "fs_paa": time.time(),
        "sign_in": key,
    }


def make_browser(person: Person, user_agent: str = "Mozilla/5.0 (a test)") -> SignIn:
    """Another browser in which this person is signed in."""
    key = make_key()
    begin_sign_in(SYSTEM, person.id, key, user_agent, is_proven=True)
    db.session.commit()
    return db.session.scalars(sa.select(SignIn).where(SignIn.key_hash == hash_key(key))).one()


def carry_token(client: FlaskClient) -> FlaskClient:
    """Start a new session whose CSRF token each request carries in its header, as the portal's scripts do."""
    with client.session_transaction() as session:
        session.clear()
        session["csrf_token"] = CSRF_SEED
    signer = URLSafeTimedSerializer(client.application.secret_key or "", salt="wtf-csrf-token")
    client.environ_base["HTTP_X_CSRFTOKEN"] = signer.dumps(CSRF_SEED)
    return client

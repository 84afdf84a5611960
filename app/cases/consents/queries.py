"""What families said yes to, read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from app.cases.consents.standing import PersonLine, RecordedConsent, describe_person
from app.cases.filmed_people.queries import list_filmed_people
from app.cases.models import Client, Consent, ConsentWithdrawal, FilmedPerson, Purpose
from app.cases.policies import can_work_with, running_consent, visible_to
from app.core import clock
from app.core.actor import Actor
from app.extensions import db
from app.organisations.models import ConsentWording


def _was_withdrawn() -> sa.ColumnElement[bool]:
    """Consents that somebody ended."""
    return sa.exists().where(ConsentWithdrawal.consent_id == Consent.id).correlate(Consent)


def list_person_lines(actor: Actor, client: Client) -> Sequence[PersonLine]:
    """Everybody on the films with how they stand to each purpose today."""
    people = list_filmed_people(actor, client)
    recorded: dict[int, list[RecordedConsent]] = defaultdict(list)
    rows = db.session.execute(
        sa.select(Consent, ConsentWithdrawal.withdrawn_at)
        .outerjoin(ConsentWithdrawal, ConsentWithdrawal.consent_id == Consent.id)
        .where(Consent.filmed_person_id.in_([person.id for person in people]))
        .order_by(Consent.id)
    )
    for consent, at in rows:
        ended = None if at is None else clock.day_of(at)
        recorded[consent.filmed_person_id].append(RecordedConsent(consent, ended))
    today = clock.today()
    return [describe_person(person, recorded[person.id], today) for person in people]


def list_running_consents(actor: Actor, client: Client) -> Sequence[Consent]:
    """The consents of this client that run now, in the order they were recorded."""
    return _list_consents(actor, client, running_consent())


def list_open_consents(actor: Actor, client: Client) -> Sequence[Consent]:
    """The consents that run, that will begin, or that wait for somebody who came of age: whatever can be ended."""
    today = clock.today()
    not_over = sa.or_(Consent.until_on.is_(None), Consent.until_on >= today)
    return _list_consents(actor, client, not_over & ~_was_withdrawn())


def _list_consents(
    actor: Actor, client: Client, criterion: sa.ColumnElement[bool]
) -> Sequence[Consent]:
    return db.session.scalars(
        sa.select(Consent)
        .join(Consent.filmed_person)
        .join(FilmedPerson.client)
        .where(FilmedPerson.client_id == client.id, criterion, visible_to(actor))
        .options(contains_eager(Consent.filmed_person))
        .order_by(Consent.id)
    ).all()


def find_first_consent_on(actor: Actor, client: Client) -> date | None:
    """The day the family first said yes to VIG, also where that was withdrawn since."""
    return db.session.scalar(
        sa.select(sa.func.min(Consent.from_on))
        .join(Consent.filmed_person)
        .join(FilmedPerson.client)
        .where(
            FilmedPerson.client_id == client.id, Consent.purpose == Purpose.VIG, visible_to(actor)
        )
    )


def list_wordings(actor: Actor, client: Client) -> Sequence[ConsentWording]:
    """What the family may have signed, newest first: the organisation's own wordings, or without any the association's."""
    if not can_work_with(actor, client):
        return []
    own = _list_wordings(client.organisation_id) if client.organisation_id else []
    return own or _list_wordings(None)


def _list_wordings(organisation_id: int | None) -> Sequence[ConsentWording]:
    return db.session.scalars(
        sa.select(ConsentWording)
        .where(ConsentWording.organisation_id.is_not_distinct_from(organisation_id))
        .order_by(ConsentWording.id.desc())
    ).all()


def list_withdrawn(client_ids: Collection[int]) -> frozenset[int]:
    """The clients whose families once said yes to something and ended it since."""
    return frozenset(
        db.session.scalars(
            sa.select(FilmedPerson.client_id)
            .join(Consent, Consent.filmed_person_id == FilmedPerson.id)
            .where(FilmedPerson.client_id.in_(client_ids), _was_withdrawn())
        )
    )

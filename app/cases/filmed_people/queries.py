"""Who is filmed, read."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from app.cases.models import Client, Consent, ConsentWithdrawal, FilmedPerson
from app.cases.policies import is_filmed, visible_to
from app.cases.relations import Relation
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db

MOST_PEOPLE = 12
"""More than any film of one family shows."""


def get_filmed_person(actor: Actor, uuid: UUID) -> FilmedPerson:
    """Somebody on the films of a client the actor sees. Raises NotFound, also for whoever was taken away."""
    person = db.session.scalar(
        sa.select(FilmedPerson)
        .join(FilmedPerson.client)
        .where(FilmedPerson.uuid == uuid, is_filmed(), visible_to(actor))
        .options(contains_eager(FilmedPerson.client).joinedload(Client.enrolment))
    )
    if person is None:
        raise NotFound
    return person


def list_filmed_people(actor: Actor, client: Client) -> Sequence[FilmedPerson]:
    """Everybody the films of this client show, whoever receives VIG first."""
    return db.session.scalars(
        sa.select(FilmedPerson)
        .join(FilmedPerson.client)
        .where(FilmedPerson.client_id == client.id, is_filmed(), visible_to(actor))
        .order_by(FilmedPerson.is_client.desc(), FilmedPerson.id)
    ).all()


def find_last_number(actor: Actor, client: Client, relation: Relation) -> int:
    """The highest number that somebody of this relation has with the client, taken away or not; 0 without any."""
    highest = (
        sa.select(sa.func.max(FilmedPerson.number))
        .join(FilmedPerson.client)
        .where(
            FilmedPerson.client_id == client.id,
            FilmedPerson.relation == relation,
            visible_to(actor),
        )
    )
    return db.session.scalar(highest) or 0


def has_withdrawn(actor: Actor, person: FilmedPerson) -> bool:
    """Whether this person, or whoever speaks for them, has ever ended a consent."""
    ended = (
        sa.select(ConsentWithdrawal.id)
        .join(ConsentWithdrawal.consent)
        .join(Consent.filmed_person)
        .join(FilmedPerson.client)
        .where(Consent.filmed_person_id == person.id, visible_to(actor))
    )
    return db.session.scalar(sa.select(ended.exists())) or False

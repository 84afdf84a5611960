"""What families said yes to, read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from app.cases.models import Client, Consent, ConsentWithdrawal, FilmedPerson, Purpose
from app.cases.policies import is_filmed, running_consent, visible_to
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db

_with_client = (
    joinedload(Consent.filmed_person).joinedload(FilmedPerson.client).joinedload(Client.enrolment)
)


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One purpose of one client: the consent that runs, if any, and whether an earlier one was withdrawn."""

    purpose: Purpose
    consent: Consent | None
    was_withdrawn: bool


def get_consent(actor: Actor, uuid: UUID) -> Consent:
    """One consent of a client the actor sees. Raises NotFound."""
    consent = db.session.scalar(
        sa.select(Consent)
        .join(Consent.filmed_person)
        .join(FilmedPerson.client)
        .where(Consent.uuid == uuid, visible_to(actor))
        .options(_with_client)
    )
    if consent is None:
        raise NotFound
    return consent


def _was_withdrawn() -> sa.ColumnElement[bool]:
    """Consents that somebody ended."""
    return sa.exists().where(ConsentWithdrawal.consent_id == Consent.id).correlate(Consent)


def list_filmed_people(actor: Actor, client: Client) -> Sequence[FilmedPerson]:
    """Everybody the films of this client show, the client first."""
    return db.session.scalars(
        sa.select(FilmedPerson)
        .join(FilmedPerson.client)
        .where(FilmedPerson.client_id == client.id, is_filmed(), visible_to(actor))
        .order_by(FilmedPerson.is_client.desc(), FilmedPerson.id)
    ).all()


def list_running_consents(actor: Actor, client: Client) -> Sequence[Consent]:
    """The consents of this client that run now, in the order they were recorded."""
    return db.session.scalars(
        sa.select(Consent)
        .join(Consent.filmed_person)
        .join(FilmedPerson.client)
        .where(FilmedPerson.client_id == client.id, running_consent(), visible_to(actor))
        .options(contains_eager(Consent.filmed_person))
        .order_by(Consent.id)
    ).all()


def list_consent_lines(actor: Actor, client: Client) -> Sequence[ConsentLine]:
    """Every purpose with how it stands: the latest running consent, or whether it was withdrawn."""
    running = {consent.purpose: consent for consent in list_running_consents(actor, client)}
    withdrawn = set(
        db.session.scalars(
            sa.select(Consent.purpose)
            .join(Consent.filmed_person)
            .join(FilmedPerson.client)
            .where(FilmedPerson.client_id == client.id, _was_withdrawn(), visible_to(actor))
        )
    )
    return [ConsentLine(purpose, running.get(purpose), purpose in withdrawn) for purpose in Purpose]


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


def list_withdrawn(client_ids: Collection[int]) -> frozenset[int]:
    """The clients whose families once said yes to something and ended it since."""
    return frozenset(
        db.session.scalars(
            sa.select(FilmedPerson.client_id)
            .join(Consent, Consent.filmed_person_id == FilmedPerson.id)
            .where(FilmedPerson.client_id.in_(client_ids), _was_withdrawn())
        )
    )

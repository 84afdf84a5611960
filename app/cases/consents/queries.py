"""What families said yes to, read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.models import Client, Consent, Purpose
from app.cases.policies import running_consent, visible_to
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db


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
        .join(Consent.client)
        .where(Consent.uuid == uuid, visible_to(actor))
        .options(joinedload(Consent.client).joinedload(Client.enrolment))
    )
    if consent is None:
        raise NotFound
    return consent


def list_running_consents(actor: Actor, client: Client) -> Sequence[Consent]:
    """The consents of this client that run now, in the order they were recorded."""
    return db.session.scalars(
        sa.select(Consent)
        .join(Consent.client)
        .where(Consent.client_id == client.id, running_consent(), visible_to(actor))
        .order_by(Consent.id)
    ).all()


def list_consent_lines(actor: Actor, client: Client) -> Sequence[ConsentLine]:
    """Every purpose with how it stands: the latest running consent, or whether it was withdrawn."""
    running = {consent.purpose: consent for consent in list_running_consents(actor, client)}
    withdrawn = set(
        db.session.scalars(
            sa.select(Consent.purpose)
            .join(Consent.client)
            .where(Consent.client_id == client.id, ~running_consent(), visible_to(actor))
        )
    )
    return [ConsentLine(purpose, running.get(purpose), purpose in withdrawn) for purpose in Purpose]


def find_first_consent_on(actor: Actor, client: Client) -> date | None:
    """The day the family first said yes to VIG, also where that was withdrawn since."""
    return db.session.scalar(
        sa.select(sa.func.min(Consent.given_on))
        .join(Consent.client)
        .where(Consent.client_id == client.id, Consent.purpose == Purpose.VIG, visible_to(actor))
    )


def list_withdrawn(client_ids: Collection[int]) -> frozenset[int]:
    """The clients whose families once said yes to something and ended it since."""
    return frozenset(
        db.session.scalars(
            sa.select(Consent.client_id).where(
                Consent.client_id.in_(client_ids), ~running_consent()
            )
        )
    )

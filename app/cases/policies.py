"""Who may see and change the work with a client. Consent is part of visibility."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.models import Client, Consent, ConsentWithdrawal, Cycle, EvidenceBasis, Purpose
from app.core.actor import Actor
from app.trainees.models import Enrolment
from app.trainees.policies import own_enrolments, owns


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Clients the actor sees: those of their own training and of the trainees they supervise now."""
    if actor.is_system:
        return sa.true()
    return sa.or_(
        Client.enrolment_id.in_(own_enrolments(actor)),
        Client.enrolment_id.in_(actor.supervised_ids),
    )


def cycle_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Cycles are seen by whoever sees their client."""
    return Cycle.client_id.in_(sa.select(Client.id).where(visible_to(actor)))


def running_consent() -> sa.ColumnElement[bool]:
    """Consents that have not been withdrawn."""
    return ~sa.exists().where(ConsentWithdrawal.consent_id == Consent.id)


def consented(
    client_id: sa.ColumnElement[int] | sa.orm.InstrumentedAttribute[int], purpose: Purpose
) -> sa.ColumnElement[bool]:
    """Whether a consent to ``purpose`` runs now for the client in this column of the statement around it."""
    return sa.exists().where(
        Consent.client_id == client_id, Consent.purpose == purpose, running_consent()
    )


def can_add_client(actor: Actor, enrolment: Enrolment) -> bool:
    """Trainees add clients to their own training."""
    return owns(actor, enrolment)


def can_work_with(actor: Actor, client: Client) -> bool:
    """Consents, cycles and their dates are recorded by the trainee whose client it is."""
    return actor.is_system or owns(actor, client.enrolment)


def can_withdraw_consent(actor: Actor, client: Client) -> bool:
    """Whoever of the two a family tells, trainee or own supervisor, ends the consent at once."""
    return owns(actor, client.enrolment) or actor.supervises(client.enrolment_id)


def can_confirm_cycle(actor: Actor, cycle: Cycle) -> bool:
    """The own supervisor stands for films kept elsewhere; nobody signs their own work."""
    return actor.supervises(cycle.client.enrolment_id) and not owns(actor, cycle.client.enrolment)


def can_record_evidence(actor: Actor, cycle: Cycle, basis: EvidenceBasis) -> bool:
    """That a film was seen is the system's word; that it is kept elsewhere, the own supervisor's."""
    return actor.is_system if basis is EvidenceBasis.FILM else can_confirm_cycle(actor, cycle)

"""Who may see and change the work with a client. Consent is part of visibility."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.models import (
    Client,
    Consent,
    ConsentWithdrawal,
    Cycle,
    CycleEvidence,
    EvidenceAnnulment,
    EvidenceBasis,
    FilmedPerson,
    FilmKind,
    Purpose,
)
from app.core import clock
from app.core.actor import Actor, RoleName
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


IdColumn = sa.ColumnElement[int] | sa.orm.InstrumentedAttribute[int]
KindColumn = sa.ColumnElement[FilmKind] | sa.orm.InstrumentedAttribute[FilmKind]


def running_consent() -> sa.ColumnElement[bool]:
    """Consents that hold today, for a statement that joins ``Consent`` to ``FilmedPerson``.

    Today lies from ``from_on`` to ``until_on``, nobody withdrew it, and where the person has come of age meanwhile it
    was given since.
    """
    today = clock.today()
    of_age = FilmedPerson.consents_again_on
    return sa.and_(
        Consent.from_on <= today,
        sa.or_(Consent.until_on.is_(None), Consent.until_on >= today),
        sa.or_(of_age.is_(None), of_age > today, Consent.given_on >= of_age),
        ~sa.exists().where(ConsentWithdrawal.consent_id == Consent.id).correlate(Consent),
    )


def is_filmed(kind: KindColumn | FilmKind | None = None) -> sa.ColumnElement[bool]:
    """The people whom films of this kind show; without a kind, films of either.

    The film of the shared review shows everybody: the client in the room, and on the screen whoever is in the interaction.
    """
    still_there = FilmedPerson.left_at.is_(None)
    if kind is None or kind is FilmKind.SHARED_REVIEW:
        return still_there
    in_interaction = FilmedPerson.in_interaction.is_(sa.true())
    if kind is FilmKind.INTERACTION:
        return still_there & in_interaction
    return still_there & sa.or_(kind == FilmKind.SHARED_REVIEW, in_interaction)


def consented(
    client_id: IdColumn, purpose: Purpose, kind: KindColumn | FilmKind | None = None
) -> sa.ColumnElement[bool]:
    """Whether everybody on the films of the client in this column has a consent to ``purpose`` that runs now.

    Every purpose rests on VIG itself, so that its consents are asked for as well. Where nobody filmed is on record,
    nobody said yes.
    """
    shown = sa.select(FilmedPerson.id).where(FilmedPerson.client_id == client_id, is_filmed(kind))
    refusing = [~said_yes(needed) for needed in dict.fromkeys((Purpose.VIG, purpose))]
    return shown.exists() & ~shown.where(sa.or_(*refusing)).exists()


def said_yes(purpose: Purpose) -> sa.ColumnElement[bool]:
    """Whether a person on the films says yes to this purpose now, for a statement that selects from ``FilmedPerson``."""
    return (
        sa.exists()
        .where(
            Consent.filmed_person_id == FilmedPerson.id,
            Consent.purpose == purpose,
            running_consent(),
        )
        .correlate(FilmedPerson)
    )


def stands() -> sa.ColumnElement[bool]:
    """Evidence that was not annulled, for a statement that selects from ``CycleEvidence``."""
    annulled = sa.exists().where(EvidenceAnnulment.evidence_id == CycleEvidence.id)
    return ~annulled.correlate(CycleEvidence)


def can_add_client(actor: Actor, enrolment: Enrolment) -> bool:
    """Trainees add clients to their own training."""
    return owns(actor, enrolment)


def can_work_with(actor: Actor, client: Client) -> bool:
    """Consents, cycles and their dates are recorded by the trainee whose client it is."""
    return actor.is_system or owns(actor, client.enrolment)


def can_withdraw_consent(actor: Actor, client: Client) -> bool:
    """Whoever a family tells ends the consent at once: trainee, own supervisor, or by the code alone office and organisation."""
    return (
        owns(actor, client.enrolment)
        or actor.supervises(client.enrolment_id)
        or can_withdraw_by_code(actor, client)
    )


def can_withdraw_by_code(actor: Actor, client: Client) -> bool:
    """The office for every family, the people an organisation named for its own; neither sees more than the code."""
    return actor.holds(RoleName.ADMINISTRATOR) or client.organisation_id in actor.named_for_ids


def can_ask_for_codes(actor: Actor) -> bool:
    """Whoever may end consents by a code at all may ask whether a code exists."""
    return actor.holds(RoleName.ADMINISTRATOR) or bool(actor.named_for_ids)


def code_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Clients whose code the actor may find: all for the office, those of the organisations that named them."""
    if actor.holds(RoleName.ADMINISTRATOR):
        return sa.true()
    return Client.organisation_id.in_(actor.named_for_ids)


def can_confirm_cycle(actor: Actor, cycle: Cycle) -> bool:
    """The own supervisor stands for films kept elsewhere; nobody signs their own work."""
    return actor.supervises(cycle.client.enrolment_id) and not owns(actor, cycle.client.enrolment)


def can_record_evidence(actor: Actor, cycle: Cycle, basis: EvidenceBasis) -> bool:
    """That a film was seen is the system's word; that it is kept elsewhere, the own supervisor's."""
    return actor.is_system if basis is EvidenceBasis.FILM else can_confirm_cycle(actor, cycle)


def can_annul_evidence(actor: Actor, cycle: Cycle) -> bool:
    """The trainee takes back what a wrong film of theirs was evidence of."""
    return can_work_with(actor, cycle.client)

"""Who may see, watch and mend a film. Consent is part of visibility: without it there is no film."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.allocations.models import Allocation, AllocationKind
from app.cases.models import Client, Cycle, Purpose
from app.cases.policies import consented
from app.clips.models import Clip, ClipShowing
from app.core.actor import Actor
from app.trainees.models import Enrolment
from app.trainees.policies import owns as owns_training


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Clips the actor may see now, each reason with its own consent; for a query that selects from ``Clip``.

    Their own while *vig* runs, their trainees' while *supervision* runs, those shown to their running appointment
    while *accreditation* runs. Being an administrator is no reason. None at all while films are closed to them.
    """
    if actor.is_system:
        return sa.true()
    if actor.films_closed_until is not None:
        return sa.false()
    reasons = [Clip.cycle_id.in_(_own_cycles(actor))]
    if actor.supervised_ids:  # every range of a film asks this: reasons nobody has are left out
        reasons.append(Clip.cycle_id.in_(_supervised_cycles(actor)))
    if actor.reviewing_ids:
        reasons.append(Clip.id.in_(select_shown_clips(actor)))
    return sa.or_(*reasons)


def select_shown_clips(actor: Actor) -> sa.Select[int]:
    """Ids of clips shown to a running appointment of the actor, each with its *accreditation* consent.

    The statement joins `ClipShowing`, so that a caller may narrow it by what is shown with the clip.
    """
    shown = aliased(Clip)
    return (
        sa.select(shown.id)
        .join(ClipShowing, ClipShowing.clip_id == shown.id)
        .join(Allocation, Allocation.id == ClipShowing.allocation_id)
        .join(Cycle, Cycle.id == shown.cycle_id)
        .join(Client, Client.id == Cycle.client_id)
        .where(
            Allocation.person_id == actor.person_id,
            Allocation.kind == AllocationKind.REVIEWER,
            Allocation.ended_at.is_(None),
            Allocation.enrolment_id == Client.enrolment_id,
            consented(Client.id, Purpose.ACCREDITATION),
        )
        .correlate(None)
    )


def owns(actor: Actor, clip: Clip) -> bool:
    """Whether the clip is of the actor's own work."""
    return can_film(actor, clip.cycle)


def can_film(actor: Actor, cycle: Cycle) -> bool:
    """Trainees send films of their own cycles; nobody sends one for them."""
    return owns_training(actor, cycle.client.enrolment)


def can_watch(actor: Actor, clip: Clip) -> bool:
    """Whoever sees a clip may watch what there is of it, as a person: the owner is told who did."""
    return clip.state.can_play and not actor.is_system


def can_see_watchers(actor: Actor, clip: Clip) -> bool:
    """Everyone who watched a film is named to its owner, and to nobody else."""
    return owns(actor, clip)


def can_retry(actor: Actor, clip: Clip) -> bool:
    """Owners may have a film that failed prepared again."""
    return owns(actor, clip)


def can_prepare(actor: Actor, clip: Clip) -> bool:
    """Films are prepared for their owners, and by the worker."""
    return actor.is_system or owns(actor, clip)


def can_sweep(actor: Actor) -> bool:
    """What nothing names is deleted by the worker alone."""
    return actor.is_system


def _own_cycles(actor: Actor) -> sa.Select[int]:
    return (
        sa.select(Cycle.id)
        .join(Cycle.client)
        .join(Client.enrolment)
        .where(Enrolment.person_id == actor.person_id, consented(Client.id, Purpose.VIG))
        .correlate(None)
    )


def _supervised_cycles(actor: Actor) -> sa.Select[int]:
    return (
        sa.select(Cycle.id)
        .join(Cycle.client)
        .where(
            Client.enrolment_id.in_(actor.supervised_ids),
            consented(Client.id, Purpose.SUPERVISION),
        )
        .correlate(None)
    )

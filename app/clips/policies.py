"""Who may see, watch and mend a film. Consent is part of visibility: without it there is no film."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.allocations.models import Allocation, AllocationKind
from app.cases.models import Client, Cycle, Purpose
from app.cases.policies import consented
from app.clips.models import Clip, ClipShowing, ErasureOrder, Hold, HoldKind, HoldReader
from app.core import clock
from app.core.actor import Actor
from app.trainees.models import Enrolment
from app.trainees.policies import owns as owns_training

PURPOSE_OF_SHOWING = {
    AllocationKind.REVIEWER: Purpose.ACCREDITATION,
    AllocationKind.PEER: Purpose.INTERVISION,
}
"""Whoever is shown single films, and the consent that opens them."""


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Clips the actor may see now, each reason with its own consent; for a query that selects from ``Clip``.

    Their own while *vig* runs, their trainees' while *supervision* runs, those shown to their running appointment
    while *accreditation* runs, those shown to them as a peer while *intervision* runs: each for everybody the film
    shows. Being an administrator is no reason. None at all while films are closed to them, none whose erasure was
    ordered, and under a safeguarding hold only those that name them.
    """
    if actor.is_system:
        return sa.true()
    if actor.films_closed_until is not None:
        return sa.false()
    return words_visible_to(actor)


def words_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Clips whose words the actor may read now: the same people under the same consents, also while films are closed."""
    if actor.is_system:
        return sa.true()
    reasons = _list_reasons(actor)
    if actor.reviewing_ids or actor.peer_ids:
        shown = select_shown_clips(actor).where(ClipShowing.clip_id == Clip.id)
        reasons.append(shown.correlate(Clip).exists())
    return sa.or_(*reasons) & _is_kept(actor, Clip)


def talk_visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Clips about which the actor may read everything trainee and supervisor say to each other, being one of the two."""
    if actor.is_system:
        return sa.true()
    return sa.or_(*_list_reasons(actor)) & _is_kept(actor, Clip)


def select_shown_clips(actor: Actor) -> sa.Select[int]:
    """Ids of clips shown to a running allocation of the actor, each with the consent that its kind asks for.

    The statement joins `ClipShowing` and `Allocation`, so that a caller may narrow it by what is shown with the clip,
    and why.
    """
    shown = aliased(Clip)
    trainees = {
        AllocationKind.REVIEWER: actor.reviewing_ids,
        AllocationKind.PEER: actor.peer_ids,
    }
    return (
        sa.select(shown.id)
        .join(ClipShowing, ClipShowing.clip_id == shown.id)
        .join(Allocation, Allocation.id == ClipShowing.allocation_id)
        .join(Cycle, Cycle.id == shown.cycle_id)
        .join(Client, Client.id == Cycle.client_id)
        .where(
            Allocation.person_id == actor.person_id,
            Allocation.ended_at.is_(None),
            Allocation.enrolment_id == Client.enrolment_id,
            showing_runs(),
            sa.or_(
                sa.false(),
                *(
                    (Allocation.kind == kind) & consented(Client.id, purpose, shown.kind)
                    for kind, purpose in PURPOSE_OF_SHOWING.items()
                    if trainees[kind]
                ),
            ),
            _is_kept(actor, shown),
        )
        .correlate(None)
    )


def showing_runs() -> sa.ColumnElement[bool]:
    """Showings that nobody ended and whose last day, where they have one, is not over."""
    until = ClipShowing.until_on
    return ClipShowing.ended_at.is_(None) & sa.or_(until.is_(None), until >= clock.today())


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


def _list_reasons(actor: Actor) -> list[sa.ColumnElement[bool]]:
    """Own work, and the work of one's trainees; every range of a film asks this, so reasons nobody has are left out."""
    reasons: list[sa.ColumnElement[bool]] = [
        _is_of(Enrolment.person_id == actor.person_id) & _permits(Purpose.VIG)
    ]
    if actor.supervised_ids:
        supervised = _is_of(Enrolment.id.in_(actor.supervised_ids))
        reasons.append(supervised & _permits(Purpose.SUPERVISION))
    return reasons


def _permits(purpose: Purpose) -> sa.ColumnElement[bool]:
    of_cycle = sa.select(Cycle.client_id).where(Cycle.id == Clip.cycle_id).scalar_subquery()
    return consented(of_cycle.correlate(Clip), purpose, Clip.kind)


def _is_kept(actor: Actor, film: type[Clip]) -> sa.ColumnElement[bool]:
    """No erasure was ordered, and no safeguarding hold keeps the film from this person."""
    hidden = (
        sa.exists()
        .where(
            Hold.clip_id == film.id,
            Hold.kind == HoldKind.SAFEGUARDING,
            Hold.lifted_at.is_(None),
            ~sa.exists()
            .where(HoldReader.hold_id == Hold.id, HoldReader.person_id == actor.person_id)
            .correlate(Hold),
        )
        .correlate(film)
    )
    ordered = sa.exists().where(ErasureOrder.clip_id == film.id).correlate(film)
    return ~hidden & ~ordered


def _is_of(training: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether the clip is of such a training: looked up from the clip, so that it costs the same beside many clients."""
    return (
        sa.exists()
        .where(
            Cycle.id == Clip.cycle_id,
            Client.id == Cycle.client_id,
            Enrolment.id == Client.enrolment_id,
            training,
        )
        .correlate(Clip)
    )

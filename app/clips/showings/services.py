"""Showing a film to a fellow trainee, and ending it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from app.accounts.models import Person
from app.allocations.models import Allocation, AllocationKind
from app.allocations.services import choose_peer
from app.audit.services import Event, record_event, record_events
from app.clips.keeping.rules import add_period
from app.clips.models import Clip, ClipShowing
from app.clips.showings import queries
from app.clips.showings.errors import (
    FilmNotReady,
    IntervisionNotAgreed,
    NotAFellowTrainee,
    ShownTooLong,
)
from app.clips.showings.policies import can_end_showings, can_show
from app.core import clock
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.policy import require
from app.extensions import db
from app.jobs.work import Work
from app.notifications.models import NewsKind
from app.notifications.services import notify
from app.organisations.models import RuleUnit

LONGEST_MONTHS = 3
AT_ONCE = 100
"""How many showings one transaction ends."""


def show_film(
    actor: Actor, clip: Clip, peer: Person, until_on: date, *, includes_feedback: bool
) -> ClipShowing:
    """Let a fellow trainee watch the film until the end of a day, with or without the released feedback on it.

    Where it is shown to them already, the new showing takes the place of that one. Raises NotAFellowTrainee,
    ShownTooLong, IntervisionNotAgreed and FilmNotReady.
    """
    require(can_show(actor, clip))
    today = clock.today()
    if not today <= until_on <= add_period(today, LONGEST_MONTHS, RuleUnit.MONTHS):
        raise ShownTooLong
    if not clip.state.can_play:
        raise FilmNotReady
    allocation = choose_peer(actor, clip.cycle.client.enrolment, peer)
    if not queries.is_fellow(actor, clip, peer):
        raise NotAFellowTrainee
    if not queries.is_agreed(actor, clip):
        raise IntervisionNotAgreed
    if before := queries.find_running(actor, clip, allocation):
        before.ended_at = clock.now()
        db.session.flush()  # one showing of a film under one reason at a time
    showing = ClipShowing(
        clip=clip, allocation=allocation, until_on=until_on, includes_feedback=includes_feedback
    )
    db.session.add(showing)
    record_event(actor, "film.shown", "clip", clip.uuid, about=peer.id)
    if before is None:
        _tell(actor, clip, peer)
    return showing


def end_showing(actor: Actor, showing: ClipShowing) -> None:
    """From this moment the fellow trainee does not see the film any more."""
    require(can_show(actor, showing.clip))
    lock_row(db.session(), showing.allocation.enrolment)  # nobody shows another film meanwhile
    _end(actor, [showing])


def end_showings_with(actor: Actor, person: Person, *, also_own: bool) -> None:
    """End what is shown to somebody who leaves training, and with ``also_own`` what they show to others."""
    require(can_end_showings(actor))
    while _end(actor, queries.list_running_with(actor, person, AT_ONCE, also_own=also_own)):
        pass


def end_showings_over(actor: Actor, work: Work) -> None:
    """End on record what the rules have closed already: the last day is over, or nobody is there to show or to see."""
    require(can_end_showings(actor))
    is_done = False
    while not is_done:
        with work.step():
            is_done = _end(actor, queries.list_over(actor, AT_ONCE)) < AT_ONCE


def _end(actor: Actor, showings: Sequence[ClipShowing]) -> int:
    """End these, and the reasons under which nothing is shown any more."""
    if not showings:
        return 0
    for showing in showings:
        showing.ended_at = clock.now()
    db.session.flush()
    record_events(
        actor,
        [
            Event("showing.ended", "clip", showing.clip.uuid, about=showing.allocation.person_id)
            for showing in showings
        ],
    )
    still = sa.exists().where(
        ClipShowing.allocation_id == Allocation.id, ClipShowing.ended_at.is_(None)
    )
    db.session.execute(
        sa.update(Allocation)
        .where(
            Allocation.id.in_({showing.allocation_id for showing in showings}),
            Allocation.kind == AllocationKind.PEER,
            Allocation.ended_at.is_(None),
            ~still.correlate(Allocation),
        )
        .values(ended_at=clock.now())
        .execution_options(synchronize_session="fetch")
    )
    return len(showings)


def _tell(actor: Actor, clip: Clip, peer: Person) -> None:
    trainee = clip.cycle.client.enrolment.person
    subject = f"{trainee.full_name} shows you a film"
    notify(actor, peer.id, subject=subject, path=f"/clips/{clip.uuid}", kind=NewsKind.FEEDBACK)

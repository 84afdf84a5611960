"""Films shown among trainees: to whom, by whom, until when; and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, joinedload

from app.accounts.models import Person
from app.allocations.models import Allocation, AllocationKind
from app.cases.models import Client, Cycle, FilmedPerson, Purpose
from app.cases.policies import consented, is_filmed, said_yes
from app.clips.models import Clip, ClipShowing, ErasureOrder
from app.clips.policies import select_shown_clips, showing_runs, visible_to
from app.clips.showings.policies import (
    can_end_showings,
    can_see_showings,
    is_fellow_of,
    is_in_training,
)
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db
from app.trainees.models import Enrolment

MOST_FELLOWS = 100
"""More trainees than one supervisor ever accompanies."""


def list_group(actor: Actor, clip: Clip) -> Sequence[Person]:
    """The intervision group: fellow trainees who have the same supervisor now, by name. Empty for whoever does not see it."""
    if not can_see_showings(actor, clip):
        return []
    enrolment = clip.cycle.client.enrolment
    supervisor = _select_supervised(Allocation.person_id).where(
        Allocation.enrolment_id == enrolment.id
    )
    fellows = _select_supervised(Enrolment.person_id).where(
        Allocation.person_id == supervisor.scalar_subquery()
    )
    return db.session.scalars(
        sa.select(Person)
        .where(Person.id.in_(fellows), is_fellow_of(enrolment))
        .order_by(Person.full_name, Person.id)
        .limit(MOST_FELLOWS)
    ).all()


def _select_supervised(column: sa.orm.InstrumentedAttribute[int]) -> sa.Select[int]:
    return (
        sa.select(column)
        .select_from(Allocation)
        .join(Enrolment, Enrolment.id == Allocation.enrolment_id)
        .where(Allocation.kind == AllocationKind.SUPERVISOR, Allocation.ended_at.is_(None))
        .correlate(None)
    )


def find_fellow_by_address(actor: Actor, clip: Clip, email: str) -> Person | None:
    """The fellow trainee who signs in with exactly this address; None for everybody else, whoever they are."""
    if not can_see_showings(actor, clip):
        return None
    return db.session.scalar(
        sa.select(Person).where(
            sa.func.lower(Person.email) == email.strip().lower(),
            is_fellow_of(clip.cycle.client.enrolment),
        )
    )


def is_fellow(actor: Actor, clip: Clip, person: Person) -> bool:
    """Whether a film may be shown to this person now."""
    fellow = sa.select(Person.id).where(
        Person.id == person.id, is_fellow_of(clip.cycle.client.enrolment)
    )
    return can_see_showings(actor, clip) and db.session.scalar(fellow) is not None


def is_agreed(actor: Actor, clip: Clip) -> bool:
    """Whether everybody the film shows says yes to intervision now."""
    agreed = (
        sa.select(Clip.id)
        .join(Clip.cycle)
        .where(
            Clip.id == clip.id,
            visible_to(actor),
            consented(Cycle.client_id, Purpose.INTERVISION, clip.kind),
        )
    )
    return db.session.scalar(agreed) is not None


def list_silent(actor: Actor, clip: Clip) -> Sequence[FilmedPerson]:
    """Everybody on the film who does not say yes to intervision, or to VIG on which it rests, now."""
    if not can_see_showings(actor, clip):
        return []
    missing = [~said_yes(purpose) for purpose in (Purpose.VIG, Purpose.INTERVISION)]
    return db.session.scalars(
        sa.select(FilmedPerson)
        .where(
            FilmedPerson.client_id == clip.cycle.client_id, is_filmed(clip.kind), sa.or_(*missing)
        )
        .order_by(FilmedPerson.is_client.desc(), FilmedPerson.id)
    ).all()


def list_showings(actor: Actor, clip: Clip, page: int = 1) -> Page[ClipShowing]:
    """To which fellow trainees the film is shown now, by name; nothing for whoever may not know."""
    running = _select_running().where(
        ClipShowing.clip_id == clip.id, sa.true() if can_see_showings(actor, clip) else sa.false()
    )
    by_name = (
        running.join(Allocation.person)
        .options(contains_eager(ClipShowing.allocation).contains_eager(Allocation.person))
        .order_by(Person.full_name, ClipShowing.id)
    )
    return read_page(db.session(), by_name, count_rows(running), page).build(itemgetter(0))


def get_showing(actor: Actor, clip: Clip, allocation_uuid: UUID) -> ClipShowing:
    """One of those showings, by the reason it belongs to. Raises NotFound."""
    showing = db.session.scalar(
        _select_running()
        .where(ClipShowing.clip_id == clip.id, Allocation.uuid == allocation_uuid)
        .options(contains_eager(ClipShowing.allocation).joinedload(Allocation.person))
    )
    if showing is None or not can_see_showings(actor, clip):
        raise NotFound
    return showing


def list_shown(actor: Actor, page: int = 1) -> Page[ClipShowing]:
    """The films that fellow trainees show to the actor and that open now, the latest first, with clip and trainee."""
    shown = (
        _select_running()
        .join(ClipShowing.clip)
        .where(
            Allocation.person_id == actor.person_id,
            Clip.id.in_(_select_shown_to_peer(actor)),
            visible_to(actor),
        )
    )
    to_trainee = (
        contains_eager(ClipShowing.clip)
        .joinedload(Clip.cycle)
        .joinedload(Cycle.client)
        .joinedload(Client.enrolment)
        .joinedload(Enrolment.person)
    )
    latest_first = shown.options(to_trainee).order_by(ClipShowing.id.desc())
    return read_page(db.session(), latest_first, count_rows(shown), page).build(itemgetter(0))


def find_showing_to(actor: Actor, clip: Clip) -> ClipShowing | None:
    """The showing that opens this film to the actor as a peer now; None where they see it for another reason."""
    if not actor.peer_ids:
        return None
    return db.session.scalar(
        _select_running().where(
            Allocation.person_id == actor.person_id,
            ClipShowing.clip_id == clip.id,
            ClipShowing.clip_id.in_(_select_shown_to_peer(actor)),
        )
    )


def find_running(actor: Actor, clip: Clip, allocation: Allocation) -> ClipShowing | None:
    """The showing of this film under this reason that runs now."""
    return db.session.scalar(
        sa.select(ClipShowing)
        .where(
            ClipShowing.clip_id == clip.id,
            ClipShowing.allocation_id == allocation.id,
            ClipShowing.ended_at.is_(None),
            sa.true() if can_see_showings(actor, clip) else sa.false(),
        )
        .options(joinedload(ClipShowing.clip))
    )


def _select_running() -> sa.Select[ClipShowing]:
    return (
        sa.select(ClipShowing)
        .join(ClipShowing.allocation)
        .where(
            Allocation.kind == AllocationKind.PEER, Allocation.ended_at.is_(None), showing_runs()
        )
    )


def _select_shown_to_peer(actor: Actor) -> sa.Select[int]:
    return select_shown_clips(actor).where(Allocation.kind == AllocationKind.PEER)


def list_running_with(
    actor: Actor, person: Person, limit: int, *, also_own: bool
) -> Sequence[ClipShowing]:
    """What is shown to this person on record, and with ``also_own`` what they show; so many at most."""
    require(can_end_showings(actor))
    own = sa.select(Enrolment.id).where(Enrolment.person_id == person.id)
    concerned = Allocation.person_id == person.id
    return _list_unended(
        concerned | Allocation.enrolment_id.in_(own) if also_own else concerned, limit
    )


def list_over(actor: Actor, limit: int) -> Sequence[ClipShowing]:
    """Showings on record that open nothing for good: past their day, without somebody on either side, of a film that goes."""
    require(can_end_showings(actor))
    trainee = aliased(Person)
    peer_is_there = sa.exists().where(
        Person.id == Allocation.person_id, Person.active, is_in_training()
    )
    trainee_is_there = sa.exists().where(
        Enrolment.id == Allocation.enrolment_id,
        trainee.id == Enrolment.person_id,
        trainee.active,
    )
    film_goes = sa.exists().where(ErasureOrder.clip_id == ClipShowing.clip_id)
    return _list_unended(
        sa.or_(
            ~showing_runs(),
            Allocation.ended_at.is_not(None),
            ~peer_is_there.correlate(Allocation),
            ~trainee_is_there.correlate(Allocation),
            film_goes.correlate(ClipShowing),
        ),
        limit,
    )


def _list_unended(criterion: sa.ColumnElement[bool], limit: int) -> Sequence[ClipShowing]:
    return db.session.scalars(
        sa.select(ClipShowing)
        .join(ClipShowing.allocation)
        .where(Allocation.kind == AllocationKind.PEER, ClipShowing.ended_at.is_(None), criterion)
        .options(contains_eager(ClipShowing.allocation), joinedload(ClipShowing.clip))
        .order_by(ClipShowing.id)
        .limit(limit)
    ).all()

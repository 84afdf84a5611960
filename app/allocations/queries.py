"""Reasons for access, read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.accounts.models import Person
from app.accounts.sign_ins.queries import find_running_sign_in
from app.allocations.models import Allocation, AllocationKind
from app.core import clock
from app.core.actor import Actor, RoleName
from app.extensions import db
from app.organisations.models import NamedPerson
from app.trainees.models import Enrolment

NAMED = "named"
"""The reason of somebody whom an organisation named, beside the kinds of allocation."""


def build_actor(person: Person) -> Actor:
    """Everything the policies may ask about this person, in one query. Only allocations that run now count.

    Intervision is among trainees: whoever is none any more is nobody's peer.
    """
    reasons = _list_reasons(person)
    roles = frozenset(RoleName(role.name) for role in person.roles)
    return Actor(
        person_id=person.id,
        roles=roles,
        supervised_ids=frozenset(reasons[AllocationKind.SUPERVISOR]),
        reviewing_ids=frozenset(reasons[AllocationKind.REVIEWER]),
        peer_ids=frozenset(reasons[AllocationKind.PEER] if RoleName.TRAINEE in roles else ()),
        named_for_ids=frozenset(reasons[NAMED]),
        films_closed_until=_read_closing(person),
    )


def find_actor_again(
    actor: Actor, sign_in_id: int, idle_limit: timedelta, limit: timedelta
) -> Actor | None:
    """Whoever sent a request that is still being answered, as policies see them now; None once their sign-in is over."""
    sign_in = find_running_sign_in(actor, sign_in_id, idle_limit, limit)
    return None if sign_in is None else build_actor(sign_in.person)


def _list_reasons(person: Person) -> Mapping[str, set[int]]:
    """What kind of reason -> the enrolments, or for `NAMED` the organisations, it is about."""
    rows = db.session.execute(
        sa.union_all(
            sa.select(sa.cast(Allocation.kind, sa.String), Allocation.enrolment_id).where(
                Allocation.person_id == person.id, Allocation.ended_at.is_(None)
            ),
            sa.select(sa.literal(NAMED), NamedPerson.organisation_id).where(
                NamedPerson.person_id == person.id, NamedPerson.ended_at.is_(None)
            ),
        )
    )
    reasons: defaultdict[str, set[int]] = defaultdict(set)
    for kind, about_id in rows:
        reasons[kind].add(about_id)
    return reasons


def _read_closing(person: Person) -> datetime | None:
    until = person.films_closed_until
    return until if until is not None and until > clock.now() else None


def find_supervisors(enrolment_ids: Collection[int]) -> Mapping[int, Person]:
    """Enrolment id -> its supervisor now; trainees who wait for one are left out."""
    rows = db.session.execute(
        sa.select(Allocation.enrolment_id, Person)
        .join(Allocation.person)
        .where(
            Allocation.enrolment_id.in_(enrolment_ids),
            Allocation.kind == AllocationKind.SUPERVISOR,
            Allocation.ended_at.is_(None),
        )
    )
    return dict(rows.all())


def find_supervisor(enrolment: Enrolment) -> Person | None:
    """Who supervises this trainee now; None while they wait for somebody."""
    return find_supervisors([enrolment.id]).get(enrolment.id)


def list_running_allocations(enrolment: Enrolment) -> Sequence[Allocation]:
    """Every reason for access to this trainee's work that runs now, oldest first."""
    return db.session.scalars(
        sa.select(Allocation)
        .where(Allocation.enrolment_id == enrolment.id, Allocation.ended_at.is_(None))
        .order_by(Allocation.id)
    ).all()

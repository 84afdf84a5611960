"""What organisations approved, read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db
from app.organisations.approvals.policies import SOON_DAYS, ends_within
from app.organisations.models import (
    Approval,
    ApprovalEnding,
    ApprovalNotice,
    ApprovalScope,
    ApprovedPerson,
    Organisation,
)
from app.organisations.policies import (
    can_manage_organisations,
    can_see_organisations,
    covers,
    running_approval,
)


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One approval with its end, where somebody took it back, and the people it names."""

    approval: Approval
    ending: ApprovalEnding | None
    people: Sequence[Person] = ()

    @property
    def is_running(self) -> bool:
        """Whether it holds today."""
        return not (self.ending or self.is_over) and self.approval.from_on <= clock.today()

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.approval.until_on is not None and self.approval.until_on < clock.today()

    @property
    def can_end(self) -> bool:
        """Whether there is anything left to take back."""
        return not (self.ending or self.is_over)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one organisation approves today, for everybody or for some."""

    approvals: Sequence[Approval] = field(default_factory=list)

    @property
    def films(self) -> Approval | None:
        """The approval of films that reaches furthest."""
        return _pick(self.approvals, ApprovalScope.FILMS)

    @property
    def counts(self) -> Approval | None:
        """The approval of counts alone that reaches furthest."""
        return _pick(self.approvals, ApprovalScope.COUNTS)

    @property
    def ends_soon_on(self) -> date | None:
        """The last day of the widest approval where it is near."""
        widest = self.films or self.counts
        soon = clock.today() + timedelta(days=SOON_DAYS)
        until_on = widest.until_on if widest else None
        return until_on if until_on is not None and until_on <= soon else None


def _pick(approvals: Sequence[Approval], scope: ApprovalScope) -> Approval | None:
    those = [approval for approval in approvals if approval.scope is scope]
    return max(those, key=lambda a: (a.is_for_everybody, a.until_on or date.max), default=None)


def page_approvals(actor: Actor, organisation: Organisation, page: int = 1) -> Page[ApprovalRow]:
    """Everything one organisation ever approved, latest first; for the office."""
    require(can_manage_organisations(actor))
    those = (
        sa.select(Approval, ApprovalEnding)
        .outerjoin(ApprovalEnding, ApprovalEnding.approval_id == Approval.id)
        .where(Approval.organisation_id == organisation.id)
    )
    latest_first = those.order_by(Approval.from_on.desc(), Approval.id.desc())
    counted = count_rows(sa.select(Approval.id).where(Approval.organisation_id == organisation.id))
    found = read_page(db.session(), latest_first, counted, page)
    people = _list_people([approval.id for approval, _ in found.rows])
    return found.build(lambda row: ApprovalRow(row[0], row[1], people.get(row[0].id, ())))


def get_approval(actor: Actor, uuid: UUID) -> Approval:
    """One approval with its organisation, for the office. Raises NotFound."""
    require(can_manage_organisations(actor))
    approval = db.session.scalar(
        sa.select(Approval).where(Approval.uuid == uuid).options(joinedload(Approval.organisation))
    )
    if approval is None:
        raise NotFound
    return approval


def has_ended(actor: Actor, approval: Approval) -> bool:
    """Whether somebody took it back already."""
    require(can_manage_organisations(actor))
    ended = sa.exists().where(ApprovalEnding.approval_id == approval.id)
    return bool(db.session.scalar(sa.select(ended)))


def list_standings(actor: Actor, organisation_ids: Collection[int]) -> Mapping[int, Standing]:
    """Organisation id -> what it approves today; where it approves nothing it is left out."""
    require(can_see_organisations(actor))
    running = sa.select(Approval).where(
        Approval.organisation_id.in_(organisation_ids), running_approval()
    )
    found: defaultdict[int, list[Approval]] = defaultdict(list)
    for approval in db.session.scalars(running.order_by(Approval.id)):
        found[approval.organisation_id].append(approval)
    return {key: Standing(approvals) for key, approvals in found.items()}


def list_standings_for(actor: Actor, organisation_ids: Collection[int]) -> Mapping[int, Standing]:
    """Organisation id -> what it approves today for the person who asks."""
    require(can_see_organisations(actor))
    running = sa.select(Approval).where(
        Approval.organisation_id.in_(organisation_ids),
        running_approval(),
        covers(actor.person_id),
    )
    found: defaultdict[int, list[Approval]] = defaultdict(list)
    for approval in db.session.scalars(running.order_by(Approval.id)):
        found[approval.organisation_id].append(approval)
    return {key: Standing(approvals) for key, approvals in found.items()}


def count_ending(actor: Actor) -> int:
    """How many open organisations have an approval that ends soon and is not followed by another."""
    require(can_manage_organisations(actor))
    organisations = (
        sa.select(sa.func.count(sa.distinct(Approval.organisation_id)))
        .join(Approval.organisation)
        .where(Organisation.closed_at.is_(None), ends_within(SOON_DAYS))
    )
    return db.session.scalar(organisations) or 0


def list_untold(actor: Actor, days: int, limit: int) -> Sequence[Approval]:
    """Approvals that end within so many days, of which nobody was told at that mark."""
    require(actor.is_system)
    told = sa.exists().where(ApprovalNotice.approval_id == Approval.id, ApprovalNotice.days == days)
    return db.session.scalars(
        sa.select(Approval)
        .join(Approval.organisation)
        .where(Organisation.closed_at.is_(None), ends_within(days), ~told.correlate(Approval))
        .options(joinedload(Approval.organisation))
        .order_by(Approval.id)
        .limit(limit)
    ).all()


def list_told(actor: Actor, approval: Approval) -> Collection[int]:
    """The marks at which people were told of this approval's end."""
    require(actor.is_system)
    marks = sa.select(ApprovalNotice.days).where(ApprovalNotice.approval_id == approval.id)
    return set(db.session.scalars(marks))


def _list_people(approval_ids: Collection[int]) -> Mapping[int, Sequence[Person]]:
    rows = db.session.execute(
        sa.select(ApprovedPerson.approval_id, Person)
        .join(ApprovedPerson.person)
        .where(ApprovedPerson.approval_id.in_(approval_ids))
        .order_by(Person.full_name, Person.id)
    )
    named: defaultdict[int, list[Person]] = defaultdict(list)
    for approval_id, person in rows:
        named[approval_id].append(person)
    return named

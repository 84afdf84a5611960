"""Whose organisations they are to look after, and which approvals let films in."""

from __future__ import annotations

import sqlalchemy as sa

from app.core import clock
from app.core.actor import Actor, RoleName
from app.organisations.models import Approval, ApprovalEnding, ApprovalScope, ApprovedPerson

IdColumn = sa.ColumnElement[int] | sa.orm.InstrumentedAttribute[int]
MaybeIdColumn = IdColumn | sa.orm.InstrumentedAttribute[int | None] | sa.ColumnElement[int | None]


def can_manage_organisations(actor: Actor) -> bool:
    """The association's office records what organisations approved, and whom a family turns to."""
    return actor.is_system or actor.holds(RoleName.ADMINISTRATOR)


def can_see_organisations(actor: Actor) -> bool:
    """Whoever works with clients, or looks after those who do, sees where that may be; nothing here is about a family."""
    return actor.is_system or bool(
        actor.roles & {RoleName.TRAINEE, RoleName.SUPERVISOR, RoleName.ADMINISTRATOR}
    )


def running_approval() -> sa.ColumnElement[bool]:
    """Approvals that hold today: today lies from ``from_on`` to ``until_on``, and nobody took them back."""
    today = clock.today()
    ended = sa.exists().where(ApprovalEnding.approval_id == Approval.id).correlate(Approval)
    return sa.and_(
        Approval.from_on <= today,
        sa.or_(Approval.until_on.is_(None), Approval.until_on >= today),
        ~ended,
    )


def covers(person_id: IdColumn | int) -> sa.ColumnElement[bool]:
    """Approvals that are for everybody, or name this person."""
    named = (
        sa.exists()
        .where(ApprovedPerson.approval_id == Approval.id, ApprovedPerson.person_id == person_id)
        .correlate_except(ApprovedPerson)
    )
    return sa.or_(Approval.is_for_everybody.is_(sa.true()), named)


def approves_films(
    organisation_id: MaybeIdColumn, person_id: IdColumn | int
) -> sa.ColumnElement[bool]:
    """Whether the organisation in this column approves today that this person's films are in the portal.

    A client without an organisation has nobody who approved anything.
    """
    return (
        sa.exists()
        .where(
            Approval.organisation_id == organisation_id,
            Approval.scope == ApprovalScope.FILMS,
            running_approval(),
            covers(person_id),
        )
        .correlate_except(Approval)
    )

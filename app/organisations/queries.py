"""Organisations and what they approved, read."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa

from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db
from app.organisations.approvals.policies import SOON_DAYS, ends_within
from app.organisations.models import Approval, ApprovalScope, Organisation
from app.organisations.policies import (
    can_manage_organisations,
    can_see_organisations,
    covers,
    running_approval,
)


class Show(enum.StrEnum):
    """Which organisations a list holds."""

    OPEN = ""
    ENDS_SOON = "ends-soon"
    WITHOUT_APPROVAL = "without-approval"
    CLOSED = "closed"

    @classmethod
    def _missing_(cls, _value: object) -> Show:
        return cls.OPEN


@dataclass(frozen=True, slots=True)
class OrganisationFilter:
    """What to look for: part of a name or controller, and in which state."""

    words: str = ""
    show: Show = Show.OPEN


def find_film_approval(organisation_id: int | None, person_id: int) -> Approval | None:
    """The approval under which films of this person's work there may be in the portal today; the one that runs longest."""
    return db.session.scalar(
        sa.select(Approval)
        .where(
            Approval.organisation_id == organisation_id,
            Approval.scope == ApprovalScope.FILMS,
            running_approval(),
            covers(person_id),
        )
        .order_by(Approval.until_on.is_not(None), Approval.until_on.desc(), Approval.id)
        .limit(1)
    )


def list_open_organisations(actor: Actor) -> Sequence[Organisation]:
    """Organisations in which a new client may be opened now, by name."""
    require(can_see_organisations(actor))
    return db.session.scalars(
        sa.select(Organisation).where(Organisation.closed_at.is_(None)).order_by(Organisation.name)
    ).all()


def page_organisations(
    actor: Actor, wanted: OrganisationFilter, page: int = 1
) -> Page[Organisation]:
    """One page of the office's list, by name."""
    require(can_manage_organisations(actor))
    return _read_page(_matching(wanted), page)


def page_open_organisations(actor: Actor, words: str, page: int = 1) -> Page[Organisation]:
    """One page of the organisations in which a new client may be opened now, by name."""
    require(can_see_organisations(actor))
    return _read_page(_matching(OrganisationFilter(words)), page)


def get_organisation(actor: Actor, uuid: UUID) -> Organisation:
    """One organisation, open or closed. Raises NotFound, also for whoever has nothing to do with clients."""
    found = db.session.scalar(sa.select(Organisation).where(Organisation.uuid == uuid))
    if found is None or not can_see_organisations(actor):
        raise NotFound
    return found


def _read_page(those: sa.Select[Organisation], page: int) -> Page[Organisation]:
    by_name = those.order_by(Organisation.name, Organisation.id)
    return read_page(db.session(), by_name, count_rows(those), page).build(itemgetter(0))


def _matching(wanted: OrganisationFilter) -> sa.Select[Organisation]:
    is_closed = Organisation.closed_at.is_not(None)
    criteria: list[sa.ColumnElement[bool]] = [
        is_closed if wanted.show is Show.CLOSED else ~is_closed
    ]
    approvals = sa.exists().where(Approval.organisation_id == Organisation.id)
    if wanted.show is Show.ENDS_SOON:
        criteria.append(approvals.where(ends_within(SOON_DAYS)).correlate(Organisation))
    if wanted.show is Show.WITHOUT_APPROVAL:
        criteria.append(~approvals.where(running_approval()).correlate(Organisation))
    if wanted.words:
        criteria.append(
            sa.or_(
                Organisation.name.icontains(wanted.words, autoescape=True),
                Organisation.controller.icontains(wanted.words, autoescape=True),
            )
        )
    return sa.select(Organisation).where(*criteria)

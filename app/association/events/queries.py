"""The audit trail as the office searches it: ids and instants, and beside them the names of those who have an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.association.policies import can_see_association
from app.audit.models import AuditEvent
from app.audit.words.telling import find_words
from app.core import clock
from app.core.actor import Actor
from app.core.pagination import Page, read_page
from app.core.policy import require
from app.extensions import db

KINDS: Mapping[str, str] = {
    "agreement_version": "agreement",
    "allocation": "allocation",
    "award": "award",
    "client": "client",
    "clip": "film",
    "comment": "comment",
    "cycle": "cycle",
    "enrolment": "training",
    "invitation": "invitation",
    "kept_words": "kept words",
    "member_import": "import",
    "person": "person",
    "position": "brought-forward position",
    "profile_choice": "list entry",
    "review": "review",
    "session": "supervision session",
    "sign_in": "sign-in",
    "words_sample": "sample of kept words",
}
"""What events are mostly about, as the office calls it."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What to look for: part of a name or an address, an action, a kind of thing, London dates from and until."""

    person: str = ""
    action: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event; without an actor it was the portal, or somebody who was not signed in."""

    id: int
    at: datetime
    actor: str | None
    action: str
    concerned: str | None
    subject_kind: str | None
    subject_id: UUID | None

    @property
    def words(self) -> str:
        """What happened, in a few words."""
        return find_words(self.action).label

    @property
    def thing(self) -> str | None:
        """What kind of thing it was about."""
        kind = self.subject_kind
        return None if kind is None else KINDS.get(kind, kind.replace("_", " "))


def list_events(actor: Actor, wanted: EventFilter, page: int = 1) -> Page[EventRow]:
    """One page of the trail, the latest first."""
    require(can_see_association(actor))
    counted = sa.select(sa.func.count(AuditEvent.id)).where(_matches(wanted))
    return read_page(db.session(), _select(wanted), counted, page).build(lambda row: EventRow(*row))


def list_first_events(actor: Actor, wanted: EventFilter, most: int) -> Sequence[EventRow]:
    """The latest so many, for an export."""
    require(can_see_association(actor))
    return [EventRow(*row) for row in db.session.execute(_select(wanted).limit(most))]


def _matches(wanted: EventFilter) -> sa.ColumnElement[bool]:
    criteria: list[sa.ColumnElement[bool]] = [sa.true()]
    if wanted.person:
        those = _select_people(wanted.person)
        criteria.append(AuditEvent.actor_id.in_(those) | AuditEvent.about_id.in_(those))
    if wanted.action:
        criteria.append(AuditEvent.action == wanted.action)
    if wanted.kind:
        criteria.append(AuditEvent.subject_kind == wanted.kind)
    if wanted.since:
        criteria.append(AuditEvent.at >= clock.start_of(wanted.since))
    if wanted.until:
        criteria.append(AuditEvent.at < clock.start_of(wanted.until + timedelta(days=1)))
    return sa.and_(*criteria)


def _select_people(words: str) -> sa.Select[int]:
    found = Person.full_name.icontains(words, autoescape=True)
    return sa.select(Person.id).where(found | (Person.email == words.lower()))


def _select(wanted: EventFilter) -> sa.Select[*tuple[Any, ...]]:
    doer, concerned = aliased(Person), aliased(Person)
    return (
        sa.select(
            *(AuditEvent.id, AuditEvent.at, doer.full_name, AuditEvent.action),
            *(concerned.full_name, AuditEvent.subject_kind, AuditEvent.subject_id),
        )
        .outerjoin(doer, doer.id == AuditEvent.actor_id)
        .outerjoin(concerned, concerned.id == AuditEvent.about_id)
        .where(_matches(wanted))
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    )

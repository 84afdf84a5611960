"""The events somebody may read: what they did, and what was done that concerns them."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter

import sqlalchemy as sa

from app.accounts.models import Person
from app.audit.models import AuditEvent
from app.audit.words.telling import SOMEBODY, tell_concerned, tell_own
from app.core.actor import Actor
from app.core.pagination import Page, read_page
from app.core.policy import require
from app.extensions import db


class Show(enum.StrEnum):
    """Which events the page holds."""

    ALL = "all"
    OTHERS = "others"

    @classmethod
    def _missing_(cls, _value: object) -> Show:
        return cls.ALL


@dataclass(frozen=True, slots=True)
class Happening:
    """One event in words to the person who reads it."""

    at: datetime
    words: str
    is_own: bool


def list_activity(actor: Actor, show: Show, page: int = 1) -> Page[Happening]:
    """One page of what the person did and what concerns them, the latest first."""
    require(actor.person_id > 0)
    concerned = AuditEvent.about_id == actor.person_id
    those = (
        concerned if show is Show.OTHERS else concerned | (AuditEvent.actor_id == actor.person_id)
    )
    counted = sa.select(sa.func.count(AuditEvent.id)).where(those)
    latest = sa.select(AuditEvent).where(those).order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    events = read_page(db.session(), latest, counted, page).build(itemgetter(0))
    names = _list_names(events)
    return events.build(lambda event: _word(actor, event, names))


def _list_names(events: Page[AuditEvent]) -> Mapping[int, str]:
    ids = {event.actor_id for event in events.rows} | {event.about_id for event in events.rows}
    found = sa.select(Person.id, Person.full_name).where(Person.id.in_(ids - {None}))
    return dict(db.session.execute(found).all())


def _word(actor: Actor, event: AuditEvent, names: Mapping[int, str]) -> Happening:
    is_own = event.actor_id == actor.person_id
    other_id = event.about_id if is_own else event.actor_id
    other = None if other_id is None else names.get(other_id, SOMEBODY)
    words = (tell_own if is_own else tell_concerned)(event.action, other)
    return Happening(event.at, words, is_own)

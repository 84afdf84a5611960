"""Writing the audit trail, with the change it tells of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from app.audit.models import AuditEvent
from app.core.actor import Actor
from app.extensions import db


@dataclass(frozen=True, slots=True)
class Event:
    """One of many events that are recorded together; the fields are those of `record_event`."""

    action: str
    subject_kind: str | None = None
    subject_id: UUID | None = None
    about: int | None = None


def record_event(
    actor: Actor,
    action: str,
    subject_kind: str | None = None,
    subject_id: UUID | None = None,
    *,
    about: int | None = None,
) -> None:
    """Add the event to the present transaction: it stands or falls with the change.

    ``action`` is a noun and a verb in the past, such as ``clip.viewed``. ``about`` is the id of the person concerned;
    where that is the actor, the event is theirs anyway.
    """
    actor_id = actor.person_id if actor.person_id > 0 else None
    event = AuditEvent(
        actor_id=actor_id,
        action=action,
        subject_kind=subject_kind,
        subject_id=subject_id,
        about_id=None if about == actor_id else about,
    )
    db.session.add(event)


def record_events(actor: Actor, events: Iterable[Event]) -> None:
    """Add many events to the present transaction by one statement."""
    actor_id = actor.person_id if actor.person_id > 0 else None
    rows = [
        {
            "actor_id": actor_id,
            "action": event.action,
            "subject_kind": event.subject_kind,
            "subject_id": event.subject_id,
            "about_id": None if event.about == actor_id else event.about,
        }
        for event in events
    ]
    if rows:
        db.session.execute(sa.insert(AuditEvent), rows)

"""Writing the audit trail, with the change it tells of."""

from __future__ import annotations

from uuid import UUID

from app.audit.models import AuditEvent
from app.core.actor import Actor
from app.extensions import db


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

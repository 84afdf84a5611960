"""Writing the audit trail: with the change it tells of, or kept through a refusal."""

from __future__ import annotations

from contextvars import ContextVar
from uuid import UUID

from app.audit.models import AuditEvent
from app.core.actor import Actor
from app.extensions import db, unit_of_work

_kept: ContextVar[tuple[AuditEvent, ...]] = ContextVar("kept_events", default=())


def record_event(
    actor: Actor, action: str, subject_kind: str | None = None, subject_id: UUID | None = None
) -> None:
    """Add the event to the present transaction: it stands or falls with the change."""
    db.session.add(_build_event(actor, action, subject_kind, subject_id))


def keep_event(
    actor: Actor, action: str, subject_kind: str | None = None, subject_id: UUID | None = None
) -> None:
    """Hold the event until the request is over, so that it is written even where the request is refused."""
    _kept.set((*_kept.get(), _build_event(actor, action, subject_kind, subject_id)))


def write_kept_events() -> None:
    """Write what was kept in a transaction of its own. Called once at the end of each request."""
    events = _kept.get()
    if not events:
        return
    _kept.set(())
    with unit_of_work():
        db.session.add_all(events)


def _build_event(
    actor: Actor, action: str, subject_kind: str | None, subject_id: UUID | None
) -> AuditEvent:
    actor_id = actor.person_id if actor.person_id > 0 else None
    return AuditEvent(
        actor_id=actor_id, action=action, subject_kind=subject_kind, subject_id=subject_id
    )

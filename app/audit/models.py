"""Who did what, when: ids only, never a name, an address or a clinical word."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.base import AppendOnly, Base


class AuditEvent(Base, AppendOnly):
    """One event. ``actor_id`` is empty for the system and for signed-out visitors.

    ``about_id`` is the person concerned where that is not the actor: they may read the event, too.
    """

    __tablename__ = "audit_event"
    __table_args__ = (sa.Index("ix_audit_event_subject", "subject_kind", "subject_id"),)

    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(sa.String(60))
    subject_kind: Mapped[str | None] = mapped_column(sa.String(40))
    subject_id: Mapped[UUID | None]
    about_id: Mapped[int | None] = mapped_column(index=True)

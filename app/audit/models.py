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

    ``about_id`` is the person concerned where that is not the actor: they may read the event, too. A new column must
    be nullable: what is empty is left out of the seal, so that older seals go on holding.
    """

    __tablename__ = "audit_event"
    __table_args__ = (sa.Index("ix_audit_event_subject", "subject_kind", "subject_id"),)

    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(sa.String(60))
    subject_kind: Mapped[str | None] = mapped_column(sa.String(40))
    subject_id: Mapped[UUID | None]
    about_id: Mapped[int | None] = mapped_column(index=True)


class AuditSeal(Base, AppendOnly):
    """The place of one event in the chain, counted from 1 without gaps, and what binds it to all before it.

    Places are given in the order of sealing: ids are drawn before their transactions end, and those end in any order.
    """

    __tablename__ = "audit_seal"

    id: Mapped[int] = mapped_column("place", primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(unique=True)
    sealed_at: Mapped[datetime]
    mac: Mapped[bytes] = mapped_column(sa.LargeBinary(32))


class SealerLease(Base):
    """The one row that says which worker seals now, and until when it may."""

    __tablename__ = "sealer_lease"

    holder: Mapped[str] = mapped_column(sa.String(36))
    held_until: Mapped[datetime]

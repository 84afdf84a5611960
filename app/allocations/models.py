"""Every reason one person has to see another's work, from when to when."""

from __future__ import annotations

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.base import Addressed, Base, enum_column
from app.trainees.models import Enrolment


class AllocationKind(enum.StrEnum):
    """Why somebody may see a trainee's work."""

    SUPERVISOR = "supervisor"
    REVIEWER = "reviewer"
    PEER = "peer"


class Allocation(Base, Addressed):
    """A supervisor for a trainee, a reviewer for one of their stages, or a peer for intervision. Ending one ends the access at once."""

    __tablename__ = "allocation"
    __table_args__ = (
        sa.Index(
            "uq_allocation_current_supervisor",
            "enrolment_id",
            unique=True,
            sqlite_where=sa.text("kind = 'supervisor' AND ended_at IS NULL"),
            postgresql_where=sa.text("kind = 'supervisor' AND ended_at IS NULL"),
        ),
        sa.Index("ix_allocation_person_current", "person_id", "kind", "ended_at"),
    )

    kind: Mapped[AllocationKind] = mapped_column(enum_column(AllocationKind))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]
    allocated_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    enrolment: Mapped[Enrolment] = relationship()

    def end(self) -> None:
        """End the access now; the row stays as the record of who could see what until when."""
        self.ended_at = clock.now()

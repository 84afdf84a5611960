"""What changed about somebody's account, each with who and when."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.actor import RoleName
from app.core.base import Addressed, AppendOnly, Base, enum_column


class RoleWithdrawal(Base, AppendOnly):
    """A role somebody held, from when to when, and by whose hand it came and went."""

    __tablename__ = "role_withdrawal"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    role: Mapped[RoleName] = mapped_column(enum_column(RoleName))
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    withdrawn_by: Mapped[Person | None] = relationship(foreign_keys=withdrawn_by_id)


class Deactivation(Base):
    """An account that is closed, until somebody opens it again. All of the person's work stays where it is."""

    __tablename__ = "deactivation"
    __table_args__ = (
        sa.Index(
            "uq_deactivation_current",
            "person_id",
            unique=True,
            sqlite_where=sa.text("reactivated_at IS NULL"),
            postgresql_where=sa.text("reactivated_at IS NULL"),
        ),
    )

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    deactivated_at: Mapped[datetime] = mapped_column(default=clock.now)
    deactivated_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    reactivated_at: Mapped[datetime | None]
    reactivated_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    deactivated_by: Mapped[Person | None] = relationship(foreign_keys=deactivated_by_id)
    reactivated_by: Mapped[Person | None] = relationship(foreign_keys=reactivated_by_id)

    def reverse(self, by_id: int | None) -> None:
        """The account is open again from now on."""
        self.reactivated_at, self.reactivated_by_id = clock.now(), by_id


class AddressChange(Base, Addressed):
    """The address somebody signed in with until now. It is written to once, so that no account moves in silence.

    It goes with the person who leaves for good.
    """

    __tablename__ = "address_change"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    former_email: Mapped[str] = mapped_column(sa.String(255))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    changed_by: Mapped[Person | None] = relationship(foreign_keys=changed_by_id)

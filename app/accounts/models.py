"""People who sign in, and the roles they hold."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask_security import RoleMixin, UserMixin, verify_password
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.actor import RoleName
from app.core.base import Addressed, Base, enum_column

person_role = sa.Table(
    "person_role",
    Base.metadata,
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("role_id", sa.ForeignKey("role.id"), primary_key=True),
)


class Role(Base, RoleMixin):
    """A role of the association; the set is fixed by `RoleName`."""

    __tablename__ = "role"

    name: Mapped[RoleName] = mapped_column(enum_column(RoleName), unique=True)


class Person(Base, Addressed, UserMixin):
    """Somebody with an account. Names and addresses stand here and nowhere else."""

    __tablename__ = "person"

    email: Mapped[str] = mapped_column(sa.String(255), unique=True)
    full_name: Mapped[str] = mapped_column(sa.String(200), index=True)
    known_as: Mapped[str] = mapped_column(sa.String(80))
    pronouns: Mapped[str] = mapped_column(sa.String(40), default="")
    time_zone: Mapped[str] = mapped_column(sa.String(64), default=clock.LONDON.key)
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]  # theirs is list[RoleMixin]
        secondary=person_role, order_by=Role.id
    )

    def verify_and_update_password(self, password: str) -> bool:
        """Whether this is the password. Signing in writes nothing: it is hashed anew only when it is changed."""
        return self.password is not None and bool(verify_password(password, self.password))

    @property
    def initials(self) -> str:
        """Two letters for the round mark beside a name."""
        words = self.full_name.split() or ["?"]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

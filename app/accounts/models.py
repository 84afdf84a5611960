"""People who sign in, and the roles they hold."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from flask_security import RoleMixin, UserMixin, WebAuthnMixin, verify_password
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.actor import RoleName
from app.core.base import Addressed, Base, UtcDateTime, enum_column

FILMS_CLOSED_FOR = timedelta(hours=24)
"""How long after the office changed the way into an account."""

person_role = sa.Table(
    "person_role",
    Base.metadata,
    sa.Column("person_id", sa.ForeignKey("person.id"), primary_key=True),
    sa.Column("role_id", sa.ForeignKey("role.id"), primary_key=True),
    sa.Column("granted_at", UtcDateTime(), default=clock.now, nullable=False),
    sa.Column("granted_by_id", sa.ForeignKey("person.id")),
)
"""Who holds which role now, since when and by whose hand; empty where an award or an operator gave it."""


class Role(Base, RoleMixin):
    """A role of the association; the set is fixed by `RoleName`."""

    __tablename__ = "role"

    name: Mapped[RoleName] = mapped_column(enum_column(RoleName), unique=True)


class AnyUse:
    """Flask-Security's passkeys are for one use, signing in or confirming a password; the portal's are for both."""

    def __eq__(self, other: object) -> bool:
        """Whether it names a use."""
        return other in {"first", "secondary"}

    def __hash__(self) -> int:
        """As one value."""
        return hash(AnyUse)


class Passkey(Base, Addressed, WebAuthnMixin):
    """A key that a device or a stick keeps for somebody; the portal knows its public half.

    Its owner is verified at each use, by a finger, a face or a code, so that it is enough to sign in.
    """

    __tablename__ = "passkey"
    __table_args__ = (sa.UniqueConstraint("person_id", "name"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(sa.String(64))
    credential_id: Mapped[bytes] = mapped_column(sa.LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    sign_count: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    transports: Mapped[list[str] | None] = mapped_column(sa.JSON)
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(sa.String(64))
    extensions: Mapped[str | None] = mapped_column(sa.String(255))
    added_at: Mapped[datetime] = mapped_column(default=clock.now)
    lastuse_datetime: Mapped[datetime] = mapped_column(default=clock.now)

    @property  # type: ignore[override]  # theirs names one use
    def usage(self) -> AnyUse:
        """What it may be used for."""
        return AnyUse()

    @usage.setter
    def usage(self, _use: str) -> None:
        """Flask-Security names one use; see `AnyUse`."""

    def get_user_mapping(self) -> dict[str, int]:
        """How Flask-Security finds its owner."""
        return {"id": self.person_id}

    @property
    def last_used_at(self) -> datetime | None:
        """When it was shown last; None before the first time."""
        return self.lastuse_datetime if self.lastuse_datetime > self.added_at else None


class Person(Base, Addressed, UserMixin):
    """Somebody with an account. Names and addresses stand here and nowhere else.

    ``tf_totp_secret`` is the sealed secret of their authenticator app and ``totp_counter`` the half-minute of the last
    code it opened the door with. ``mf_recovery_codes`` are sealed too: None before there is a second factor, empty
    when new ones are due. ``webauthn`` are their passkeys. Flask-Security chose these names.
    """

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

    tf_primary_method: Mapped[str | None] = mapped_column(sa.String(32))
    tf_totp_secret: Mapped[str | None] = mapped_column(sa.String(500))
    totp_added_at: Mapped[datetime | None]
    totp_counter: Mapped[int | None] = mapped_column(sa.BigInteger)
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(
        MutableList.as_mutable(sa.JSON(none_as_null=True))
    )
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]  # it comes with the first passkey
        sa.String(64), unique=True
    )
    films_closed_until: Mapped[datetime | None]

    webauthn: Mapped[list[Passkey]] = relationship(  # type: ignore[assignment]  # theirs is list[WebAuthnMixin]
        order_by=Passkey.id, cascade="all, delete-orphan"
    )
    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]  # theirs is list[RoleMixin]
        secondary=person_role,
        primaryjoin=lambda: Person.id == person_role.c.person_id,
        order_by=Role.id,
    )

    def verify_and_update_password(self, password: str) -> bool:
        """Whether this is the password. Signing in writes nothing: it is hashed anew only when it is changed."""
        return self.password is not None and bool(verify_password(password, self.password))

    def close_films(self) -> None:
        """Keep the films of families closed to this account for a while: somebody else may have come into its hands."""
        self.films_closed_until = clock.now() + FILMS_CLOSED_FOR

    @property
    def introduction(self) -> str:
        """Name and pronouns, as people who work together see each other."""
        return f"{self.full_name} ({self.pronouns})" if self.pronouns else self.full_name

    @property
    def initials(self) -> str:
        """Two letters for the round mark beside a name."""
        words = self.full_name.split() or ["?"]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

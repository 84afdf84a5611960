"""Invitations: the only way to an account."""

from __future__ import annotations

import enum
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.invitations.grants import list_offers
from app.accounts.models import Person, Role
from app.core import clock
from app.core.actor import RoleName
from app.core.base import Addressed, Base

LINK_LIFE = timedelta(days=7)
"""How long the link in a letter can be used."""

invitation_role = sa.Table(
    "invitation_role",
    Base.metadata,
    sa.Column("invitation_id", sa.ForeignKey("invitation.id"), primary_key=True),
    sa.Column("role_id", sa.ForeignKey("role.id"), primary_key=True),
)


class State(enum.StrEnum):
    """Where an invitation stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    REVOKED = "revoked"


def _end_of_new_link() -> datetime:
    return clock.now() + LINK_LIFE


class Invitation(Base, Addressed):
    """Somebody was asked to join with these roles; the letter's link can be used once, and for `LINK_LIFE`.

    ``link_key`` names the link that counts; sending again makes a new one, which ends the one before. What is
    secret about a link stands in no column, see `tokens`. ``invited_by`` is empty where the operator invited.
    ``course_ended_on`` is the last day of the Initial Training Course the person took. ``superseded_at``: the
    address was invited anew after this one had run out.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        sa.Index(
            "uq_invitation_open_email",
            "email",
            unique=True,
            sqlite_where=sa.text(
                "accepted_at IS NULL AND revoked_at IS NULL AND superseded_at IS NULL"
            ),
            postgresql_where=sa.text(
                "accepted_at IS NULL AND revoked_at IS NULL AND superseded_at IS NULL"
            ),
        ),
    )

    email: Mapped[str] = mapped_column(sa.String(255))
    full_name: Mapped[str] = mapped_column(sa.String(200))
    invited_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    course_ended_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    link_key: Mapped[UUID] = mapped_column(default=uuid4, unique=True)
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(default=_end_of_new_link)
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    revoked_at: Mapped[datetime | None]
    superseded_at: Mapped[datetime | None]

    invited_by: Mapped[Person | None] = relationship(foreign_keys=invited_by_id)
    accepted_by: Mapped[Person | None] = relationship(foreign_keys=accepted_by_id)
    roles: Mapped[list[Role]] = relationship(secondary=invitation_role, order_by=Role.id)

    @property
    def known_as(self) -> str:
        """What the letter calls the person; empty where no name is known."""
        return next(iter(self.full_name.split()), "")

    @property
    def role_names(self) -> frozenset[RoleName]:
        """The roles it offers."""
        return frozenset(RoleName(role.name) for role in self.roles)

    @property
    def state(self) -> State:
        """Where it stands now."""
        if self.accepted_at is not None:
            return State.ACCEPTED
        if self.revoked_at is not None:
            return State.REVOKED
        is_over = self.superseded_at is not None or self.expires_at <= clock.now()
        return State.EXPIRED if is_over else State.OPEN

    @property
    def is_backed(self) -> bool:
        """Whether the one who invited may still offer these roles; the operator always may."""
        if self.invited_by is None:
            return True
        held = {RoleName(role.name) for role in self.invited_by.roles}
        return self.invited_by.active and self.role_names <= list_offers(held)

    @property
    def can_be_used(self) -> bool:
        """Whether its link opens anything now."""
        return self.state is State.OPEN and self.is_backed

    def renew_link(self) -> None:
        """A new link for a new letter; the one before is worth nothing from now on."""
        self.link_key = uuid4()
        self.sent_at = clock.now()
        self.expires_at = _end_of_new_link()

    def revoke(self) -> None:
        """Take the invitation back."""
        self.revoked_at = clock.now()

    def supersede(self) -> None:
        """Make room for a new invitation of the same address."""
        self.superseded_at = clock.now()

"""Tries to get in that failed, so that guessing can be slowed down."""

from __future__ import annotations

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.base import Base, enum_column


class TryKind(enum.StrEnum):
    """What somebody tried: a password, a code of a second factor or for recovery, to be sent a new password, or the code of a family."""

    PASSWORD = "password"  # noqa: S105  # the name of a kind
    CODE = "code"
    RESET = "reset"
    CLIENT_CODE = "client_code"


class CountedTry(Base):
    """One try that counts: who for, from where, and by which browser where the person has signed in with it before.

    Addresses of both kinds stand here as keyed hashes: whoever has the database alone cannot find out which they were,
    and an address that nobody has an account for is counted like any other.
    """

    __tablename__ = "counted_try"
    __table_args__ = (
        sa.Index("ix_counted_try_account", "account_key", "kind", "at"),
        sa.Index("ix_counted_try_network", "network_key", "kind", "at"),
    )

    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    kind: Mapped[TryKind] = mapped_column(enum_column(TryKind))
    account_key: Mapped[str] = mapped_column(sa.String(64))
    network_key: Mapped[str] = mapped_column(sa.String(64))
    browser: Mapped[str | None] = mapped_column(sa.String(32))

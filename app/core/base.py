"""What every table shares: names of constraints, identifiers, instants, facts."""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from app.core import clock

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Naive datetimes are refused on the way in; UTC comes out on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Store UTC; raises ValueError on a naive datetime, which could mean any zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: sa.Dialect) -> datetime | None:
        """Give back an aware instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_column(kind: type[enum.StrEnum]) -> sa.Enum:
    """A short text column that holds only the values of ``kind``, checked by the database itself."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """The one declarative base; tables are named in the singular by each model."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        date: sa.Date(),
        UUID: sa.Uuid(),
    }

    id: Mapped[int] = mapped_column(primary_key=True)


class Addressed:
    """A thing with an address of its own: the uuid stands in URLs, the integer key never leaves."""

    uuid: Mapped[UUID] = mapped_column(default=uuid4, unique=True)


class AppendOnly:
    """Rows of this table are written once. Changing or deleting one is refused at flush."""


class Fact(AppendOnly):
    """An append-only row that a number is counted from.

    ``effective_on`` is the London date it happened, ``recorded_at`` the instant the portal learned of it; as-of
    numbers filter on ``recorded_at``. A correction is a new row.
    """

    effective_on: Mapped[date] = mapped_column(default=clock.today, index=True)
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

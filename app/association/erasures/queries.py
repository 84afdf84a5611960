"""Erased films as the office sees them: how many, when and why, never whose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from app.association.policies import can_see_association
from app.clips.models import ErasureReason
from app.core.actor import Actor
from app.core.pagination import Page, read_page
from app.core.policy import require
from app.extensions import db
from app.retention.models import DeletionRecord

MONTHS_SHOWN = 24
"""As far back as the counts reach; the list has everything."""


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many films were erased in one month, by reason."""

    month: date
    numbers: dict[ErasureReason, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """For whatever reason."""
        return sum(self.numbers.values())


def count_erased(actor: Actor) -> Sequence[MonthCount]:
    """The latest months in which anything was erased, the latest first."""
    require(can_see_association(actor))
    year = sa.extract("year", DeletionRecord.erased_at)
    month = sa.extract("month", DeletionRecord.erased_at)
    rows = db.session.execute(
        sa.select(year, month, DeletionRecord.reason, sa.func.count())
        .group_by(year, month, DeletionRecord.reason)
        .order_by(year.desc(), month.desc())
        .limit(MONTHS_SHOWN * len(ErasureReason))
    )
    months: dict[date, MonthCount] = {}
    for of_year, of_month, reason, count in rows:
        first = date(int(of_year), int(of_month), 1)
        months.setdefault(first, MonthCount(first)).numbers[reason] = count
    return list(months.values())[:MONTHS_SHOWN]


def list_erased(actor: Actor, page: int = 1) -> Page[DeletionRecord]:
    """All records, the latest first."""
    require(can_see_association(actor))
    records = sa.select(DeletionRecord).order_by(DeletionRecord.id.desc())
    counted = sa.select(sa.func.count(DeletionRecord.id))
    return read_page(db.session(), records, counted, page).build(lambda row: row[0])


def list_latest_erased(actor: Actor, most: int) -> Sequence[DeletionRecord]:
    """The latest so many, for an export."""
    require(can_see_association(actor))
    latest = sa.select(DeletionRecord).order_by(DeletionRecord.id.desc()).limit(most)
    return db.session.scalars(latest).all()

"""What stayed in people's texts, counted and drawn from. Never the texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from app.association.policies import can_see_association
from app.association.wording.models import SampledWords, Verdict, WordsSample
from app.association.wording.tally import Count, Tally, list_months
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db
from app.wording.identifying_words import Category
from app.wording.models import KeptWords, RewordedWords
from app.wording.reasons import Reason

BETWEEN_SAMPLES = timedelta(days=92)
"""The association looks each quarter."""


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A sample with how far it is."""

    sample: WordsSample
    size: int
    fine: int
    to_reword: int

    @property
    def is_long_ago(self) -> bool:
        """Whether the next one is due."""
        return self.sample.drawn_at < clock.now() - BETWEEN_SAMPLES

    @property
    def waiting(self) -> int:
        """How many of it nobody has judged yet."""
        return self.size - self.fine - self.to_reword


def tally_words(actor: Actor, month: date | None = None) -> Tally:
    """The counts of the last months; ``month`` is the first day of the one that is looked at, else all of them."""
    require(can_see_association(actor))
    months = list_months(clock.today())
    month = month if month in months else None
    return Tally(
        months,
        _count(KeptWords, KeptWords.kept_at, months),
        _count(RewordedWords, RewordedWords.reworded_at, months),
        _count_reasons(months, month),
        month,
    )


def list_samples(actor: Actor, page: int = 1) -> Page[SampleRow]:
    """Every sample that was drawn, the latest first."""
    require(can_see_association(actor))
    rows = _select_samples().order_by(WordsSample.drawn_at.desc(), WordsSample.id.desc())
    counted = count_rows(sa.select(WordsSample.id))
    return read_page(db.session(), rows, counted, page).build(lambda row: SampleRow(*row))


def get_sample(actor: Actor, uuid: UUID) -> SampleRow:
    """One sample. Raises NotFound."""
    require(can_see_association(actor))
    row = db.session.execute(_select_samples().where(WordsSample.uuid == uuid)).one_or_none()
    if row is None:
        raise NotFound
    return SampleRow(*row)


def list_sampled(actor: Actor, sample: WordsSample, page: int = 1) -> Page[SampledWords]:
    """What is in a sample, in the order of the drawing."""
    require(can_see_association(actor))
    statement = sa.select(SampledWords).where(SampledWords.sample_id == sample.id)
    in_order = statement.options(
        joinedload(SampledWords.kept).joinedload(KeptWords.person),
        joinedload(SampledWords.judged_by),
    ).order_by(SampledWords.place)
    return read_page(db.session(), in_order, count_rows(statement), page).build(itemgetter(0))


def get_sampled(actor: Actor, uuid: UUID) -> SampledWords:
    """One thing in a sample. Raises NotFound."""
    require(can_see_association(actor))
    found = db.session.scalar(
        sa.select(SampledWords)
        .where(SampledWords.uuid == uuid)
        .options(joinedload(SampledWords.kept), joinedload(SampledWords.sample))
    )
    if found is None:
        raise NotFound
    return found


def draw_kept(actor: Actor, category: Category | None, size: int) -> Sequence[KeptWords]:
    """So many at random of what was kept, still stands and was never drawn before; fewer where there are no more."""
    require(can_see_association(actor))
    drawn = sa.exists().where(SampledWords.kept_id == KeptWords.id)
    wanted = [KeptWords.excerpt != "", ~drawn]
    if category is not None:
        wanted.append(KeptWords.category == category)
    chance = sa.select(KeptWords).where(*wanted).order_by(sa.func.random()).limit(size)
    return db.session.scalars(chance).all()


def _select_samples() -> sa.Select[WordsSample, int, int, int]:
    judged = sa.func.count(SampledWords.verdict)
    return (
        sa.select(
            WordsSample,
            sa.func.count(SampledWords.id),
            judged.filter(SampledWords.verdict == Verdict.FINE),
            judged.filter(SampledWords.verdict == Verdict.REWORD),
        )
        .join(SampledWords, SampledWords.sample_id == WordsSample.id)
        .options(selectinload(WordsSample.drawn_by))
        .group_by(WordsSample.id)
    )


def _count(
    table: type[KeptWords | RewordedWords],
    moment: InstrumentedAttribute[datetime],
    months: Sequence[date],
) -> Sequence[Count]:
    number_of_month = sa.case(
        *((moment >= clock.start_of(month), number) for number, month in enumerate(months))
    )
    each = (
        sa.select(number_of_month.label("month"), table.category, table.kind)
        .where(moment >= clock.start_of(months[-1]))
        .subquery()
    )
    group = (each.c.month, each.c.category, each.c.kind)
    found = db.session.execute(sa.select(*group, sa.func.count()).group_by(*group))
    return [Count(months[number], category, kind, times) for number, category, kind, times in found]


def _count_reasons(months: Sequence[date], month: date | None) -> dict[Reason, int]:
    since = clock.start_of(month or months[-1])
    criteria = [KeptWords.kept_at >= since]
    if month is not None and month != months[0]:
        after = months[months.index(month) - 1]
        criteria.append(KeptWords.kept_at < clock.start_of(after))
    found = db.session.execute(
        sa.select(KeptWords.reason, sa.func.count(KeptWords.id))
        .where(*criteria)
        .group_by(KeptWords.reason)
        .order_by(sa.func.count(KeptWords.id).desc(), KeptWords.reason)
    )
    return {row[0]: row[1] for row in found}

"""What the day on which a film goes is worked out from. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.cases.models import FilmKind, Purpose
from app.clips.keeping.consent_ends import Filmed
from app.clips.keeping.rules import Rule
from app.clips.models import Hold
from app.organisations.models import RuleBasis


@dataclass(frozen=True, slots=True)
class Choice:
    """A day somebody chose to keep a film until, under one purpose, and when they chose it."""

    purpose: Purpose
    until_on: date
    chosen_at: datetime


@dataclass(frozen=True, slots=True)
class FilmFacts:
    """Everything on record about how long one film stays.

    ``decision`` is what was decided when the case was closed, ``extension`` the latest; ``hold`` the one that stands.
    """

    clip_id: int
    kind: FilmKind
    rule: Rule
    basis_days: Mapping[RuleBasis, date | None]
    people: Sequence[Filmed]
    decision: Choice | None = None
    extension: Choice | None = None
    hold: Hold | None = None
    is_ordered: bool = False

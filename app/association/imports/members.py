"""A member as one line of a file describes them, and what is wrong with lines that describe none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.accounts.profiles.models import ChoiceKind
from app.association.imports.sheets.columns import BY_KEY
from app.core.actor import RoleName
from app.pathways.models import PathwayVersion
from app.trainees.brought_forward.position import Position


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell, and what to do: ``column`` is the key of its column."""

    column: str
    words: str

    @property
    def heading(self) -> str:
        """The column as the file names it."""
        return BY_KEY[self.column].heading


@dataclass(frozen=True, slots=True)
class Training:
    """Being in training: since when, on what, under whom, and what is brought forward."""

    version: PathwayVersion
    course_on: date | None
    registered_on: date
    supervisor: str | None
    position: Position | None


@dataclass(frozen=True, slots=True)
class Accreditation:
    """An accreditation from before the portal, with its number as it is."""

    number: str
    accredited_on: date


@dataclass(frozen=True, slots=True)
class ProfileWords:
    """What the list says about somebody's profession; people say it themselves from then on."""

    choices: Mapping[ChoiceKind, int] = field(default_factory=dict)
    registration_number: str = ""
    employer: str = ""

    def __bool__(self) -> bool:
        return bool(self.choices or self.registration_number or self.employer)


@dataclass(frozen=True, slots=True)
class Member:
    """One line that makes sense by itself."""

    email: str
    full_name: str
    roles: frozenset[RoleName]
    training: Training | None
    accreditation: Accreditation | None
    profile: ProfileWords

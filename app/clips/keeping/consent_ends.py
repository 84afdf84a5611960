"""Until when the people on a film said yes. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.cases.models import FilmKind, Purpose

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Yes:
    """One consent: its last day where it has one, and the day it was withdrawn where it was."""

    purpose: Purpose
    given_on: date
    until_on: date | None
    withdrawn_on: date | None

    @property
    def last_day(self) -> date:
        """The last day it held or holds; the end of the calendar where it has none."""
        until = self.until_on or date.max
        return until if self.withdrawn_on is None else min(until, self.withdrawn_on - ONE_DAY)

    @property
    def was_cut_short(self) -> bool:
        """Whether the family took it back before it ended by itself."""
        return self.withdrawn_on is not None and self.last_day < (self.until_on or date.max)


@dataclass(frozen=True, slots=True)
class Filmed:
    """Somebody the films of a client show, and everything they or somebody for them said yes to."""

    label: str
    in_interaction: bool
    consents_again_on: date | None
    said: tuple[Yes, ...]

    def is_on(self, kind: FilmKind) -> bool:
        """Whether films of this kind show this person."""
        return self.in_interaction or kind is FilmKind.SHARED_REVIEW


@dataclass(frozen=True, slots=True)
class ConsentEnd:
    """The consent that ends first among those a film rests on: whose, to what, its last day, and whether it was taken back."""

    purpose: Purpose
    label: str
    last_day: date
    is_withdrawn: bool = False


def find_end(people: Iterable[Filmed], kind: FilmKind, purpose: Purpose) -> ConsentEnd | None:
    """The end that comes first among those of everybody the film shows; None while none of their consents has one.

    Who never said anything has no end: their film is hidden, and waits for their word.
    """
    ends = [
        ConsentEnd(purpose, person.label, last.last_day, last.was_cut_short)
        for person in people
        if person.is_on(kind)
        for said in [[yes for yes in person.said if yes.purpose is purpose]]
        if (last := max(said, key=lambda yes: yes.last_day, default=None)) is not None
    ]
    first = min(ends, key=lambda end: end.last_day, default=None)
    return None if first is None or first.last_day == date.max else first


def find_permission(people: Iterable[Filmed], kind: FilmKind, purpose: Purpose) -> ConsentEnd:
    """How long this purpose lets a film be kept: a yes of everybody it shows, and anew of those who come of age.

    A film without a yes of everybody has the first day of the calendar as its end.
    """
    ends = [
        ConsentEnd(
            purpose, person.label, max((_last_day(yes, person) for yes in said), default=NEVER)
        )
        for person in people
        if person.is_on(kind)
        for said in [[yes for yes in person.said if yes.purpose is purpose]]
    ]
    nobody = ConsentEnd(purpose, "nobody", NEVER)
    return min(ends, key=lambda end: end.last_day, default=nobody)


NEVER = date.min


def find_day_given_up(people: Iterable[Filmed], kind: FilmKind, purpose: Purpose) -> date:
    """The last day this purpose bears what was chosen under it; the end of the calendar while nothing ends it.

    It is for destroying, so that it asks less than `find_permission`: who has not said anything yet, and who waits to
    speak for themselves, hides a film and ends nothing. NEVER where somebody said yes to other purposes alone.
    """
    return min(
        (
            max((yes.last_day for yes in person.said if yes.purpose is purpose), default=NEVER)
            for person in people
            if person.is_on(kind) and person.said
        ),
        default=date.max,
    )


def _last_day(yes: Yes, person: Filmed) -> date:
    of_age = person.consents_again_on
    if of_age is None or yes.given_on >= of_age:
        return yes.last_day
    return min(yes.last_day, of_age - ONE_DAY)

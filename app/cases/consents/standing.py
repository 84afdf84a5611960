"""How one person stands to one purpose today. Pure; `cases.policies.running_consent` says the same in SQL."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.cases.models import Consent, FilmedPerson, Purpose

EXPIRES_SOON = timedelta(days=30)
"""From when on a consent is told to run out."""

OF_AGE_SOON = timedelta(days=60)
"""From when on the month is told in which a person speaks for themselves."""


class Standing(enum.StrEnum):
    """What is on record for a person and a purpose."""

    YES = "yes"
    NOT_YET = "not_yet"
    OF_AGE = "of_age"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Mark:
    """One field of the table of people and purposes; ``consent`` is the one it rests on, ``on`` when it was ended."""

    standing: Standing
    consent: Consent | None = None
    on: date | None = None

    @property
    def is_yes(self) -> bool:
        """Whether the person says yes today."""
        return self.standing is Standing.YES

    def count_days_left(self, today: date) -> int | None:
        """Days until a yes runs out, where that is soon."""
        if not self.is_yes or self.consent is None or self.consent.until_on is None:
            return None
        left = self.consent.until_on - today
        return left.days if left <= EXPIRES_SOON else None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person on the films with their mark for each purpose, and whether the month nears in which they speak for themselves."""

    person: FilmedPerson
    marks: dict[Purpose, Mark]
    comes_of_age_soon: bool

    @property
    def has_withdrawn(self) -> bool:
        """Whether they ended something."""
        return any(mark.standing is Standing.WITHDRAWN for mark in self.marks.values())

    def says_yes(self, purpose: Purpose) -> bool:
        """Whether this person opens the films to the purpose: every purpose rests on VIG."""
        return self.marks[Purpose.VIG].is_yes and self.marks[purpose].is_yes


@dataclass(frozen=True, slots=True)
class RecordedConsent:
    """A consent and the day it was ended, if it was."""

    consent: Consent
    withdrawn_on: date | None


def describe_person(
    person: FilmedPerson, recorded: Iterable[RecordedConsent], today: date
) -> PersonLine:
    """The line of one person; ``recorded`` are their consents, oldest first."""
    own = list(recorded)
    marks = {
        purpose: _find_mark(person, [r for r in own if r.consent.purpose is purpose], today)
        for purpose in Purpose
    }
    month = person.consents_again_on
    soon = month is not None and today < month <= today + OF_AGE_SOON
    return PersonLine(person, marks, soon)


def _find_mark(person: FilmedPerson, recorded: list[RecordedConsent], today: date) -> Mark:
    """The strongest of the consents: one that runs, else what became of the latest."""
    found = [_judge(person, one, today) for one in recorded]
    running = [mark for mark in found if mark.is_yes]
    if running:
        return max(running, key=lambda mark: _ends(mark.consent))
    coming = [mark for mark in found if mark.standing is Standing.NOT_YET]
    return (coming or found or [Mark(Standing.NEVER)])[-1]


def _judge(person: FilmedPerson, recorded: RecordedConsent, today: date) -> Mark:
    consent, of_age = recorded.consent, person.consents_again_on
    if recorded.withdrawn_on is not None:
        return Mark(Standing.WITHDRAWN, consent, recorded.withdrawn_on)
    if consent.until_on is not None and consent.until_on < today:
        return Mark(Standing.EXPIRED, consent, consent.until_on)
    if of_age is not None and of_age <= today and consent.given_on < of_age:
        return Mark(Standing.OF_AGE, consent, of_age)
    if consent.from_on > today:
        return Mark(Standing.NOT_YET, consent, consent.from_on)
    return Mark(Standing.YES, consent, consent.from_on)


def _ends(consent: Consent | None) -> date:
    return date.max if consent is None or consent.until_on is None else consent.until_on

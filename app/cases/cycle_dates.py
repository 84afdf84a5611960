"""When the two halves of a cycle can have taken place. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.core import clock
from app.core.errors import DomainError


class ReviewWithoutFilming(DomainError):
    """The shared review looks at a film, so the filming comes first."""

    title = "The filming comes first"
    message = "Enter the day of filming as well; the shared review looks at that film."
    field = "filmed_on"


class ReviewBeforeFilming(DomainError):
    """A shared review cannot lie before the filming it looks at."""

    title = "The shared review lies before the filming"
    message = "The shared review comes on or after the day of filming. Please check both dates."
    field = "reviewed_on"


class FilmedInFuture(DomainError):
    """A step is dated when it has happened."""

    title = "That date is still to come"
    message = "Enter the day of filming once it has taken place, today at the latest."
    field = "filmed_on"


class ReviewedInFuture(DomainError):
    """A step is dated when it has happened."""

    title = "That date is still to come"
    message = "Enter the day of the shared review once it has taken place, today at the latest."
    field = "reviewed_on"


class FilmedBeforeCourse(DomainError):
    """The Initial Training Course is the entry to everything."""

    title = "That is before your course"
    message = "Cycles begin after the Initial Training Course. Please check the day of filming."
    field = "filmed_on"


class FilmedBeforeConsent(DomainError):
    """Consent comes before filming."""

    title = "That is before the consent"
    message = (
        "The consent on record was given later than this day, and filming comes after consent. "
        "Check the day, or record the form that was signed before."
    )
    field = "filmed_on"


@dataclass(frozen=True, slots=True)
class Earliest:
    """What filming cannot come before: the end of the course, and the first consent. None: not known."""

    course_on: date | None = None
    consent_on: date | None = None


def check_dates(filmed_on: date | None, reviewed_on: date | None, earliest: Earliest) -> None:
    """Raise the error of the first broken rule; dates may be missing, as long as no review comes without filming."""
    if filmed_on is None:
        if reviewed_on is not None:
            raise ReviewWithoutFilming
        return
    _check_filming(filmed_on, earliest)
    if reviewed_on is None:
        return
    if reviewed_on > clock.today():
        raise ReviewedInFuture
    if reviewed_on < filmed_on:
        raise ReviewBeforeFilming


def _check_filming(filmed_on: date, earliest: Earliest) -> None:
    if filmed_on > clock.today():
        raise FilmedInFuture
    if earliest.course_on is not None and filmed_on < earliest.course_on:
        raise FilmedBeforeCourse
    if earliest.consent_on is not None and filmed_on < earliest.consent_on:
        raise FilmedBeforeConsent

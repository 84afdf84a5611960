"""When a cycle is whole, and which dates it can have."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
import time_machine

from app.cases.cycle_dates import (
    Earliest,
    FilmedBeforeConsent,
    FilmedBeforeCourse,
    FilmedInFuture,
    ReviewBeforeFilming,
    ReviewedInFuture,
    ReviewWithoutFilming,
    check_dates,
)
from app.cases.models import EvidenceBasis
from app.cases.steps import CycleSteps, join_words
from app.core.errors import DomainError

TODAY = date(2025, 10, 14)
DAY = timedelta(days=1)
FILM, SUPERVISOR = EvidenceBasis.FILM, EvidenceBasis.SUPERVISOR


@pytest.mark.parametrize(
    ("filmed", "reviewed"),
    [(None, None), (TODAY, None), (TODAY, TODAY), (TODAY - 9 * DAY, TODAY - DAY)],
)
@time_machine.travel("2025-10-14 09:00 +0000", tick=False)
def test_dates_in_the_order_of_the_work_are_taken(
    filmed: date | None, reviewed: date | None
) -> None:
    check_dates(filmed, reviewed, Earliest(TODAY - 9 * DAY, TODAY - 9 * DAY))


@pytest.mark.parametrize(
    ("filmed", "reviewed", "earliest", "rule"),
    [
        (None, TODAY, Earliest(), ReviewWithoutFilming),
        (TODAY + DAY, None, Earliest(), FilmedInFuture),
        (TODAY, TODAY + DAY, Earliest(), ReviewedInFuture),
        (TODAY, TODAY - DAY, Earliest(), ReviewBeforeFilming),
        (TODAY - DAY, None, Earliest(course_on=TODAY), FilmedBeforeCourse),
        (TODAY - DAY, TODAY, Earliest(consent_on=TODAY), FilmedBeforeConsent),
    ],
)
@time_machine.travel("2025-10-14 09:00 +0000", tick=False)
def test_dates_that_cannot_be_are_refused_by_their_rule(
    filmed: date | None, reviewed: date | None, earliest: Earliest, rule: type[DomainError]
) -> None:
    with pytest.raises(rule):
        check_dates(filmed, reviewed, earliest)


def test_half_a_cycle_is_never_whole() -> None:
    wholes = [
        marks
        for marks in product((None, TODAY), (None, TODAY), (None, FILM), (None, SUPERVISOR))
        if CycleSteps(*marks).is_whole
    ]
    assert wholes == [(TODAY, TODAY, FILM, SUPERVISOR)]


@pytest.mark.parametrize(
    ("interaction", "shared_review", "basis"),
    [
        (FILM, FILM, FILM),
        (SUPERVISOR, FILM, SUPERVISOR),
        (FILM, SUPERVISOR, SUPERVISOR),
        (SUPERVISOR, SUPERVISOR, SUPERVISOR),
    ],
)
def test_one_film_kept_elsewhere_makes_the_count_say_so(
    interaction: EvidenceBasis, shared_review: EvidenceBasis, basis: EvidenceBasis
) -> None:
    assert CycleSteps(TODAY, TODAY, interaction, shared_review).basis is basis


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        (CycleSteps(), "Just begun"),
        (
            CycleSteps(TODAY, None, FILM),
            "2 of 4 steps done · still missing: "
            "the date of the shared review and the film of the shared review",
        ),
        (CycleSteps(TODAY, TODAY, FILM, FILM, TODAY), "Complete: it counts"),
    ],
)
def test_the_state_of_a_cycle_is_said_in_one_line(steps: CycleSteps, sentence: str) -> None:
    assert steps.sentence == sentence


def test_words_are_joined_as_people_do() -> None:
    assert join_words(["a"]) == "a"
    assert join_words(["a", "b", "c"]) == "a, b and c"

"""Numbers in the words of the field."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.durations import format_minutes
from app.pathways.models import Measure
from app.progress.tally import Minimum, Standing, Tally
from app.progress.words import count_things, describe_standing, describe_tally, explain_session
from app.supervision.models import ConfirmedSession, SessionRefusal, SupervisionSession
from app.supervision.queries import SessionRow

REGISTERED = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 min"), (45, "45 min"), (540, "9 h"), (555, "9 h 15"), (545, "9 h 05")],
)
def test_minutes_are_said_as_hours(minutes: int, words: str) -> None:
    assert format_minutes(minutes) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "no cycles"),
        (1, "one cycle"),
        (11, "eleven cycles"),
        (12, "twelve cycles"),
        (13, "13 cycles"),
    ],
)
def test_small_numbers_are_words(number: int, words: str) -> None:
    assert count_things(number, "cycle") == words


def test_what_was_done_is_one_phrase() -> None:
    assert describe_tally(Tally(9, 3, 0)) == "nine cycles with three clients"
    assert describe_tally(Tally(1, 1, 60)) == "one cycle with one client"
    assert describe_tally(Tally(0, 0, 60)) == "no cycle yet"


@pytest.mark.parametrize(
    ("minimum", "counted", "words"),
    [
        (Minimum(Measure.CYCLES, 18), 11, "11 of 18 cycles"),
        (Minimum(Measure.CLIENTS, 6), 4, "4 of 6 clients"),
        (Minimum(Measure.SUPERVISION_MINUTES, 420), 60, "1 h of 7 h"),
        (Minimum(Measure.SUPERVISION_MINUTES, 900, is_guide=True), 555, "9 h 15 of about 15 h"),
    ],
)
def test_a_guide_is_worded_as_one(minimum: Minimum, counted: int, words: str) -> None:
    assert describe_standing(Standing(minimum, counted)) == words


@pytest.mark.parametrize(
    ("held_on", "confirmed", "refused", "reason"),
    [
        (REGISTERED, True, False, None),
        (REGISTERED, False, False, "confirmed"),
        (REGISTERED, False, True, "sent back"),
        (date(2025, 3, 2), True, False, "before registration"),
    ],
)
def test_a_session_says_why_it_does_not_count_yet(
    held_on: date, confirmed: bool, refused: bool, reason: str | None
) -> None:
    row = SessionRow(
        SupervisionSession(held_on=held_on),
        ConfirmedSession() if confirmed else None,
        SessionRefusal() if refused else None,
    )
    words = explain_session(row, REGISTERED)
    assert words is None if reason is None else reason in (words or "")


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        (Measure.CYCLES, "11 of 18 cycles, 5 brought forward"),
        (Measure.SUPERVISION_MINUTES, "11 min of 18 min, 5 min brought forward"),
    ],
)
def test_what_was_done_before_the_portal_is_said_apart(measure: Measure, words: str) -> None:
    assert describe_standing(Standing(Minimum(measure, 18), 11, brought_forward=5)) == words

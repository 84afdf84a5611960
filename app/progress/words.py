"""Numbers that speak: progress in the words of the field, the same on every page."""

from __future__ import annotations

from datetime import date

from app.core.durations import format_minutes
from app.pathways.models import Measure
from app.progress.tally import Standing, Tally
from app.supervision.queries import SessionRow

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
LABELS = {
    Measure.CYCLES: "Cycles",
    Measure.CLIENTS: "Clients",
    Measure.SUPERVISION_MINUTES: "Supervision",
}


def count_things(number: int, noun: str) -> str:
    """``one cycle``, ``eleven cycles``, ``13 cycles``."""
    words = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{words} {noun}" if number == 1 else f"{words} {noun}s"


def describe_tally(tally: Tally) -> str:
    """What was done, in one phrase: ``nine cycles with three clients``."""
    if not tally.cycles:
        return "no cycle yet"
    return f"{count_things(tally.cycles, 'cycle')} with {count_things(tally.clients, 'client')}"


def describe_number(measure: Measure, number: int) -> str:
    """A bare number of a measure: ``11``, or ``9 h 15`` for minutes."""
    return format_minutes(number) if measure is Measure.SUPERVISION_MINUTES else str(number)


def describe_standing(standing: Standing) -> str:
    """What is counted beside its minimum: ``11 of 18 cycles``, ``9 h 15 of about 15 h`` where it is a guide.

    What was done before the portal is said apart: ``11 of 18 cycles, 5 brought forward``.
    """
    needed = standing.minimum
    about = "about " if needed.is_guide else ""
    counted = describe_number(needed.measure, standing.counted)
    words = f"{counted} of {about}{describe_number(needed.measure, needed.minimum)}"
    if needed.measure is not Measure.SUPERVISION_MINUTES:
        words = f"{words} {LABELS[needed.measure].lower()}"
    if standing.brought_forward:
        before = describe_number(needed.measure, standing.brought_forward)
        return f"{words}, {before} brought forward"
    return words


def explain_session(row: SessionRow, registered_on: date) -> str | None:
    """Why the minutes of a session do not count yet; None where they do."""
    if row.refusal is not None:
        return "sent back, so it does not count; a corrected record can be made"
    if row.confirmation is None:
        return "counts once the other of you has confirmed it"
    if row.session.held_on < registered_on:
        return "held before registration, which comes before the first counted session"
    return None

"""Notes that name a day of the work, and the reasons for which it stayed."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid5

from app.core import clock
from app.core.durations import format_day
from app.demonstration.scene import Scene
from app.demonstration.words import SESSION_NOTE
from app.wording.models import KeptWords
from app.wording.reading import read_words
from app.wording.reasons import Reason

ONE_NOTE_IN = 9
WEEKS_BETWEEN = 4
AFTER_HOURS = timedelta(hours=17)


def word_note(day: date) -> str:
    """The note of a session held on that day; some say when the next one is."""
    if day.day % ONE_NOTE_IN:
        return SESSION_NOTE
    next_day = day + timedelta(weeks=WEEKS_BETWEEN)
    return f"{SESSION_NOTE} We meet again on {format_day(next_day)}."


def keep_words(scene: Scene, note: str, person_id: int, session_uuid: UUID, day: date) -> None:
    """Put on record what looks identifying in a note, as its author's own click would have done."""
    for category, excerpt in read_words(note).masked:
        scene.ledger.add(
            KeptWords,
            uuid=uuid5(session_uuid, category),
            person_id=person_id,
            category=category,
            kind="session note",
            reason=Reason.WORK_DATE,
            because="",
            excerpt=excerpt,
            path=f"/sessions/{session_uuid}",
            subject_id=session_uuid,
            kept_at=clock.start_of(day) + AFTER_HOURS,
        )

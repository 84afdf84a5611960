"""Telling people."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten
from uuid import uuid4

import sqlalchemy as sa

from app.core import clock
from app.core.actor import Actor
from app.extensions import db
from app.jobs.services import enqueue_jobs
from app.notifications.models import Notification

LETTER_JOB = "notifications.send_news"
LONGEST_SUBJECT = 200


def notify(actor: Actor, person_id: int, *, subject: str, path: str) -> None:
    """Put one line under somebody's bell, leading to ``path``, and send it by mail. See `notify_people`."""
    notify_people(actor, [person_id], subject=subject, path=path)


def notify_people(actor: Actor, person_ids: Iterable[int], *, subject: str, path: str) -> None:
    """Tell many people the same, by one statement for the lines and one for the letters.

    The subject leaves the portal by mail: it carries no clinical word and no client code, and needs no full stop.
    Nobody is told twice, or of what they did themselves.
    """
    line = shorten(subject, LONGEST_SUBJECT, placeholder=" …")  # a name in it may be very long
    lines = [
        {"uuid": uuid4(), "person_id": person_id, "subject": line, "path": path}
        for person_id in dict.fromkeys(person_ids)
        if person_id != actor.person_id
    ]
    if lines:
        db.session.execute(sa.insert(Notification), lines)
        enqueue_jobs(LETTER_JOB, [{"notification": str(row["uuid"])} for row in lines])


def mark_all_read(actor: Actor) -> None:
    """The person has seen their news."""
    db.session.execute(
        sa.update(Notification)
        .where(Notification.person_id == actor.person_id, Notification.read_at.is_(None))
        .values(read_at=clock.now())
    )

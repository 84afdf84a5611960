"""Telling people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from textwrap import shorten
from uuid import uuid4

import sqlalchemy as sa

from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db
from app.jobs.services import enqueue_jobs
from app.notifications.models import CHOOSABLE, LetterRefusal, NewsKind, Notification
from app.notifications.queries import list_refused, list_refusing

LETTER_JOB = "notifications.send_news"
LONGEST_SUBJECT = 200


def notify(
    actor: Actor,
    person_id: int,
    *,
    subject: str,
    path: str,
    kind: NewsKind = NewsKind.ACCOUNT,
) -> None:
    """Put one line under somebody's bell, leading to ``path``, and send it by mail. See `notify_people`."""
    notify_people(actor, [person_id], subject=subject, path=path, kind=kind)


def notify_people(
    actor: Actor,
    person_ids: Iterable[int],
    *,
    subject: str,
    path: str,
    kind: NewsKind = NewsKind.ACCOUNT,
) -> None:
    """Tell many people the same, by one statement for the lines and one for the letters.

    The subject leaves the portal by mail: it carries no clinical word and no client code, and needs no full stop.
    Nobody is told twice, or of what they did themselves. Who wants no letters of this ``kind`` finds the line alone.
    """
    line = shorten(subject, LONGEST_SUBJECT, placeholder=" …")  # a name in it may be very long
    lines = {
        person_id: {"uuid": uuid4(), "person_id": person_id, "subject": line, "path": path}
        for person_id in dict.fromkeys(person_ids)
        if person_id != actor.person_id
    }
    if not lines:
        return
    db.session.execute(sa.insert(Notification), list(lines.values()))
    silent = list_refusing(kind, lines.keys()) if kind in CHOOSABLE else ()
    letters = [
        {"notification": str(row["uuid"])} for who, row in lines.items() if who not in silent
    ]
    if letters:
        enqueue_jobs(LETTER_JOB, letters)


def choose_letters(actor: Actor, wanted: Collection[NewsKind]) -> None:
    """From now on the person gets letters of these kinds, and of what concerns their account."""
    require(actor.person_id > 0)
    refused, before = set(CHOOSABLE) - set(wanted), set(list_refused(actor))
    mine = LetterRefusal.person_id == actor.person_id
    db.session.execute(sa.delete(LetterRefusal).where(mine, LetterRefusal.kind.not_in(refused)))
    with refusing(db.session(), {"uq_letter_refusal_person_id_kind": Conflict}):
        db.session.add_all(
            LetterRefusal(person_id=actor.person_id, kind=kind) for kind in sorted(refused - before)
        )


def mark_all_read(actor: Actor) -> None:
    """The person has seen their news."""
    db.session.execute(
        sa.update(Notification)
        .where(Notification.person_id == actor.person_id, Notification.read_at.is_(None))
        .values(read_at=clock.now())
    )

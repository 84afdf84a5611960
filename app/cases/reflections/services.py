"""Keeping what a trainee thinks about a cycle as they type it, and sharing it with their supervisor."""

from __future__ import annotations

import sqlalchemy as sa

from app.allocations.services import tell_supervisor
from app.audit.services import record_event
from app.cases.choices.models import CaseChoice
from app.cases.models import Cycle
from app.cases.reflections.boxes import LONGEST, WORDING_KIND, tidy, would_lose
from app.cases.reflections.models import Reflection
from app.cases.reflections.policies import can_reflect
from app.cases.reflections.queries import find_reflection, list_reflections
from app.core import clock
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.errors import Conflict, DomainError
from app.core.policy import require
from app.extensions import db
from app.notifications.models import NewsKind
from app.wording.queries import list_known
from app.wording.reading import read_words


class WrittenElsewhere(Conflict):
    """Another window of the same person kept something else meanwhile; ``stored`` is that text."""

    title = "You wrote here in another window"
    message = "You wrote here in another window meanwhile. Both texts stand below now: keep what you want, and save."

    def __init__(self, stored: str) -> None:
        self.stored = stored
        super().__init__()


class ReflectionTooLong(DomainError):
    """More than the box takes."""

    status = 413
    title = "That is too long to keep"
    message = f"This is longer than {LONGEST:,} characters. Shorten it; the rest is not saved."


class WordsUnanswered(DomainError):
    """What looks identifying is not kept until its author has said why it stays."""

    title = "That could identify a family"
    message = "Not saved yet, only kept as a draft: something here could identify a family. Write it differently, or choose why it stays and press Save."


def keep_reflection(
    actor: Actor, cycle: Cycle, prompt: CaseChoice, body: str, version: str
) -> Reflection:
    """Keep what stands under a prompt, written on the text named ``version``; it stays as private or shared as it was.

    The first words are audited, what is typed on is not. Raises WrittenElsewhere where words stored since would be
    lost, and ReflectionTooLong.
    """
    require(can_reflect(actor, cycle))
    if len(text := tidy(body)) > LONGEST:
        raise ReflectionTooLong
    lock_row(db.session(), cycle)  # two windows save one after the other
    reflection = find_reflection(actor, cycle, prompt)
    if reflection is None:
        reflection = Reflection(cycle=cycle, prompt=prompt, body=text)
        db.session.add(reflection)
        record_event(actor, "reflection.begun", "cycle", cycle.uuid)
    elif would_lose(reflection.body, version, text):
        raise WrittenElsewhere(reflection.body)
    elif reflection.body != text:
        reflection.body = text
    db.session.flush()
    return reflection


def check_answered(actor: Actor, cycle: Cycle, body: str) -> None:
    """Refuse a text with something identifying in it that its author has not said a reason for. Raises WordsUnanswered."""
    require(can_reflect(actor, cycle))
    known = set(list_known(actor, WORDING_KIND, cycle.uuid))
    if not read_words(body).masked <= known:
        raise WordsUnanswered


def share_reflections(actor: Actor, cycle: Cycle) -> int:
    """Let the supervisor read everything that is written about this cycle so far; how much was not shared before."""
    require(can_reflect(actor, cycle))
    lock_row(db.session(), cycle)
    private = [r for r in list_reflections(actor, cycle) if r.shared_at is None]
    for reflection in private:
        reflection.shared_at = clock.now()
    if private:
        enrolment = cycle.client.enrolment
        record_event(actor, "reflections.shared", "cycle", cycle.uuid)
        tell_supervisor(
            actor,
            enrolment,
            subject=f"{enrolment.person.known_as} shares reflections on a cycle with you",
            path=f"/cycles/{cycle.uuid}/reflections",
            kind=NewsKind.FEEDBACK,
        )
    return len(private)


def unshare_reflections(actor: Actor, cycle: Cycle) -> None:
    """Keep everything written about this cycle to oneself again."""
    require(can_reflect(actor, cycle))
    shared = db.session.scalars(
        sa.update(Reflection)
        .where(Reflection.cycle_id == cycle.id, Reflection.shared_at.is_not(None))
        .values(shared_at=None)
        .returning(Reflection.id)
    ).all()
    if shared:
        record_event(actor, "reflections.unshared", "cycle", cycle.uuid)

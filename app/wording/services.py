"""Putting on record what was pointed out in a text and stayed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

import sqlalchemy as sa

from app.audit.services import record_event
from app.core.actor import Actor
from app.core.policy import require
from app.drafts.services import forget_drafts_of
from app.extensions import db
from app.wording.models import LONGEST_PATH, KeptWords, RewordedWords
from app.wording.outcome import Outcome
from app.wording.queries import list_known

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def record_outcomes(actor: Actor, outcomes: Iterable[Outcome], path: str) -> None:
    """Write down what stayed in texts that are kept now, and how often something was reworded.

    ``path`` is the page where the author finds the texts. What stands in the same thing already is not written twice.
    """
    for outcome in outcomes:
        db.session.add_all(
            RewordedWords(category=category, kind=outcome.kind) for category in outcome.reworded
        )
        _record_kept(actor, outcome, path)


def forget_words_of(actor: Actor, uuids: Iterable[UUID]) -> None:
    """Things go: what was pointed out in them is emptied to the fact that it was, and what the actor typed into their fields
    and did not send goes as well."""
    require(actor.person_id > 0)
    gone = list(uuids)
    said = sa.update(KeptWords).where(KeptWords.subject_id.in_(gone))
    db.session.execute(said.values(excerpt="", because=""))
    forget_drafts_of(actor, gone)


def _record_kept(actor: Actor, outcome: Outcome, path: str) -> None:
    if outcome.keeping is None:
        return
    named = _UUID.findall(path)
    subject_id = UUID(named[-1]) if named else None
    known = set(list_known(actor, outcome.kind, subject_id))
    for category, excerpt in sorted(set(outcome.kept) - known):
        kept = KeptWords(
            person_id=actor.person_id,
            category=category,
            kind=outcome.kind,
            reason=outcome.keeping.reason,
            because=outcome.keeping.because,
            excerpt=excerpt,
            path=path[:LONGEST_PATH],
            subject_id=subject_id,
        )
        db.session.add(kept)
        db.session.flush()
        record_event(actor, "words.kept", "kept_words", kept.uuid)

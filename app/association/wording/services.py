"""The sample audit: drawn at random, judged one by one, with a word to the author where something should go."""

from __future__ import annotations

from app.association.policies import can_see_association
from app.association.wording.models import SampledWords, Verdict, WordsSample
from app.association.wording.queries import draw_kept
from app.audit.services import record_event
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict, DomainError
from app.core.policy import require
from app.extensions import db
from app.notifications.services import notify
from app.wording.identifying_words import Category


class NothingToDraw(DomainError):
    """Everything was drawn before, or nothing was kept."""

    title = "Nothing is left to draw"
    message = (
        "Everything of this kind was in a sample before. Choose another kind, or come back later."
    )
    field = "category"


class JudgedAlready(DomainError):
    """Somebody said it already."""

    status = 409
    title = "That was judged already"
    message = (
        "Somebody of the office said something about it. Go back to the sample: it stands there."
    )


def draw_sample(actor: Actor, category: Category | None, size: int) -> WordsSample:
    """Draw up to ``size`` of what people kept, at random and nothing twice. Raises NothingToDraw, Conflict."""
    require(can_see_association(actor))
    drawn = draw_kept(actor, category, size)
    if not drawn:
        raise NothingToDraw
    sample = WordsSample(category=category, drawn_by_id=actor.person_id)
    with refusing(db.session(), {"uq_sampled_words_kept_id": Conflict}):
        db.session.add_all(
            SampledWords(sample=sample, kept=kept, place=place)
            for place, kept in enumerate(drawn, start=1)
        )
    record_event(actor, "words.sampled", "words_sample", sample.uuid)
    return sample


def judge_words(actor: Actor, sampled: SampledWords, verdict: Verdict) -> None:
    """Say that something may stay, or ask its author to put it differently. Raises JudgedAlready."""
    require(can_see_association(actor))
    lock_row(db.session(), sampled)
    if sampled.verdict is not None:
        raise JudgedAlready
    kept = sampled.kept
    sampled.judge(verdict, actor.hand)
    if verdict is Verdict.FINE:
        record_event(actor, "words.found_fine", "kept_words", kept.uuid, about=kept.person_id)
        return
    record_event(actor, "words.rewording_asked", "kept_words", kept.uuid, about=kept.person_id)
    subject = f"The office asks you to take {kept.category.label} out of your {kept.kind}"
    notify(actor, kept.person_id, subject=subject, path=kept.path)

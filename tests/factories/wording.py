"""What people kept in their texts, made straight in the database."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from app.accounts.models import Person
from app.association.wording.models import SampledWords, WordsSample
from app.core import clock
from app.extensions import db
from app.wording.identifying_words import Category
from app.wording.models import KeptWords
from app.wording.reasons import Reason


def make_kept(
    person: Person,
    category: Category = Category.POSTCODE,
    *,
    kind: str = "reply",
    kept_at: datetime | None = None,
    excerpt: str = "SW1A •••",
) -> KeptWords:
    """Something that stayed because it is not about a family."""
    thing = uuid4()
    kept = KeptWords(
        person_id=person.id,
        category=category,
        kind=kind,
        reason=Reason.NOT_A_FAMILY,
        because="",
        excerpt=excerpt,
        path=f"/sessions/{thing}",
        subject_id=thing,
        kept_at=kept_at or clock.now(),
    )
    db.session.add(kept)
    db.session.commit()
    return kept


def make_sampled(administrator: Person, kept: KeptWords) -> SampledWords:
    """It in a sample of its own, which nobody has judged yet."""
    sample = WordsSample(drawn_by_id=administrator.id)
    sampled = SampledWords(sample=sample, kept=kept, place=1)
    db.session.add(sampled)
    db.session.commit()
    return sampled

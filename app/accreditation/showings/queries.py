"""The films of a review: those a trainee may choose from, and those a reader may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accreditation.models import StageReview, review_clip
from app.cases.models import Client, Cycle, Purpose
from app.cases.policies import consented
from app.clips.erased.queries import ErasedFilm, list_erased_among
from app.clips.models import WATCHABLE, Clip
from app.clips.policies import visible_to
from app.core.actor import Actor
from app.extensions import db
from app.feedback.models import Comment
from app.feedback.policies import comment_visible_to
from app.feedback.queries import READING_ORDER
from app.trainees.models import Enrolment

FILMS_OFFERED = 200
"""The newest films a trainee chooses from: several times what a whole training makes."""


@dataclass(frozen=True, slots=True)
class FilmChoice:
    """A film the trainee could show; without the family's consent it is listed and cannot be chosen."""

    clip: Clip
    has_consent: bool


def list_film_choices(actor: Actor, enrolment: Enrolment) -> Sequence[FilmChoice]:
    """The trainee's own films that can be watched, newest first, each with whether it may be shown to a reviewer."""
    rows = db.session.execute(
        sa.select(Clip, consented(Client.id, Purpose.ACCREDITATION, Clip.kind))
        .join(Clip.cycle)
        .join(Cycle.client)
        .where(Client.enrolment_id == enrolment.id, Clip.state.in_(WATCHABLE), visible_to(actor))
        .options(joinedload(Clip.cycle).joinedload(Cycle.client))
        .order_by(Clip.id.desc())
        .limit(FILMS_OFFERED)
    )
    return [FilmChoice(clip, has_consent) for clip, has_consent in rows]


def list_chosen_uuids(actor: Actor, review: StageReview) -> Sequence[UUID]:
    """The films chosen for a review that the actor may see now."""
    return [clip.uuid for clip in list_shown_clips(actor, review)]


def list_shown_clips(actor: Actor, review: StageReview) -> Sequence[Clip]:
    """The films chosen for a review that this reader may see now, in the order they were made.

    A family that withdrew its consent has taken its film out of this list.
    """
    return db.session.scalars(
        sa.select(Clip)
        .join(review_clip, review_clip.c.clip_id == Clip.id)
        .where(review_clip.c.review_id == review.id, visible_to(actor))
        .options(joinedload(Clip.cycle).joinedload(Cycle.client))
        .order_by(Clip.id)
    ).all()


def list_erased(review: StageReview) -> Sequence[ErasedFilm]:
    """The films chosen for a review that are gone."""
    chosen = sa.select(review_clip.c.clip_id).where(review_clip.c.review_id == review.id)
    return list_erased_among(chosen)


def count_chosen(review: StageReview) -> int:
    """How many films were chosen, whether or not they may still be seen."""
    return (
        db.session.scalar(
            sa.select(sa.func.count())
            .select_from(review_clip)
            .where(review_clip.c.review_id == review.id)
        )
        or 0
    )


def list_feedback(actor: Actor, clips: Collection[Clip]) -> Mapping[int, Sequence[Comment]]:
    """Clip id -> the released comments on it that this reader may read, strengths first."""
    comments = db.session.scalars(
        sa.select(Comment)
        .where(
            Comment.clip_id.in_([clip.id for clip in clips]),
            Comment.released_at.is_not(None),
            Comment.withdrawn_at.is_(None),
            comment_visible_to(actor),
        )
        .options(joinedload(Comment.author))
        .order_by(*READING_ORDER)
    )
    found: dict[int, list[Comment]] = {}
    for comment in comments:
        found.setdefault(comment.clip_id, []).append(comment)
    return found

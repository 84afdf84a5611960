"""What a database keeps of an erased film, and what it does not."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from app.clips.models import Clip, Rendition, Upload
from app.drafts.models import Draft
from app.extensions import db
from app.feedback.models import Comment, FeedbackRequest, Reply, Stretch
from app.wording.models import KeptWords


def forget_bytes(clip: Clip) -> None:
    """Nothing is stored any more, so nothing names what was."""
    for kind in (Rendition, Upload):
        db.session.execute(sa.delete(kind).where(kind.clip_id == clip.id))


def forget_words(clip: Clip) -> None:
    """What people said about the film goes with it: sent, answered, asked, and unsent; whose words had been pointed out
    as well, to the fact that they were."""
    comments = sa.select(Comment.id).where(Comment.clip_id == clip.id).scalar_subquery()
    requests = sa.select(FeedbackRequest.id).where(FeedbackRequest.clip_id == clip.id)
    said = list(db.session.scalars(sa.select(Comment.uuid).where(Comment.clip_id == clip.id)))
    _forget_unsent(clip.uuid, said)
    _empty_excerpts([clip.uuid, *said])
    for statement in (
        sa.delete(Reply).where(Reply.comment_id.in_(comments)),
        sa.delete(Comment).where(Comment.clip_id == clip.id),
        sa.delete(Stretch).where(Stretch.request_id.in_(requests.scalar_subquery())),
        sa.delete(FeedbackRequest).where(FeedbackRequest.clip_id == clip.id),
    ):
        db.session.execute(statement)


def _forget_unsent(clip_uuid: UUID, comment_uuids: list[UUID]) -> None:
    """Fields about a film carry its uuid in their draft's key, or that of a comment on it."""
    keys = [f"{field}-{uuid}" for uuid in comment_uuids for field in ("comment", "reply")]
    about_film = Draft.key.contains(str(clip_uuid), autoescape=True)
    db.session.execute(sa.delete(Draft).where(sa.or_(about_film, Draft.key.in_(keys))))


def _empty_excerpts(uuids: list[UUID]) -> None:
    db.session.execute(
        sa.update(KeptWords).where(KeptWords.subject_id.in_(uuids)).values(excerpt="", because="")
    )

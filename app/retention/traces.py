"""What a database keeps of an erased film, and what it does not."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from app.clips.annotations.imports.models import AnnotationImport
from app.clips.captions.models import Caption
from app.clips.device_copies.models import DeviceCopyAnswer
from app.clips.frames.models import FrameTimes
from app.clips.models import Clip, Rendition, Upload
from app.clips.moments.models import Moment, MomentTag
from app.clips.turns.models import Turn
from app.drafts.models import Draft
from app.extensions import db
from app.feedback.models import Comment, FeedbackRequest, Reply, Stretch
from app.retention.boards import forget_on_boards
from app.wording.models import KeptWords


def forget_bytes(clip: Clip) -> None:
    """Nothing is stored any more, so nothing names what was."""
    for kind in (Rendition, Upload, FrameTimes, DeviceCopyAnswer):
        db.session.execute(sa.delete(kind).where(kind.clip_id == clip.id))


def forget_words(clip: Clip) -> None:
    """What people said about the film goes with it: sent, answered, asked, and unsent; whose words had been pointed out
    as well, to the fact that they were."""
    comments = sa.select(Comment.id).where(Comment.clip_id == clip.id).scalar_subquery()
    requests = sa.select(FeedbackRequest.id).where(FeedbackRequest.clip_id == clip.id)
    said = list(db.session.scalars(sa.select(Comment.uuid).where(Comment.clip_id == clip.id)))
    _forget_unsent(clip.uuid, said)
    captions = list(db.session.scalars(sa.select(Caption.uuid).where(Caption.clip_id == clip.id)))
    moments = list(db.session.scalars(sa.select(Moment.uuid).where(Moment.clip_id == clip.id)))
    _empty_excerpts([clip.uuid, *said, *captions, *moments, *forget_on_boards(clip)])
    chosen = sa.select(Moment.id).where(Moment.clip_id == clip.id).scalar_subquery()
    for statement in (
        sa.delete(Reply).where(Reply.comment_id.in_(comments)),
        sa.delete(Comment).where(Comment.clip_id == clip.id),
        sa.delete(Stretch).where(Stretch.request_id.in_(requests.scalar_subquery())),
        sa.delete(FeedbackRequest).where(FeedbackRequest.clip_id == clip.id),
        sa.delete(AnnotationImport).where(AnnotationImport.clip_id == clip.id),
        sa.delete(Caption).where(Caption.clip_id == clip.id),
        sa.delete(MomentTag).where(MomentTag.moment_id.in_(chosen)),
        sa.delete(Moment).where(Moment.clip_id == clip.id),
        sa.delete(Turn).where(Turn.clip_id == clip.id),
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

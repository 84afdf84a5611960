"""Words about films that a person wrote or was given: as far as the consents behind each film let them read it today."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.cases.models import Client, Cycle
from app.clips.models import Clip
from app.clips.policies import words_visible_to
from app.core.actor import Actor
from app.core.time_range import format_ms
from app.extensions import db
from app.feedback.models import Comment, FeedbackRequest, Reply
from app.retention.exports.records.sections import Entry, Section
from app.trainees.policies import own_enrolments

_with_client = joinedload(Clip.cycle).joinedload(Cycle.client)


def list_feedback_sections(actor: Actor) -> list[Section]:
    """What was asked and noticed, what was answered, and the replies; by other trainees nothing."""
    comments = _list_comments(actor)
    return [
        Section("requests", "What you asked and noticed", _list_requests(actor)),
        Section(
            "comments", "Feedback", [_describe_comment(actor, comment) for comment in comments]
        ),
        Section(
            "replies",
            "Replies",
            [_describe_reply(actor, c, reply) for c in comments for reply in c.replies],
        ),
    ]


def _list_requests(actor: Actor) -> list[Entry]:
    asked = db.session.scalars(
        sa.select(FeedbackRequest)
        .join(FeedbackRequest.clip)
        .where(_is_own(actor), words_visible_to(actor))
        .order_by(FeedbackRequest.id)
        .options(
            joinedload(FeedbackRequest.clip).options(_with_client),
            selectinload(FeedbackRequest.stretches),
        )
    )
    return [
        {
            **_place(request.clip),
            "asked_at": request.asked_at,
            "question": request.question,
            "noticed": [
                f"{format_ms(s.start_ms)}–{format_ms(s.end_ms)}: {s.noticing}"
                for s in request.stretches
            ],
        }
        for request in asked
    ]


def _list_comments(actor: Actor) -> list[Comment]:
    given = _is_own(actor) & Comment.released_at.is_not(None)
    return list(
        db.session.scalars(
            sa.select(Comment)
            .join(Comment.clip)
            .where(
                sa.or_(given, Comment.author_id == actor.person_id),
                Comment.withdrawn_at.is_(None),
                words_visible_to(actor),
            )
            .order_by(Comment.id)
            .options(
                joinedload(Comment.clip).options(_with_client),
                joinedload(Comment.author),
                selectinload(Comment.replies).joinedload(Reply.author),
            )
        )
    )


def _describe_comment(actor: Actor, comment: Comment) -> Entry:
    return {
        **_place(comment.clip),
        "at": format_ms(comment.start_ms),
        "kind": comment.kind.value.replace("_", " "),
        "by": "you" if comment.author_id == actor.person_id else comment.author.full_name,
        "words": comment.body,
        "released_at": comment.released_at,
    }


def _describe_reply(actor: Actor, comment: Comment, reply: Reply) -> Entry:
    by_trainee = comment.author_id == actor.person_id
    other = "the trainee" if by_trainee else reply.author.full_name
    return {
        **_place(comment.clip),
        "to": comment.body,
        "by": "you" if reply.author_id == actor.person_id else other,
        "words": reply.body,
        "written_at": reply.created_at,
    }


def _place(clip: Clip) -> Entry:
    return {
        "client": clip.cycle.client.code,
        "cycle": clip.cycle.number,
        "film": clip.kind.label,
    }


def _is_own(actor: Actor) -> sa.ColumnElement[bool]:
    cycles = sa.select(Cycle.id).join(Cycle.client)
    return Clip.cycle_id.in_(cycles.where(Client.enrolment_id.in_(own_enrolments(actor))))

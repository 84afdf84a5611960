"""What is kept about a family's films: each of them, the words about it, who opened it, and which are erased."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.accounts.models import Person
from app.cases.models import Cycle
from app.clips.captions.models import Caption
from app.clips.edited_films.models import EditedFilm, FilmPart
from app.clips.keeping.terms import list_terms
from app.clips.models import Clip, ClipState, ErasureOrder
from app.clips.moments.models import Moment, MomentTag
from app.clips.playback.models import Viewing
from app.clips.turns.models import Turn
from app.core.actor import Actor
from app.core.policy import require
from app.core.time_range import format_ms
from app.extensions import db
from app.feedback.models import Comment, FeedbackRequest
from app.retention.exports.records.boards import describe_board
from app.retention.exports.records.sections import Entry, Section
from app.retention.exports.records.studied import describe_caption, describe_moment, describe_turn
from app.retention.exports.subject_access.films import is_safeguarded
from app.retention.exports.subject_access.models import SubjectAccessRequest
from app.retention.exports.subject_access.policies import can_answer
from app.retention.models import DeletionRecord


def list_film_sections(actor: Actor, request: SubjectAccessRequest) -> list[Section]:
    """Films with their last day, what trainee and supervisor wrote at them, who opened them, and deletions."""
    require(can_answer(actor, request))
    client_id = request.client_id
    return [
        Section("films", "Films", _list_films(client_id)),
        Section("questions", "What was asked about the films", _list_questions(client_id)),
        Section("comments", "What was said about the films", _list_comments(client_id)),
        Section("moments", "Moments chosen in the films", _list_moments(client_id)),
        Section("turns", "Turns marked in the films", _list_turns(client_id), is_on_paper=False),
        Section("edited_films", "Films put together of moments", _list_boards(client_id)),
        Section(
            "captions",
            "What is said in the films",
            _list_captions(client_id),
            is_on_paper=False,
        ),
        Section("openings", "Who opened the films", _list_openings(client_id)),
        Section("deletions", "Films that were erased", _list_deletions(client_id)),
    ]


def _list_films(client_id: int) -> list[Entry]:
    clips = db.session.scalars(
        sa.select(Clip)
        .join(Clip.cycle)
        .where(Cycle.client_id == client_id, Clip.state != ClipState.ERASED)
        .order_by(Cycle.number, Clip.kind, Clip.id)
        .options(contains_eager(Clip.cycle))
    ).all()
    terms = list_terms([clip.id for clip in clips])
    return [
        {
            **_place(clip),
            "sent_at": clip.created_at,
            "seconds": clip.duration_ms // 1000 if clip.duration_ms else None,
            "bytes": clip.size_bytes,
            "stays_until": terms[clip.id].due_on,
            "is_being_erased": terms[clip.id].is_ordered,
        }
        for clip in clips
    ]


def _list_questions(client_id: int) -> list[Entry]:
    asked = db.session.scalars(
        sa.select(FeedbackRequest)
        .join(FeedbackRequest.clip)
        .join(Clip.cycle)
        .where(*_is_told(client_id))
        .order_by(FeedbackRequest.id)
        .options(
            contains_eager(FeedbackRequest.clip).contains_eager(Clip.cycle),
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


def _list_comments(client_id: int) -> list[Entry]:
    comments = db.session.scalars(
        sa.select(Comment)
        .join(Comment.clip)
        .join(Clip.cycle)
        .where(
            *_is_told(client_id), Comment.released_at.is_not(None), Comment.withdrawn_at.is_(None)
        )
        .order_by(Comment.id)
        .options(
            contains_eager(Comment.clip).contains_eager(Clip.cycle), selectinload(Comment.replies)
        )
    )
    return [
        {
            **_place(comment.clip),
            "at": format_ms(comment.start_ms),
            "kind": comment.kind.value.replace("_", " "),
            "words": comment.body,
            "replies": [reply.body for reply in comment.replies],
            "written_at": comment.created_at,
        }
        for comment in comments
    ]


def _list_moments(client_id: int) -> list[Entry]:
    moments = db.session.scalars(
        sa.select(Moment)
        .join(Moment.clip)
        .join(Clip.cycle)
        .where(*_is_told(client_id))
        .order_by(Moment.clip_id, Moment.start_ms, Moment.id)
        .options(
            contains_eager(Moment.clip).contains_eager(Clip.cycle),
            selectinload(Moment.tags).options(
                joinedload(MomentTag.principle), joinedload(MomentTag.item)
            ),
        )
    )
    return [{**_place(moment.clip), **describe_moment(moment)} for moment in moments]


def _list_turns(client_id: int) -> list[Entry]:
    turns = db.session.scalars(
        sa.select(Turn)
        .join(Turn.clip)
        .join(Clip.cycle)
        .where(*_is_told(client_id))
        .order_by(Turn.clip_id, Turn.start_frame, Turn.id)
        .options(contains_eager(Turn.clip).contains_eager(Clip.cycle))
    )
    return [{**_place(turn.clip), **describe_turn(turn)} for turn in turns]


def _list_boards(client_id: int) -> list[Entry]:
    told = db.session.scalars(sa.select(Clip.id).join(Clip.cycle).where(*_is_told(client_id)))
    open_ids = frozenset(told)
    films = db.session.scalars(
        sa.select(EditedFilm)
        .where(EditedFilm.client_id == client_id)
        .order_by(EditedFilm.id)
        .options(
            joinedload(EditedFilm.cycle),
            selectinload(EditedFilm.parts).joinedload(FilmPart.clip).joinedload(Clip.cycle),
        )
    )
    return [describe_board(film, open_ids) for film in films]


def _list_captions(client_id: int) -> list[Entry]:
    lines = db.session.scalars(
        sa.select(Caption)
        .join(Caption.clip)
        .join(Clip.cycle)
        .where(*_is_told(client_id))
        .order_by(Caption.clip_id, Caption.start_ms, Caption.id)
        .options(contains_eager(Caption.clip).contains_eager(Clip.cycle))
    )
    return [{**_place(line.clip), **describe_caption(line)} for line in lines]


def _list_openings(client_id: int) -> list[Entry]:
    rows = db.session.execute(
        sa.select(Clip, Person.full_name, Viewing.started_at)
        .join(Viewing, Viewing.clip_id == Clip.id)
        .join(Person, Person.id == Viewing.person_id)
        .join(Clip.cycle)
        .where(Cycle.client_id == client_id)
        .order_by(Viewing.started_at, Viewing.id)
        .options(contains_eager(Clip.cycle))
    )
    return [{**_place(clip), "by": name, "opened_at": at} for clip, name, at in rows]


def _list_deletions(client_id: int) -> list[Entry]:
    rows = db.session.execute(
        sa.select(Clip, DeletionRecord)
        .join(DeletionRecord, DeletionRecord.clip_id == Clip.id)
        .join(Clip.cycle)
        .where(Cycle.client_id == client_id)
        .order_by(DeletionRecord.id)
        .options(contains_eager(Clip.cycle))
    )
    return [
        {
            **_place(clip),
            "why": record.reason.value.replace("_", " "),
            "ordered_at": record.ordered_at,
            "erased_at": record.erased_at,
            "sha256": record.sha256,
        }
        for clip, record in rows
    ]


def _is_told(client_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    """Words follow their film: none about one that goes, or that safeguarding keeps."""
    ordered = sa.exists().where(ErasureOrder.clip_id == Clip.id).correlate(Clip)
    return Cycle.client_id == client_id, ~ordered, ~is_safeguarded()


def _place(clip: Clip) -> Entry:
    return {"cycle": clip.cycle.number, "film": clip.kind.label}

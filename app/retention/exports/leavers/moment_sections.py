"""The moments and turns a trainee chose and marked, as far as the consents behind each film let them read it today."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.cases.models import Client, Cycle
from app.clips.captions.models import Caption
from app.clips.models import Clip
from app.clips.moments.models import Moment, MomentTag
from app.clips.policies import words_visible_to
from app.clips.turns.models import Turn
from app.core.actor import Actor
from app.extensions import db
from app.retention.exports.records.sections import Entry, Section
from app.retention.exports.records.studied import describe_caption, describe_moment, describe_turn
from app.trainees.policies import own_enrolments


def list_moment_sections(actor: Actor) -> list[Section]:
    """Moments with their words; turns and captions, which are too many for paper."""
    return [
        Section("moments", "Moments you chose", _list_moments(actor)),
        Section("turns", "Turns you marked", _list_turns(actor), is_on_paper=False),
        Section("captions", "Captions you wrote", _list_captions(actor), is_on_paper=False),
    ]


def _list_moments(actor: Actor) -> list[Entry]:
    moments = db.session.scalars(
        sa.select(Moment)
        .join(Moment.clip)
        .where(_is_own(actor), words_visible_to(actor))
        .order_by(Moment.clip_id, Moment.start_ms, Moment.id)
        .options(
            joinedload(Moment.clip).joinedload(Clip.cycle).joinedload(Cycle.client),
            selectinload(Moment.tags).options(
                joinedload(MomentTag.principle), joinedload(MomentTag.item)
            ),
        )
    )
    return [{**_place(moment.clip), **describe_moment(moment)} for moment in moments]


def _list_turns(actor: Actor) -> list[Entry]:
    turns = db.session.scalars(
        sa.select(Turn)
        .join(Turn.clip)
        .where(_is_own(actor), words_visible_to(actor))
        .order_by(Turn.clip_id, Turn.start_frame, Turn.id)
        .options(joinedload(Turn.clip).joinedload(Clip.cycle).joinedload(Cycle.client))
    )
    return [{**_place(turn.clip), **describe_turn(turn)} for turn in turns]


def _list_captions(actor: Actor) -> list[Entry]:
    lines = db.session.scalars(
        sa.select(Caption)
        .join(Caption.clip)
        .where(_is_own(actor), words_visible_to(actor))
        .order_by(Caption.clip_id, Caption.start_ms, Caption.id)
        .options(joinedload(Caption.clip).joinedload(Clip.cycle).joinedload(Cycle.client))
    )
    return [{**_place(line.clip), **describe_caption(line)} for line in lines]


def _place(clip: Clip) -> Entry:
    return {
        "client": clip.cycle.client.code,
        "cycle": clip.cycle.number,
        "film": clip.kind.label,
    }


def _is_own(actor: Actor) -> sa.ColumnElement[bool]:
    cycles = sa.select(Cycle.id).join(Cycle.client)
    return Clip.cycle_id.in_(cycles.where(Client.enrolment_id.in_(own_enrolments(actor))))

"""What a trainee's home shows, read in a number of statements that does not grow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.accreditation.models import Award, Outcome, StageDecision
from app.cases.closings.queries import list_closed
from app.cases.consents.queries import list_withdrawn
from app.cases.models import Client, Cycle, FilmKind, Purpose
from app.cases.queries import CycleLine, list_clients, list_purposes, list_training_cycles
from app.clips.models import Clip, ClipState
from app.clips.queries import find_posters, list_clips_of_cycles
from app.core.actor import Actor
from app.extensions import db
from app.feedback.models import FeedbackRequest
from app.home.pathway.ladder import Journey
from app.home.pathway.next_step import ClientSituation, CycleSituation
from app.organisations.policies import approves_films
from app.pathways.models import Stage
from app.supervision.models import session_cycle
from app.trainees.models import Enrolment
from app.trainees.policies import visible_to

RECENT = 6
"""How many cycles a home shows: what fits beside the ladder."""


@dataclass(frozen=True, slots=True)
class CycleCard:
    """A recent cycle with what a list shows of it; ``poster`` is a film whose still may be shown."""

    line: CycleLine
    situation: CycleSituation
    poster: Clip | None


def list_cycle_cards(actor: Actor, enrolment: Enrolment) -> list[CycleCard]:
    """The cycles begun last, as far as the actor sees cycles and films."""
    lines = list_training_cycles(actor, enrolment, size=RECENT).rows
    ids = [line.cycle.id for line in lines]
    clips = list_clips_of_cycles(actor, ids)
    posters = find_posters([clip.id for films in clips.values() for clip in films])
    asked, supervised, approved = _list_asked(ids), _list_supervised(ids), _list_approved(ids)
    client_ids = [line.cycle.client_id for line in lines]
    purposes, closed = list_purposes(client_ids), list_closed(client_ids)
    return [
        CycleCard(
            line,
            CycleSituation(
                code=line.cycle.client.code,
                number=line.cycle.number,
                uuid=line.cycle.uuid,
                steps=line.steps,
                films=_name_films(clips[line.cycle.id]),
                has_consent=line.cycle.client_id not in closed
                and Purpose.VIG in purposes.get(line.cycle.client_id, ()),
                takes_films=line.cycle.id in approved,
                is_asked=line.cycle.id in asked,
                is_answered=asked.get(line.cycle.id, False),
                is_supervised=line.cycle.id in supervised,
            ),
            next((clip for clip in reversed(clips[line.cycle.id]) if clip.id in posters), None),
        )
        for line in lines
    ]


def list_client_situations(actor: Actor, enrolment: Enrolment) -> list[ClientSituation]:
    """The clients added last, at most one page of them."""
    lines = list_clients(actor, enrolment).rows
    withdrawn = list_withdrawn([line.client.id for line in lines])
    return [
        ClientSituation(
            code=line.client.code,
            uuid=line.client.uuid,
            has_consent=Purpose.VIG in line.purposes,
            was_withdrawn=line.client.id in withdrawn,
            all_counted=line.cycles == line.counted,
        )
        for line in lines
        if line.closed_on is None
    ]


def read_journey(
    actor: Actor, enrolment: Enrolment, stage: Stage | None, has_open_review: bool
) -> Journey:
    """The dates behind somebody, for the ladder."""
    met = db.session.execute(
        sa.select(StageDecision.stage_id, StageDecision.effective_on)
        .join(Enrolment, Enrolment.id == StageDecision.enrolment_id)
        .where(
            StageDecision.enrolment_id == enrolment.id,
            StageDecision.outcome == Outcome.MET,
            visible_to(actor),
        )
    ).all()
    number = db.session.scalar(
        sa.select(Award.number)
        .join(Award.enrolment)
        .where(Award.enrolment_id == enrolment.id, visible_to(actor))
    )
    return Journey(
        course_completed_on=enrolment.course_completed_on,
        registered_on=enrolment.registered_on,
        current=stage,
        met_on=dict(met),
        has_open_review=has_open_review,
        award_number=number,
    )


def _name_films(clips: Sequence[Clip]) -> Mapping[FilmKind, ClipState]:
    return {clip.kind: clip.state for clip in clips}


def _list_approved(cycle_ids: Collection[int]) -> frozenset[int]:
    """Cycles whose organisation approves today that films of their trainee come in."""
    approved = (
        sa.select(Cycle.id)
        .join(Cycle.client)
        .join(Client.enrolment)
        .where(Cycle.id.in_(cycle_ids), approves_films(Client.organisation_id, Enrolment.person_id))
    )
    return frozenset(db.session.scalars(approved))


def _list_asked(cycle_ids: Collection[int]) -> Mapping[int, bool]:
    """Cycle id -> whether the latest question asked about it was answered."""
    rows = db.session.execute(
        sa.select(Clip.cycle_id, FeedbackRequest.answered_at)
        .join(FeedbackRequest, FeedbackRequest.clip_id == Clip.id)
        .where(Clip.cycle_id.in_(cycle_ids))
        .order_by(FeedbackRequest.id)
    )
    return {cycle_id: answered_at is not None for cycle_id, answered_at in rows}


def _list_supervised(cycle_ids: Collection[int]) -> frozenset[int]:
    return frozenset(
        db.session.scalars(
            sa.select(session_cycle.c.cycle_id).where(session_cycle.c.cycle_id.in_(cycle_ids))
        )
    )

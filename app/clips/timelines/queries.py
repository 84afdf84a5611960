"""What a timeline tells, read in a fixed number of queries however long a case is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from app.cases.closings.models import CaseClosing
from app.cases.family_words.queries import are_words_open
from app.cases.goals.queries import list_goals
from app.cases.goals.views import GoalView
from app.cases.models import (
    Client,
    CompletedCycle,
    Consent,
    ConsentWithdrawal,
    Cycle,
    FilmedPerson,
    FilmKind,
)
from app.cases.notes.models import CycleMark, FilmingNotes, MarkKind, SharedReviewNotes
from app.cases.policies import cycle_visible_to, visible_to
from app.clips.models import Clip, ErasureOrder
from app.clips.queries import find_posters, list_clips_of_cycles
from app.clips.timelines import telling
from app.clips.timelines.events import Event, order_events
from app.clips.timelines.telling import CycleRecord, FilmGone
from app.core import clock
from app.core.actor import Actor
from app.extensions import db


@dataclass(frozen=True, slots=True)
class CaseStory:
    """One case as the actor may see it: its goals, its cycles from the first on, and everything that happened, by day."""

    client: Client
    are_words_open: bool
    goals: Sequence[GoalView]
    cycles: Sequence[CycleRecord]
    events: Sequence[Event]


def tell_case(actor: Actor, client: Client) -> CaseStory:
    """The story of a client the actor sees; words and stills only where consent opens them to this reader."""
    goals = list_goals(actor, client)
    cycles = _list_cycles(actor, client)
    is_open = are_words_open(actor, client)
    events = [
        *telling.tell_beginning(client),
        *telling.tell_consents(_list_consents(actor, client), _list_withdrawals(actor, client)),
        *telling.tell_goals(goals),
        *(e for c in cycles for e in telling.tell_cycle(c, goals, are_words_open=is_open)),
        *telling.tell_films_gone(_list_films_gone(actor, client)),
        *telling.tell_closings(_list_closings(actor, client)),
    ]
    return CaseStory(client, is_open, goals, cycles, order_events(events))


def _list_cycles(actor: Actor, client: Client) -> list[CycleRecord]:
    rows = db.session.execute(
        sa.select(
            Cycle,
            FilmingNotes,
            SharedReviewNotes,
            CycleMark.reached_on,
            CompletedCycle.id.is_not(None),
        )
        .outerjoin(FilmingNotes, FilmingNotes.cycle_id == Cycle.id)
        .outerjoin(SharedReviewNotes, SharedReviewNotes.cycle_id == Cycle.id)
        .outerjoin(
            CycleMark, (CycleMark.cycle_id == Cycle.id) & (CycleMark.kind == MarkKind.SUPERVISED)
        )
        .outerjoin(CompletedCycle, CompletedCycle.cycle_id == Cycle.id)
        .where(Cycle.client_id == client.id, cycle_visible_to(actor))
        .order_by(Cycle.number)
    ).all()
    films = _find_films(actor, [row[0].id for row in rows])
    return [
        CycleRecord(cycle, filming, review, supervised_on, counts, films[cycle.id])
        for cycle, filming, review, supervised_on, counts in rows
    ]


def _find_films(actor: Actor, cycle_ids: Sequence[int]) -> Mapping[int, Mapping[FilmKind, Clip]]:
    """Cycle id -> the latest film of each kind that has a still and may be seen."""
    clips = list_clips_of_cycles(actor, cycle_ids)
    posters = find_posters([clip.id for films in clips.values() for clip in films])
    return {
        cycle_id: {clip.kind: clip for clip in films if clip.id in posters}
        for cycle_id, films in clips.items()
    }


def _list_consents(actor: Actor, client: Client) -> Sequence[Consent]:
    return db.session.scalars(
        sa.select(Consent)
        .join(Consent.filmed_person)
        .join(FilmedPerson.client)
        .where(Client.id == client.id, visible_to(actor))
        .options(contains_eager(Consent.filmed_person))
        .order_by(Consent.id)
    ).all()


def _list_withdrawals(actor: Actor, client: Client) -> Mapping[int, date]:
    rows = db.session.execute(
        sa.select(ConsentWithdrawal.consent_id, ConsentWithdrawal.withdrawn_at)
        .join(ConsentWithdrawal.consent)
        .join(Consent.filmed_person)
        .join(FilmedPerson.client)
        .where(Client.id == client.id, visible_to(actor))
    )
    return {consent_id: clock.day_of(instant) for consent_id, instant in rows}


def _list_films_gone(actor: Actor, client: Client) -> list[FilmGone]:
    rows = db.session.execute(
        sa.select(Cycle.number, Clip.kind, ErasureOrder.reason, ErasureOrder.ordered_at)
        .join(ErasureOrder.clip)
        .join(Clip.cycle)
        .where(Cycle.client_id == client.id, cycle_visible_to(actor))
    )
    return [FilmGone(number, kind, reason, clock.day_of(at)) for number, kind, reason, at in rows]


def _list_closings(actor: Actor, client: Client) -> Sequence[CaseClosing]:
    return db.session.scalars(
        sa.select(CaseClosing)
        .join(CaseClosing.client)
        .where(Client.id == client.id, visible_to(actor))
        .order_by(CaseClosing.id)
    ).all()

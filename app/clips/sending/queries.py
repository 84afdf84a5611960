"""What a trainee can send films for, read in one question however many cycles there are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.closings.models import CaseClosing
from app.cases.models import Client, Cycle, CycleEvidence, FilmKind, Purpose
from app.cases.policies import consented, stands
from app.clips.erased.policies import erasure_ordered
from app.clips.models import Clip, ClipState
from app.clips.sending.places import ClientPlaces, FilmPlace
from app.clips.uploads.limits import FilmRoom
from app.core.actor import Actor
from app.extensions import db
from app.organisations.policies import approves_films
from app.trainees.models import Enrolment

MOST_CYCLES = 200
"""More than anybody has open at once; whoever has sends the oldest from the pages of their cycles."""

Row = Any
"""A client with one cycle, or none, and what is known of its halves under names of their kind."""


def list_places(actor: Actor, room: FilmRoom) -> Sequence[ClientPlaces]:
    """The actor's open clients by code, each with the halves of cycles that wait for a film. ``room`` is the actor's own."""
    rows = db.session.execute(
        sa.select(
            Client,
            Cycle,
            approves_films(Client.organisation_id, actor.person_id).label("is_approved"),
            *(_consented(kind) for kind in FilmKind),
            *(_taken(kind) for kind in FilmKind),
            *(_begun(kind) for kind in FilmKind),
        )
        .join(Client.enrolment)
        .outerjoin(Cycle, Cycle.client_id == Client.id)
        .where(Enrolment.person_id == actor.person_id, ~_closed())
        .options(joinedload(Client.organisation))
        .order_by(Client.code, Cycle.number.desc())
        .limit(MOST_CYCLES)
    ).all()
    return [_gather(list(of_client), room) for _, of_client in groupby(rows, lambda r: r.Client.id)]


def _gather(rows: Sequence[Row], room: FilmRoom) -> ClientPlaces:
    client = rows[0].Client
    permitted = {kind for kind in FilmKind if rows[0]._mapping[f"consented_{kind}"]}
    lacks = "" if permitted else "consent"
    if not rows[0].is_approved:
        permitted, lacks = set(), "approval"
    places = [place for row in rows if row.Cycle for place in _list_free(row, permitted)]
    return ClientPlaces(client.code, client.uuid, room.at(client.organisation), lacks, places)


def _list_free(row: Row, permitted: set[FilmKind]) -> Sequence[FilmPlace]:
    days = {
        FilmKind.INTERACTION: row.Cycle.filmed_on,
        FilmKind.SHARED_REVIEW: row.Cycle.reviewed_on,
    }
    return [
        FilmPlace(row.Cycle.uuid, row.Cycle.number, kind, days[kind], row._mapping[f"begun_{kind}"])
        for kind in FilmKind
        if kind in permitted and not row._mapping[f"taken_{kind}"]
    ]


def _consented(kind: FilmKind) -> sa.ColumnElement[bool]:
    return consented(Client.id, Purpose.VIG, kind).label(f"consented_{kind}")


def _taken(kind: FilmKind) -> sa.ColumnElement[bool]:
    """A film of this half is here, or the portal knows of one that was."""
    seen = sa.exists().where(
        CycleEvidence.cycle_id == Cycle.id, CycleEvidence.kind == kind, stands()
    )
    arrived = _clip(kind, Clip.state.not_in([ClipState.UPLOADING, ClipState.FAILED]))
    return (seen.correlate(Cycle) | arrived).label(f"taken_{kind}")


def _begun(kind: FilmKind) -> sa.ColumnElement[bool]:
    return _clip(kind, Clip.state == ClipState.UPLOADING).label(f"begun_{kind}")


def _clip(kind: FilmKind, state: sa.ColumnElement[bool]) -> sa.Exists:
    film = sa.exists().where(Clip.cycle_id == Cycle.id, Clip.kind == kind, state)
    return film.where(~erasure_ordered()).correlate(Cycle)


def _closed() -> sa.Exists:
    closed = sa.exists().where(
        CaseClosing.client_id == Client.id, CaseClosing.reopened_at.is_(None)
    )
    return closed.correlate(Client)

"""Clients and their cycles, read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from app.cases.closings.queries import list_closed
from app.cases.models import (
    Client,
    CompletedCycle,
    Consent,
    Cycle,
    CycleEvidence,
    EvidenceBasis,
    FilmedPerson,
    FilmKind,
    Purpose,
)
from app.cases.policies import cycle_visible_to, is_filmed, running_consent, stands, visible_to
from app.cases.steps import CycleSteps
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import PAGE_SIZE, Page, count_rows, read_page
from app.extensions import db
from app.trainees.models import Enrolment


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A client in a list: cycles begun, cycles that count, the purposes consented to now, and the day it was closed."""

    client: Client
    cycles: int
    counted: int
    purposes: frozenset[Purpose]
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A cycle in a list, with how far it is."""

    cycle: Cycle
    steps: CycleSteps


def get_client(actor: Actor, uuid: UUID) -> Client:
    """The client at this address with their trainee. Raises NotFound, also where it is not shared."""
    client = db.session.scalar(
        sa.select(Client)
        .where(Client.uuid == uuid, visible_to(actor))
        .options(joinedload(Client.enrolment).joinedload(Enrolment.person))
    )
    if client is None:
        raise NotFound
    return client


def list_clients(actor: Actor, enrolment: Enrolment, page: int = 1) -> Page[ClientLine]:
    """The clients of one training, newest first, with what stands behind each."""
    shown = sa.select(Client).where(Client.enrolment_id == enrolment.id, visible_to(actor))
    newest_first = shown.order_by(Client.id.desc())
    clients = read_page(db.session(), newest_first, count_rows(shown), page).build(itemgetter(0))
    ids = [client.id for client in clients.rows]
    begun, counted, purposes = _count_begun(ids), _count_counted(ids), list_purposes(ids)
    closed = list_closed(ids)
    return clients.build(
        lambda c: ClientLine(
            c,
            begun.get(c.id, 0),
            counted.get(c.id, 0),
            purposes.get(c.id, frozenset()),
            closed.get(c.id),
        )
    )


def _count_begun(client_ids: Collection[int]) -> Mapping[int, int]:
    return dict(
        db.session.execute(
            sa.select(Cycle.client_id, sa.func.count())
            .where(Cycle.client_id.in_(client_ids))
            .group_by(Cycle.client_id)
        ).all()
    )


def _count_counted(client_ids: Collection[int]) -> Mapping[int, int]:
    return dict(
        db.session.execute(
            sa.select(CompletedCycle.client_id, sa.func.count())
            .where(CompletedCycle.client_id.in_(client_ids))
            .group_by(CompletedCycle.client_id)
        ).all()
    )


def list_purposes(client_ids: Collection[int]) -> Mapping[int, frozenset[Purpose]]:
    """Client id -> the purposes to which everybody on the films says yes today; clients without any are left out."""
    rows = db.session.execute(
        sa.select(FilmedPerson.client_id, FilmedPerson.id, Consent.purpose)
        .outerjoin(Consent, (Consent.filmed_person_id == FilmedPerson.id) & running_consent())
        .where(FilmedPerson.client_id.in_(client_ids), is_filmed())
        .distinct()
    )
    people: dict[int, dict[int, set[Purpose]]] = {}
    for client_id, person_id, purpose in rows:
        said = people.setdefault(client_id, {}).setdefault(person_id, set())
        said.update(() if purpose is None else (purpose,))
    agreed = {client_id: set.intersection(*said.values()) for client_id, said in people.items()}
    return {
        client_id: frozenset(purposes)
        for client_id, purposes in agreed.items()
        if Purpose.VIG in purposes
    }


def is_code_used(code: str) -> bool:
    """Whether any client of the association has this code, whoever works with them."""
    return db.session.scalar(sa.select(Client.id).where(Client.code == code)) is not None


def get_cycle(actor: Actor, uuid: UUID) -> Cycle:
    """The cycle at this address with client, trainee and stage. Raises NotFound, also where it is not shared."""
    cycle = db.session.scalar(
        sa.select(Cycle)
        .where(Cycle.uuid == uuid, cycle_visible_to(actor))
        .options(
            joinedload(Cycle.client).joinedload(Client.enrolment).joinedload(Enrolment.person),
            joinedload(Cycle.stage),
        )
    )
    if cycle is None:
        raise NotFound
    return cycle


def list_cycles(actor: Actor, client: Client, page: int = 1) -> Page[CycleLine]:
    """The cycles with one client, newest first, with how far each is."""
    return _read_cycles(actor, Cycle.client_id == client.id, page, PAGE_SIZE)


def list_training_cycles(
    actor: Actor, enrolment: Enrolment, page: int = 1, size: int = PAGE_SIZE
) -> Page[CycleLine]:
    """The cycles of one training with all clients, the one begun last first."""
    return _read_cycles(actor, Client.enrolment_id == enrolment.id, page, size)


def _read_cycles(
    actor: Actor, criterion: sa.ColumnElement[bool], page: int, size: int
) -> Page[CycleLine]:
    shown = sa.select(Cycle).join(Cycle.client).where(criterion, cycle_visible_to(actor))
    newest_first = shown.order_by(Cycle.id.desc()).options(
        contains_eager(Cycle.client), joinedload(Cycle.stage)
    )
    rows = read_page(db.session(), newest_first, count_rows(shown), page, size)
    cycles = rows.build(itemgetter(0))
    steps = list_steps(cycles.rows)
    return cycles.build(lambda cycle: CycleLine(cycle, steps[cycle.id]))


def list_steps(cycles: Collection[Cycle]) -> Mapping[int, CycleSteps]:
    """Cycle id -> how far it is, in two queries for any number of cycles."""
    ids = [cycle.id for cycle in cycles]
    known: dict[tuple[int, FilmKind], EvidenceBasis] = {
        (cycle_id, kind): basis
        for cycle_id, kind, basis in db.session.execute(
            sa.select(CycleEvidence.cycle_id, CycleEvidence.kind, CycleEvidence.basis).where(
                CycleEvidence.cycle_id.in_(ids), stands()
            )
        )
    }
    counted = {
        completed.cycle_id: completed
        for completed in db.session.scalars(
            sa.select(CompletedCycle).where(CompletedCycle.cycle_id.in_(ids))
        )
    }
    steps = {
        cycle.id: CycleSteps(
            filmed_on=cycle.filmed_on,
            reviewed_on=cycle.reviewed_on,
            interaction=known.get((cycle.id, FilmKind.INTERACTION)),
            shared_review=known.get((cycle.id, FilmKind.SHARED_REVIEW)),
        )
        for cycle in cycles
    }
    for cycle_id, fact in counted.items():
        steps[cycle_id] = replace(
            steps[cycle_id], counted_on=fact.effective_on, counted_basis=fact.basis
        )
    return steps


def list_evidence(cycle: Cycle, kind: FilmKind) -> Sequence[CycleEvidence]:
    """Every piece of evidence there ever was for one film of a cycle, the annulled ones too, in order."""
    return db.session.scalars(
        sa.select(CycleEvidence)
        .where(CycleEvidence.cycle_id == cycle.id, CycleEvidence.kind == kind)
        .order_by(CycleEvidence.number)
    ).all()


def find_film_evidence(cycle: Cycle, kind: FilmKind) -> CycleEvidence | None:
    """The evidence that a film of the portal gives for this half of a cycle; None where there is none that stands."""
    return db.session.scalar(
        sa.select(CycleEvidence).where(
            CycleEvidence.cycle_id == cycle.id,
            CycleEvidence.kind == kind,
            CycleEvidence.basis == EvidenceBasis.FILM,
            stands(),
        )
    )


def find_latest_cycle(actor: Actor, client: Client) -> Cycle | None:
    """The cycle with the highest number with this client."""
    return db.session.scalar(
        sa.select(Cycle)
        .where(Cycle.client_id == client.id, cycle_visible_to(actor))
        .order_by(Cycle.number.desc())
        .limit(1)
    )

"""The work of a trainee as the portal keeps it. What families said is theirs, and in no leaver's export."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.models import Client, CompletedCycle, Cycle
from app.cases.reflections.models import Reflection
from app.core.actor import Actor
from app.extensions import db
from app.pathways.models import PathwayVersion, Stage
from app.progress.queries import count_progress
from app.retention.exports.records.sections import Entry, Section
from app.trainees.models import Enrolment
from app.trainees.policies import own_enrolments


def list_practice_sections(actor: Actor) -> list[Section]:
    """Trainings with their counts, clients by code, cycles with their days, and what the person thought about them."""
    return [
        Section("trainings", "Your training", _list_trainings(actor)),
        Section("clients", "Clients, by code", _list_clients(actor)),
        Section("cycles", "Cycles", _list_cycles(actor)),
        Section("reflections", "Your reflections", _list_reflections(actor)),
    ]


def _list_trainings(actor: Actor) -> list[Entry]:
    enrolments = db.session.scalars(
        sa.select(Enrolment)
        .where(Enrolment.person_id == actor.person_id)
        .order_by(Enrolment.registered_on, Enrolment.id)
        .options(joinedload(Enrolment.version).joinedload(PathwayVersion.pathway))
    ).all()
    counted = count_progress([enrolment.id for enrolment in enrolments])
    return [
        {
            "pathway": enrolment.version.pathway.name,
            "version": enrolment.version.number,
            "course_completed_on": enrolment.course_completed_on,
            "registered_on": enrolment.registered_on,
            "cycles_that_count": counted[enrolment.id].total.cycles,
            "clients_that_count": counted[enrolment.id].total.clients,
            "minutes_of_supervision": counted[enrolment.id].total.minutes,
        }
        for enrolment in enrolments
    ]


def _list_clients(actor: Actor) -> list[Entry]:
    clients = db.session.scalars(
        sa.select(Client)
        .where(Client.enrolment_id.in_(own_enrolments(actor)))
        .order_by(Client.id)
        .options(joinedload(Client.organisation))
    )
    return [
        {
            "code": client.code,
            "age_of_the_child": client.age_band.label,
            "setting": client.setting,
            "organisation": client.organisation.name if client.organisation else "",
            "added_at": client.created_at,
        }
        for client in clients
    ]


def _list_cycles(actor: Actor) -> list[Entry]:
    rows = db.session.execute(
        sa.select(Client.code, Cycle, Stage.name, CompletedCycle.effective_on)
        .join(Cycle.client)
        .join(Cycle.stage)
        .outerjoin(CompletedCycle, CompletedCycle.cycle_id == Cycle.id)
        .where(Client.enrolment_id.in_(own_enrolments(actor)))
        .order_by(Client.id, Cycle.number)
    )
    return [
        {
            "client": code,
            "cycle": cycle.number,
            "stage": stage,
            "filmed_on": cycle.filmed_on,
            "shared_review_on": cycle.reviewed_on,
            "counts_since": counts_since,
        }
        for code, cycle, stage, counts_since in rows
    ]


def _list_reflections(actor: Actor) -> list[Entry]:
    rows = db.session.scalars(
        sa.select(Reflection)
        .join(Reflection.cycle)
        .join(Cycle.client)
        .where(Client.enrolment_id.in_(own_enrolments(actor)))
        .order_by(Reflection.id)
        .options(
            joinedload(Reflection.cycle).joinedload(Cycle.client), joinedload(Reflection.prompt)
        )
    )
    return [
        {
            "client": row.cycle.client.code,
            "cycle": row.cycle.number,
            "prompt": row.prompt.words,
            "words": row.body,
            "saved_at": row.saved_at,
            "shared_at": row.shared_at,
        }
        for row in rows
    ]

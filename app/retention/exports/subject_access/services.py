"""Passing a family's question on, and answering it."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from app.audit.services import record_event
from app.cases.models import Client
from app.clips.keeping.rules import add_period
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.notifications.services import notify_people
from app.organisations.models import NamedPerson, RuleUnit
from app.retention.exports.records.sections import Record
from app.retention.exports.subject_access.case_sections import list_case_sections
from app.retention.exports.subject_access.errors import AnsweredAlready, AskedInFuture
from app.retention.exports.subject_access.film_sections import list_film_sections
from app.retention.exports.subject_access.models import SubjectAccessRequest
from app.retention.exports.subject_access.policies import can_answer, can_pass_on
from app.retention.exports.subject_access.queries import AGAIN_FOR

SCHEMA = "vig-portal/family-data"


def pass_on(actor: Actor, client: Client, asked_on: date) -> SubjectAccessRequest:
    """Tell whoever answers that the family of this client asked what is kept. Raises AskedInFuture."""
    require(can_pass_on(actor))
    if asked_on > clock.today():
        raise AskedInFuture
    request = SubjectAccessRequest(
        client=client,
        asked_on=asked_on,
        due_on=add_period(asked_on, 1, RuleUnit.MONTHS),
        raised_by_id=actor.person_id,
    )
    db.session.add(request)
    db.session.flush()
    trainee = client.enrolment.person
    record_event(actor, "access.asked", "client", client.uuid, about=trainee.id)
    notify_people(
        actor,
        [trainee.id] if trainee.active else _list_named(client),
        subject="A family asked what is kept about it",
        path=f"/clients/{client.uuid}/subject-access" if trainee.active else "/subject-access",
    )
    return request


def gather_family_record(actor: Actor, request: SubjectAccessRequest) -> Record:
    """Everything kept about the family but the films; the question is answered with it. Raises AnsweredAlready."""
    require(can_answer(actor, request))
    client = request.client
    if request.answered_at is not None and request.answered_at < clock.now() - AGAIN_FOR:
        raise AnsweredAlready
    record = Record(
        SCHEMA,
        f"What the VIG Portal keeps about {client.code}",
        client.code,
        clock.now(),
        [*list_case_sections(actor, request), *list_film_sections(actor, request)],
    )
    request.answer(actor.person_id)
    trainee_id = client.enrolment.person_id
    record_event(actor, "access.answered", "client", client.uuid, about=trainee_id)
    return record


def _list_named(client: Client) -> list[int]:
    return list(
        db.session.scalars(
            sa.select(NamedPerson.person_id).where(
                NamedPerson.organisation_id == client.organisation_id,
                NamedPerson.ended_at.is_(None),
            )
        )
    )

"""Who passes a family's question on, and who takes out what is kept about it."""

from __future__ import annotations

import sqlalchemy as sa

from app.accounts.models import Person, Role
from app.cases.models import Client
from app.cases.policies import can_ask_for_codes
from app.core.actor import Actor, RoleName
from app.retention.exports.subject_access.models import SubjectAccessRequest
from app.trainees.models import Enrolment
from app.trainees.policies import owns


def can_pass_on(actor: Actor) -> bool:
    """The office, and the people an organisation named for its families; neither sees more than the code."""
    return can_ask_for_codes(actor)


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Requests the actor passed on, those about families of their own, and those an organisation's person must answer."""
    return sa.or_(
        SubjectAccessRequest.raised_by_id == actor.person_id,
        SubjectAccessRequest.client_id.in_(_own_clients(actor)),
        _falls_to(actor),
    )


def can_answer(actor: Actor, request: SubjectAccessRequest) -> bool:
    """The trainee who works with the family.

    Once they have left, somebody of the family's organisation, where the office passed the question on: two people's word.
    """
    client = request.client
    trainee = client.enrolment.person
    if trainee.active:
        return owns(actor, client.enrolment)
    by_office = RoleName.ADMINISTRATOR in {role.name for role in request.raised_by.roles}
    is_another = actor.person_id not in {request.raised_by_id, trainee.id}
    return by_office and is_another and client.organisation_id in actor.named_for_ids


def _falls_to(actor: Actor) -> sa.ColumnElement[bool]:
    """Those of families whose trainee's account is closed, passed on by the office, for a named person of theirs."""
    families = (
        sa.select(Client.id)
        .join(Client.enrolment)
        .join(Enrolment.person)
        .where(~Person.active, Client.organisation_id.in_(actor.named_for_ids))
    )
    office = sa.select(Person.id).where(Person.roles.any(Role.name == RoleName.ADMINISTRATOR))
    return (
        SubjectAccessRequest.client_id.in_(families)
        & SubjectAccessRequest.raised_by_id.in_(office)
        & (SubjectAccessRequest.raised_by_id != actor.person_id)
    )


def _own_clients(actor: Actor) -> sa.Select[int]:
    return sa.select(Client.id).join(Client.enrolment).where(Enrolment.person_id == actor.person_id)

"""Registering trainees and opening their stages."""

from __future__ import annotations

from datetime import date

from app.accounts.changes.services import record_grant
from app.accounts.models import Person
from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor, RoleName
from app.core.constraints import refusing
from app.core.errors import Conflict, DomainError
from app.core.policy import require
from app.extensions import db
from app.pathways.models import PathwayVersion, Stage
from app.trainees.models import Enrolment, StageOpening
from app.trainees.policies import can_open_stage, can_register_trainee


class AlreadyRegistered(Conflict):
    """The person is on this version of the pathway already."""

    title = "Already registered"
    message = "This person is registered on this pathway already. Open their page instead."


class RegisteredBeforeCourse(DomainError):
    """The Initial Training Course is the entry to everything."""

    title = "The course comes first"
    message = "Registration comes after the Initial Training Course. Please check the two dates."
    field = "registered_on"


class RegisteredInFuture(DomainError):
    """A registration is recorded when it has happened."""

    title = "That date is still to come"
    message = "Enter the day the person was registered, today at the latest."
    field = "registered_on"


class StageOfAnotherPathway(DomainError):
    """A trainee stays on the pathway version they registered under."""

    title = "That stage belongs to another pathway"
    message = "Choose a stage of the pathway this trainee is registered on."


class StageAlreadyOpen(Conflict):
    """A stage opens once."""

    title = "That stage is open already"
    message = "This stage was opened before. Reload the page to see where the trainee stands."


def register_trainee(
    actor: Actor,
    person: Person,
    version: PathwayVersion,
    course_completed_on: date | None,
    registered_on: date,
) -> Enrolment:
    """Put a person on a pathway version; its first stage opens on the day of registration. They hold the role
    of trainee from then on.

    Raises RegisteredInFuture, RegisteredBeforeCourse and AlreadyRegistered.
    """
    require(can_register_trainee(actor, person))
    if registered_on > clock.today():
        raise RegisteredInFuture
    if course_completed_on is not None and registered_on < course_completed_on:
        raise RegisteredBeforeCourse
    enrolment = Enrolment(
        person=person,
        version=version,
        course_completed_on=course_completed_on,
        registered_on=registered_on,
    )
    with refusing(db.session(), {"uq_enrolment_person_id_version_id": AlreadyRegistered}):
        db.session.add(enrolment)
    _add_opening(enrolment, version.stages[0], registered_on)
    record_grant(actor, person, RoleName.TRAINEE)
    record_event(actor, "trainee.registered", "enrolment", enrolment.uuid, about=person.id)
    return enrolment


def open_stage(
    actor: Actor, enrolment: Enrolment, stage: Stage, effective_on: date | None = None
) -> StageOpening:
    """Record that a stage opened for this trainee, today unless another day is given.

    Raises StageOfAnotherPathway and StageAlreadyOpen.
    """
    require(can_open_stage(actor, enrolment))
    if stage.version_id != enrolment.version_id:
        raise StageOfAnotherPathway
    opening = _add_opening(enrolment, stage, effective_on or clock.today())
    record_event(actor, "stage.opened", "enrolment", enrolment.uuid, about=enrolment.person_id)
    return opening


def _add_opening(enrolment: Enrolment, stage: Stage, effective_on: date) -> StageOpening:
    opening = StageOpening(enrolment=enrolment, stage=stage, effective_on=effective_on)
    with refusing(db.session(), {"uq_stage_opening_enrolment_id_stage_id": StageAlreadyOpen}):
        db.session.add(opening)
    return opening

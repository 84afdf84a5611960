"""Recording what was done before the portal, and standing behind it."""

from __future__ import annotations

from app.audit.services import record_event
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.policy import require
from app.extensions import db
from app.notifications.models import NewsKind
from app.notifications.services import notify
from app.trainees.brought_forward.errors import PositionAnswered, StageSettled
from app.trainees.brought_forward.models import (
    BroughtForward,
    BroughtForwardConfirmation,
    BroughtForwardRefusal,
)
from app.trainees.brought_forward.policies import can_answer_position, can_record_position
from app.trainees.brought_forward.position import Position, check_position
from app.trainees.brought_forward.queries import get_position, list_openings, list_positions
from app.trainees.models import Enrolment, StageOpening


def record_position(actor: Actor, enrolment: Enrolment, position: Position) -> BroughtForward:
    """Write down where somebody stood; a later position corrects an earlier one. It counts once confirmed.

    Raises StageSettled and what `check_position` raises.
    """
    require(can_record_position(actor, enrolment))
    check_position(position, enrolment.version_id, enrolment.registered_on)
    lock_row(
        db.session(), enrolment
    )  # an answer to the one before comes first or finds it corrected
    _check_stage(actor, enrolment, position)
    row = BroughtForward(
        enrolment=enrolment,
        stage=position.stage,
        effective_on=position.covers_until,
        cycles=position.whole.cycles,
        clients=position.whole.clients,
        minutes=position.whole.minutes,
        stage_cycles=position.in_stage.cycles,
        stage_clients=position.in_stage.clients,
        stage_minutes=position.in_stage.minutes,
        evidence=position.evidence,
        recorded_by_id=actor.person_id,
    )
    db.session.add(row)
    db.session.flush()
    record_event(actor, "position.recorded", "position", row.uuid, about=enrolment.person_id)
    return row


def confirm_position(actor: Actor, position: BroughtForward) -> BroughtForwardConfirmation:
    """Stand behind a position: it counts from now on, and the stage it stands in opens. Raises PositionAnswered."""
    require(can_answer_position(actor, position.enrolment))
    _check_waiting(actor, position)
    confirmation = BroughtForwardConfirmation(
        position_id=position.id, confirmed_by_id=actor.person_id
    )
    rule = {"uq_brought_forward_confirmation_position_id": PositionAnswered}
    with refusing(db.session(), rule):
        db.session.add(confirmation)
    _open_stage(actor, position)
    _record(actor, "position.confirmed", position)
    _tell(actor, position, "The brought-forward position is confirmed")
    return confirmation


def refuse_position(actor: Actor, position: BroughtForward, reason: str) -> BroughtForwardRefusal:
    """Send a position back to the office with what should be different; it never counts. Raises PositionAnswered."""
    require(can_answer_position(actor, position.enrolment))
    _check_waiting(actor, position)
    refusal = BroughtForwardRefusal(
        position_id=position.id, reason=reason, refused_by_id=actor.person_id
    )
    rule = {"uq_brought_forward_refusal_position_id": PositionAnswered}
    with refusing(db.session(), rule):
        db.session.add(refusal)
    _record(actor, "position.refused", position)
    _tell(actor, position, "A brought-forward position was sent back to the office")
    return refusal


def _check_waiting(actor: Actor, position: BroughtForward) -> None:
    lock_row(db.session(), position.enrolment)  # two answers, or an answer and a correction, wait
    if not get_position(actor, position.uuid).is_waiting:
        raise PositionAnswered


def _check_stage(actor: Actor, enrolment: Enrolment, position: Position) -> None:
    """A confirmed position has opened its stage, and nobody is sent back to an earlier one."""
    rows = list_positions(actor, enrolment)
    confirmed = next((row.position for row in rows if row.confirmation), None)
    if confirmed is not None and confirmed.stage_id != position.stage.id:
        raise StageSettled


def _open_stage(actor: Actor, position: BroughtForward) -> None:
    """The stage a position stands in opens on its day; one that is behind the trainee already stays behind."""
    openings = list_openings(actor, position.enrolment)
    if any(opening.stage.position >= position.stage.position for opening in openings):
        return
    day = max([position.covers_until, *(opening.effective_on for opening in openings)])
    db.session.add(
        StageOpening(enrolment=position.enrolment, stage=position.stage, effective_on=day)
    )
    db.session.flush()
    concerned = position.enrolment
    record_event(actor, "stage.opened", "enrolment", concerned.uuid, about=concerned.person_id)


def _record(actor: Actor, action: str, position: BroughtForward) -> None:
    record_event(actor, action, "position", position.uuid, about=position.enrolment.person_id)


def _tell(actor: Actor, position: BroughtForward, subject: str) -> None:
    """The trainee, and whoever of the office recorded it."""
    path, kind = f"/brought-forward/{position.uuid}", NewsKind.SESSIONS
    notify(actor, position.enrolment.person_id, subject=subject, path=path, kind=kind)
    who = position.enrolment.person.full_name
    notify(actor, position.recorded_by_id, subject=f"{subject}: {who}", path=path, kind=kind)

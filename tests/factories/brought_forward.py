"""What invented trainees bring forward, made straight in the database."""

from __future__ import annotations

from datetime import date

from app.accounts.models import Person
from app.extensions import db
from app.trainees.brought_forward.models import BroughtForward, BroughtForwardConfirmation
from app.trainees.models import Enrolment
from tests.factories.people import make_administrator


def make_position(
    enrolment: Enrolment,
    *,
    stage: int = 1,
    whole: tuple[int, int, int] = (5, 2, 300),
    in_stage: tuple[int, int, int] | None = None,
    covers_until: date = date(2025, 9, 1),
    confirmed_by: Person | None = None,
) -> BroughtForward:
    """A position in the stage with this number, amounts as cycles, clients and minutes; all of it in that stage unless said otherwise."""
    part = in_stage or whole
    position = BroughtForward(
        enrolment=enrolment,
        stage=enrolment.version.stages[stage - 1],
        effective_on=covers_until,
        cycles=whole[0],
        clients=whole[1],
        minutes=whole[2],
        stage_cycles=part[0],
        stage_clients=part[1],
        stage_minutes=part[2],
        evidence="Log of the trainee, checked in September",
        recorded_by=make_administrator(),
    )
    db.session.add(position)
    db.session.flush()
    if confirmed_by is not None:
        db.session.add(
            BroughtForwardConfirmation(position_id=position.id, confirmed_by=confirmed_by)
        )
    db.session.commit()
    return position

"""Making awards, and handing out their certificates."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import sqlalchemy as sa

from app.accounts.changes.services import record_grant
from app.accreditation.awards.numbers import format_number, read_serial
from app.accreditation.awards.policies import (
    can_issue_certificate,
    can_make_award,
    can_take_over_awards,
)
from app.accreditation.errors import AlreadyAwarded
from app.accreditation.models import AccreditationNumber, Award, StageDecision
from app.audit.services import Event, record_event, record_events
from app.core.actor import Actor, RoleName
from app.core.constraints import refusing
from app.core.policy import require
from app.extensions import db

MOVE_SEQUENCE = sa.text(
    "SELECT setval('accreditation_number_id_seq', "
    "GREATEST((SELECT max(id) FROM accreditation_number), (SELECT last_value FROM accreditation_number_id_seq)))"
)
"""Rows that bring their own keys leave a server's sequence behind; SQLite goes on from the highest by itself."""


def make_award(actor: Actor, decision: StageDecision) -> Award:
    """Make the trainee of a met last stage an accredited practitioner, with a number of their own.

    Raises AlreadyAwarded.
    """
    require(can_make_award(actor, decision))
    enrolment = decision.review.enrolment
    person = enrolment.person
    (number,) = draw_numbers(actor, 1)
    award = Award(
        person=person,
        enrolment=enrolment,
        decision=decision,
        number=number,
        effective_on=decision.effective_on,
    )
    with refusing(db.session(), {"uq_award_enrolment_id": AlreadyAwarded}):
        db.session.add(award)
    record_grant(actor, person, RoleName.PRACTITIONER)
    record_event(actor, "award.made", "award", award.uuid, about=person.id)
    return award


def draw_numbers(actor: Actor, count: int) -> Sequence[str]:
    """The next accreditation numbers, given out to nobody else, whoever else draws at this moment."""
    require(actor.person_id >= 0)
    drawn = [AccreditationNumber() for _ in range(count)]
    db.session.add_all(drawn)
    db.session.flush()
    return [format_number(number.id) for number in drawn]


@dataclass(frozen=True, slots=True)
class EarlierAward:
    """An accreditation from before the portal, as it stands in the association's register."""

    person_id: int
    number: str
    accredited_on: date


def take_over_awards(actor: Actor, earlier: Sequence[EarlierAward]) -> None:
    """Enter accreditations with their numbers as they are, by a few statements for any number of them.

    Numbers that look like the portal's own are given out to nobody else.
    """
    require(can_take_over_awards(actor))
    if not earlier:
        return
    uuids = [uuid4() for _ in earlier]
    rows = [
        {
            "uuid": uuid,
            "person_id": award.person_id,
            "number": award.number,
            "effective_on": award.accredited_on,
        }
        for uuid, award in zip(uuids, earlier, strict=True)
    ]
    db.session.execute(sa.insert(Award), rows)
    serials = [read_serial(award.number) for award in earlier]
    _reserve({serial for serial in serials if serial is not None})
    record_events(
        actor,
        [
            Event("award.taken_over", "award", uuid, about=award.person_id)
            for uuid, award in zip(uuids, earlier, strict=True)
        ],
    )


def _reserve(serials: Collection[int]) -> None:
    present = db.session.scalars(
        sa.select(AccreditationNumber.id).where(AccreditationNumber.id.in_(serials))
    )
    missing = sorted(set(serials) - set(present))
    if not missing:
        return
    db.session.execute(sa.insert(AccreditationNumber), [{"id": serial} for serial in missing])
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(MOVE_SEQUENCE)


def record_certificate(actor: Actor, award: Award) -> None:
    """Put on record that somebody takes the certificate of this award."""
    require(can_issue_certificate(actor, award))
    record_event(actor, "certificate.issued", "award", award.uuid, about=award.person_id)

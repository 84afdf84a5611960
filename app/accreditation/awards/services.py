"""Making awards, and handing out their certificates."""

from __future__ import annotations

from collections.abc import Sequence

from app.accounts.changes.services import record_grant
from app.accreditation.awards.numbers import format_number
from app.accreditation.awards.policies import can_issue_certificate, can_make_award
from app.accreditation.errors import AlreadyAwarded
from app.accreditation.models import AccreditationNumber, Award, StageDecision
from app.audit.services import record_event
from app.core.actor import Actor, RoleName
from app.core.constraints import refusing
from app.core.policy import require
from app.extensions import db


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


def record_certificate(actor: Actor, award: Award) -> None:
    """Put on record that somebody takes the certificate of this award."""
    require(can_issue_certificate(actor, award))
    record_event(actor, "certificate.issued", "award", award.uuid, about=award.person_id)

"""Trainees with films to show, and reviews on their way, made through the portal's own services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.accounts.models import Person
from app.accreditation.appointments.services import appoint_reviewer
from app.accreditation.awards.services import draw_numbers
from app.accreditation.decisions.services import decide_review
from app.accreditation.models import Appointment, Award, Outcome, StageDecision, StageReview
from app.accreditation.services import ReviewRequest, request_review
from app.allocations.models import Allocation
from app.allocations.queries import build_actor
from app.cases.models import FilmKind
from app.clips.models import Clip, ClipState
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.extensions import db
from app.pathways.models import PathwayVersion
from app.trainees.models import Enrolment, StageOpening
from tests.factories.people import make_administrator, make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_cycle

STATEMENT = "I wait more than I did, and I *see* more."


@dataclass(frozen=True)
class SignOff:
    """A trainee with one film whose family agrees to everything, and the people around their review."""

    enrolment: Enrolment
    supervisor: Person
    reviewer: Person
    office: Person
    clip: Clip

    @property
    def trainee(self) -> Person:
        return self.enrolment.person

    def ask(self, *clips: Clip, includes_feedback: bool = False) -> StageReview:
        """The trainee asks for the review of the stage they are in, showing these films, or the one there is."""
        shown = clips or (self.clip,)
        asked = ReviewRequest(STATEMENT, frozenset(str(c.uuid) for c in shown), includes_feedback)
        review = request_review(act_as(self.trainee), self.enrolment, asked)
        db.session.commit()
        return review

    def appoint(self, review: StageReview) -> Appointment:
        """The office gives the review to the reviewer."""
        appointment = appoint_reviewer(act_as(self.office), review, self.reviewer)
        db.session.commit()
        return appointment

    def decide(self, appointment: Appointment, outcome: Outcome = Outcome.MET) -> StageDecision:
        """The reviewer decides."""
        decision = decide_review(act_as(self.reviewer), appointment, outcome, "You follow her.")
        db.session.commit()
        return decision

    def pass_stage(self, outcome: Outcome = Outcome.MET) -> StageDecision:
        """The whole of it: asked, given, decided."""
        return self.decide(self.appoint(self.ask()), outcome)


def act_as(person: Person) -> Actor:
    """The person with the reasons for access of this moment, as a new request would find them."""
    return build_actor(person)


def make_sign_off(version: PathwayVersion | None = None, *, in_last_stage: bool = False) -> SignOff:
    """People and a film; the trainee is in the first stage of the pathway, or in the last."""
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor, version=version)
    if in_last_stage:
        db.session.add_all(
            StageOpening(enrolment=enrolment, stage=stage, effective_on=date(2025, 9, 1))
            for stage in enrolment.version.stages[1:]
        )
        db.session.commit()
    clip = make_film(enrolment)
    return SignOff(enrolment, supervisor, make_supervisor(), make_administrator(), clip)


def make_film(enrolment: Enrolment) -> Clip:
    """A film that can be watched, of a new client of this trainee who agrees to everything."""
    clip = Clip(
        cycle=make_cycle(make_client(enrolment)),
        kind=FilmKind.INTERACTION,
        state=ClipState.READY,
        size_bytes=1,
        duration_ms=200_000,
    )
    db.session.add(clip)
    db.session.commit()
    return clip


def make_given_review(reviewing: Allocation) -> StageReview:
    """An open review of the stage the trainee is in, given to the holder of this allocation, with no films."""
    enrolment = reviewing.enrolment
    review = StageReview(
        enrolment=enrolment,
        stage=enrolment.version.stages[0],
        open_key=enrolment.id,
        statement=STATEMENT,
    )
    appointment = Appointment(
        review=review,
        reviewer=reviewing.person,
        allocation=reviewing,
        appointed_by_id=make_administrator().id,
    )
    db.session.add_all([review, appointment])
    db.session.commit()
    return review


def make_award(enrolment: Enrolment, reviewer: Person, on: date | None = None) -> Award:
    """The end of a training, decided by this reviewer, whatever stage the trainee is in."""
    last = enrolment.version.stages[-1]
    review = StageReview(enrolment=enrolment, stage=last, statement=STATEMENT)
    db.session.add(review)
    db.session.flush()
    decision = StageDecision(
        review=review,
        enrolment_id=enrolment.id,
        stage_id=last.id,
        outcome=Outcome.MET,
        words="You follow her.",
        counts={},
        decided_by=reviewer,
    )
    (number,) = draw_numbers(SYSTEM, 1)
    award = Award(
        person=enrolment.person,
        enrolment=enrolment,
        decision=decision,
        number=number,
        effective_on=on or clock.today(),
    )
    db.session.add(award)
    db.session.commit()
    return award

"""A stage is closed by somebody else's judgement, asked for by the trainee and given by the association."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import Person
from app.accreditation.appointments.queries import list_possible_reviewers
from app.accreditation.appointments.services import appoint_reviewer
from app.accreditation.decisions.services import decide_review
from app.accreditation.errors import (
    AppointedMeanwhile,
    ClipNotShareable,
    ReviewAlreadyOpen,
    ReviewClosed,
    StageAlreadyMet,
)
from app.accreditation.models import Award, Outcome, StageDecision
from app.accreditation.queries import find_open_review, get_review, list_reviews_to_decide
from app.accreditation.services import ReviewRequest, request_review, withdraw_review
from app.allocations.models import AllocationKind
from app.allocations.services import (
    ReviewerIsOwnSupervisor,
    SupervisesThemselves,
    SupervisorIsReviewer,
    allocate_supervisor,
)
from app.cases.models import Purpose
from app.clips.models import Clip
from app.clips.queries import get_clip
from app.core.actor import RoleName
from app.core.errors import Forbidden, NotFound
from app.extensions import db
from app.notifications.models import Notification
from app.pathways.queries import find_pathway
from app.trainees.queries import list_current_stages
from tests.factories.clips import withdraw_consent
from tests.factories.people import allocate, make_administrator, make_supervisor
from tests.factories.practice import make_client, make_completed_cycle, make_cycle
from tests.factories.reviews import SignOff, act_as, make_film, make_sign_off


@pytest.fixture
def sign_off(app: Flask) -> SignOff:
    """A trainee in the last stage of their pathway."""
    return make_sign_off(in_last_stage=True)


def has_role(person: Person, role: RoleName) -> bool:
    return role in {held.name for held in person.roles}


def sees(person: Person, clip: Clip) -> bool:
    try:
        return get_clip(act_as(person), clip.uuid) is clip
    except NotFound:
        return False


def test_no_number_stands_between_a_trainee_and_their_review(sign_off: SignOff) -> None:
    review = sign_off.ask()
    assert find_open_review(act_as(sign_off.trainee), sign_off.enrolment) is review


def test_only_one_review_is_open_at_a_time(sign_off: SignOff) -> None:
    sign_off.ask()
    with pytest.raises(ReviewAlreadyOpen):
        sign_off.ask()


def test_nobody_asks_for_the_review_of_somebody_else(sign_off: SignOff) -> None:
    with pytest.raises(Forbidden):
        request_review(
            act_as(sign_off.supervisor),
            sign_off.enrolment,
            ReviewRequest("words", frozenset(), False),
        )


def test_a_film_without_consent_to_the_review_cannot_be_chosen(sign_off: SignOff) -> None:
    withdraw_consent(sign_off.clip.cycle.client, Purpose.ACCREDITATION)
    with pytest.raises(ClipNotShareable):
        sign_off.ask()


def test_a_film_of_somebody_else_cannot_be_chosen(sign_off: SignOff) -> None:
    with pytest.raises(ClipNotShareable):
        sign_off.ask(make_sign_off().clip)


def test_the_own_supervisor_never_reviews(sign_off: SignOff) -> None:
    review = sign_off.ask()
    with pytest.raises(ReviewerIsOwnSupervisor):
        appoint_reviewer(act_as(sign_off.office), review, sign_off.supervisor)


def test_whoever_supervised_the_trainee_during_this_stage_does_not_review_it(
    sign_off: SignOff,
) -> None:
    allocate_supervisor(act_as(sign_off.office), sign_off.enrolment, make_supervisor())
    review = sign_off.ask()
    assert sign_off.supervisor not in list_possible_reviewers(review)
    with pytest.raises(ReviewerIsOwnSupervisor):
        appoint_reviewer(act_as(sign_off.office), review, sign_off.supervisor)


def test_whoever_supervised_before_the_stage_opened_may_review_it(sign_off: SignOff) -> None:
    former = make_supervisor()
    allocation = allocate(AllocationKind.REVIEWER, former, sign_off.enrolment)
    db.session.execute(
        sa.text(
            "UPDATE allocation SET kind = 'supervisor', started_at = '2025-03-03 00:00:00+00:00',"
            " ended_at = '2025-08-01 00:00:00+00:00' WHERE id = :id"
        ),
        {"id": allocation.id},
    )
    review = sign_off.ask()
    assert former in list_possible_reviewers(review)
    assert appoint_reviewer(act_as(sign_off.office), review, former).reviewer is former


def test_nobody_reviews_their_own_training(sign_off: SignOff) -> None:
    review = sign_off.ask()
    with pytest.raises(SupervisesThemselves):
        appoint_reviewer(act_as(sign_off.office), review, sign_off.trainee)


def test_the_reviewer_does_not_become_the_supervisor_meanwhile(sign_off: SignOff) -> None:
    sign_off.appoint(sign_off.ask())
    with pytest.raises(SupervisorIsReviewer):
        allocate_supervisor(act_as(sign_off.office), sign_off.enrolment, sign_off.reviewer)


@pytest.mark.parametrize("role", ["trainee", "supervisor", "reviewer"])
def test_only_the_office_appoints(sign_off: SignOff, role: str) -> None:
    review = sign_off.ask()
    with pytest.raises(Forbidden):
        appoint_reviewer(act_as(getattr(sign_off, role)), review, sign_off.reviewer)


def test_an_administrator_in_training_does_not_choose_their_own_reviewer(
    sign_off: SignOff,
) -> None:
    sign_off.trainee.roles.extend(sign_off.office.roles)
    review = sign_off.ask()
    with pytest.raises(Forbidden):
        appoint_reviewer(act_as(sign_off.trainee), review, sign_off.reviewer)


def test_the_reviewer_sees_exactly_the_films_that_were_chosen(sign_off: SignOff) -> None:
    kept_back = make_film(sign_off.enrolment)
    assert not sees(sign_off.reviewer, sign_off.clip)
    sign_off.appoint(sign_off.ask())
    assert sees(sign_off.reviewer, sign_off.clip)
    assert not sees(sign_off.reviewer, kept_back)


def test_a_withdrawn_consent_takes_a_chosen_film_away(sign_off: SignOff) -> None:
    sign_off.appoint(sign_off.ask())
    withdraw_consent(sign_off.clip.cycle.client, Purpose.ACCREDITATION)
    assert not sees(sign_off.reviewer, sign_off.clip)


def test_a_new_appointment_ends_the_access_of_the_one_before(sign_off: SignOff) -> None:
    review, second = sign_off.ask(), make_supervisor()
    first = sign_off.appoint(review)
    appoint_reviewer(act_as(sign_off.office), review, second, replaces=first.allocation.uuid)
    assert not sees(sign_off.reviewer, sign_off.clip)
    assert sees(second, sign_off.clip)
    with pytest.raises(NotFound):
        get_review(act_as(sign_off.reviewer), review.uuid)


def test_two_administrators_never_overwrite_each_other(sign_off: SignOff) -> None:
    review = sign_off.ask()
    sign_off.appoint(review)
    with pytest.raises(AppointedMeanwhile):
        appoint_reviewer(act_as(make_administrator()), review, make_supervisor())
    assert sees(sign_off.reviewer, sign_off.clip)


def test_a_withdrawn_review_ends_the_access_and_can_be_asked_for_again(sign_off: SignOff) -> None:
    review = sign_off.ask()
    sign_off.appoint(review)
    withdraw_review(act_as(sign_off.trainee), review)
    assert not sees(sign_off.reviewer, sign_off.clip)
    assert review.withdrawn_at is not None
    with pytest.raises(ReviewClosed):
        withdraw_review(act_as(sign_off.trainee), review)
    sign_off.ask()


def test_the_access_of_the_reviewer_ends_with_the_decision(sign_off: SignOff) -> None:
    appointment = sign_off.appoint(sign_off.ask())
    assert [row.review for row in list_reviews_to_decide(act_as(sign_off.reviewer))] == [
        appointment.review
    ]
    sign_off.decide(appointment)
    assert not act_as(sign_off.reviewer).reviews(sign_off.enrolment.id)
    assert not sees(sign_off.reviewer, sign_off.clip)
    assert list_reviews_to_decide(act_as(sign_off.reviewer)) == []


@pytest.mark.parametrize("role", ["trainee", "supervisor", "office"])
def test_only_the_appointed_reviewer_decides(sign_off: SignOff, role: str) -> None:
    appointment = sign_off.appoint(sign_off.ask())
    with pytest.raises(Forbidden):
        decide_review(act_as(getattr(sign_off, role)), appointment, Outcome.MET, "Yes.")


def test_a_reviewer_who_was_replaced_decides_nothing(sign_off: SignOff) -> None:
    review = sign_off.ask()
    actor_before, first = act_as(sign_off.reviewer), sign_off.appoint(review)
    appoint_reviewer(
        act_as(sign_off.office), review, make_supervisor(), replaces=first.allocation.uuid
    )
    with pytest.raises(AppointedMeanwhile):
        decide_review(actor_before, first, Outcome.MET, "Yes.")


def test_a_review_is_decided_once(sign_off: SignOff) -> None:
    appointment = sign_off.appoint(sign_off.ask())
    at_the_same_moment = act_as(sign_off.reviewer)
    sign_off.decide(appointment)
    with pytest.raises(ReviewClosed):
        decide_review(at_the_same_moment, appointment, Outcome.NOT_YET, "No.")
    assert db.session.scalars(sa.select(StageDecision.outcome)).all() == [Outcome.MET]


def test_met_opens_the_next_stage(app: Flask) -> None:
    sign_off = make_sign_off()
    first, second = sign_off.enrolment.version.stages
    assert sign_off.pass_stage().stage is first
    assert list_current_stages([sign_off.enrolment.id])[sign_off.enrolment.id] is second
    assert db.session.scalar(sa.select(sa.func.count(Award.id))) == 0


def test_every_stage_of_the_longer_pathway_leads_to_the_next(app: Flask) -> None:
    pathway = find_pathway("practitioner-three-stages")
    assert pathway is not None
    sign_off = make_sign_off(pathway.versions[0])
    decided = [sign_off.pass_stage().stage for _ in range(3)]
    assert decided == sign_off.enrolment.version.stages
    assert db.session.scalar(sa.select(sa.func.count(Award.id))) == 1


def test_met_on_the_last_stage_makes_one_award_and_a_practitioner(sign_off: SignOff) -> None:
    decision = sign_off.pass_stage()
    award = db.session.scalars(sa.select(Award)).one()
    assert (award.person, award.decision) == (sign_off.trainee, decision)
    assert has_role(sign_off.trainee, RoleName.PRACTITIONER)
    assert has_role(sign_off.trainee, RoleName.TRAINEE)
    with pytest.raises(StageAlreadyMet):
        sign_off.ask()


def test_every_award_has_a_number_of_its_own_in_order(app: Flask) -> None:
    for _ in range(3):
        make_sign_off(in_last_stage=True).pass_stage()
    numbers = db.session.scalars(sa.select(Award.number).order_by(Award.id)).all()
    assert len(set(numbers)) == 3
    assert sorted(numbers) == numbers


def test_after_not_yet_the_trainee_asks_again(sign_off: SignOff) -> None:
    sign_off.pass_stage(Outcome.NOT_YET)
    assert not has_role(sign_off.trainee, RoleName.PRACTITIONER)
    assert sign_off.pass_stage().outcome is Outcome.MET
    assert db.session.scalar(sa.select(sa.func.count(Award.id))) == 1


def test_a_decision_keeps_the_counts_of_its_moment(sign_off: SignOff) -> None:
    client = make_client(sign_off.enrolment)
    make_completed_cycle(client)
    decision = sign_off.pass_stage(Outcome.NOT_YET)
    make_completed_cycle(client)
    (cycles,) = [line for line in decision.counts["lines"] if line["measure"] == "cycles"]
    assert (cycles["counted"], cycles["minimum"]) == (1, 18)


def test_a_decision_reaches_the_trainee_and_their_own_supervisor(sign_off: SignOff) -> None:
    appointment = sign_off.appoint(sign_off.ask())
    db.session.execute(sa.delete(Notification))
    sign_off.decide(appointment)
    told = set(db.session.scalars(sa.select(Notification.person_id)))
    assert told == {sign_off.trainee.id, sign_off.supervisor.id}


def test_films_that_are_not_ready_are_not_offered(sign_off: SignOff) -> None:
    assert make_cycle(sign_off.clip.cycle.client).number == 2
    sign_off.clip.state = type(sign_off.clip.state).PROCESSING
    db.session.commit()
    with pytest.raises(ClipNotShareable):
        sign_off.ask()

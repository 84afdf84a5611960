"""Who may do what with a trainee's work, for everybody who could ask: nobody signs their own, whatever roles they hold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.accounts.models import Person
from app.accreditation import policies as accreditation
from app.accreditation.awards import policies as awards
from app.accreditation.models import Appointment, Award, Outcome, StageDecision, StageReview
from app.allocations import policies as allocations
from app.allocations.models import Allocation, AllocationKind
from app.association import policies as association
from app.association.people import policies as people
from app.cases import policies as cases
from app.cases.models import Client, Cycle, EvidenceBasis
from app.clips import policies as clips
from app.clips.models import Clip, ClipState
from app.core.actor import NOBODY, SYSTEM, Actor, RoleName
from app.progress import policies as progress
from app.supervision import policies as supervision
from app.supervision.models import SupervisionSession
from app.trainees import policies as trainees
from app.trainees.models import Enrolment

OFFICE, OWN = frozenset({RoleName.ADMINISTRATOR}), frozenset({7})
PEOPLE = {
    "trainee": Actor(1),
    "supervisor": Actor(2, supervised_ids=OWN),
    "reviewer": Actor(3, reviewing_ids=OWN),
    "stranger": Actor(4, supervised_ids=frozenset({8}), reviewing_ids=frozenset({8})),
    "office": Actor(5, roles=OFFICE),
    "trainee of the office": Actor(1, roles=OFFICE),
    "trainee with every reason": Actor(1, frozenset(RoleName), OWN, OWN),
    "named": Actor(6, named_for_ids=frozenset({3})),
    "named elsewhere": Actor(8, named_for_ids=frozenset({4})),
    "nobody": NOBODY,
    "system": SYSTEM,
}
"""The last trainee but one holds every role and, by some mistake, every reason for access to their own work."""

ENROLMENT = Enrolment(id=7, person_id=1, person=Person(id=1))
CLIENT = Client(enrolment_id=7, enrolment=ENROLMENT, organisation_id=3)
CYCLE = Cycle(client=CLIENT)
CLIP = Clip(cycle=CYCLE, state=ClipState.READY)
SENT = Clip(cycle=CYCLE, state=ClipState.UPLOADING)
REVIEW = StageReview(enrolment_id=7, enrolment=ENROLMENT)
APPOINTMENT = Appointment(review=REVIEW, reviewer_id=3)
SELF_APPOINTMENT = Appointment(review=REVIEW, reviewer_id=1)
OWN_SUPERVISORS = Appointment(review=REVIEW, reviewer_id=2)
REVIEWING = Allocation(kind=AllocationKind.REVIEWER, person_id=3, enrolment=ENROLMENT)
SUPERVISING = Allocation(kind=AllocationKind.SUPERVISOR, person_id=2, enrolment=ENROLMENT)
SESSION = SupervisionSession(enrolment=ENROLMENT, supervisor_id=2, recorded_by_id=1)
MET = StageDecision(review=REVIEW, outcome=Outcome.MET, decided_by_id=3)
NOT_YET = StageDecision(review=REVIEW, outcome=Outcome.NOT_YET, decided_by_id=3)
AWARD = Award(person_id=1, decision_id=1)

TRAINEES = {"trainee", "trainee of the office", "trainee with every reason"}
OFFICES = {"office", "trainee of the office", "trainee with every reason"}

Policy = Callable[[Actor], bool]

TABLE: dict[str, tuple[Policy, set[str]]] = {
    "add a client": (lambda a: cases.can_add_client(a, ENROLMENT), TRAINEES),
    "work with a client": (lambda a: cases.can_work_with(a, CLIENT), {*TRAINEES, "system"}),
    "end a consent": (
        lambda a: cases.can_withdraw_consent(a, CLIENT),
        {*TRAINEES, *OFFICES, "supervisor", "named"},
    ),
    "end a consent by code": (
        lambda a: cases.can_withdraw_by_code(a, CLIENT),
        {*OFFICES, "named"},
    ),
    "stand for a film kept elsewhere": (
        lambda a: cases.can_confirm_cycle(a, CYCLE),
        {"supervisor"},
    ),
    "say that a film was seen": (
        lambda a: cases.can_record_evidence(a, CYCLE, EvidenceBasis.FILM),
        {"system"},
    ),
    "send a film": (lambda a: clips.can_film(a, CYCLE), TRAINEES),
    "watch a film that is there": (
        lambda a: clips.can_watch(a, CLIP),
        PEOPLE.keys() - {"system"},
    ),
    "watch a film on its way": (lambda a: clips.can_watch(a, SENT), set()),
    "try a film again": (lambda a: clips.can_retry(a, CLIP), TRAINEES),
    "sweep films": (clips.can_sweep, {"system"}),
    "record a session": (
        lambda a: supervision.can_record_session(a, ENROLMENT),
        {*TRAINEES, "supervisor"},
    ),
    "answer the trainee's session": (
        lambda a: supervision.can_answer_session(a, SESSION),
        {"supervisor"},
    ),
    "see what stands behind the numbers": (
        lambda a: progress.can_see_each(a, ENROLMENT),
        {*TRAINEES, "supervisor", "system"},
    ),
    "open a stage": (
        lambda a: trainees.can_open_stage(a, ENROLMENT),
        {"reviewer", "office", "system"},
    ),
    "ask for a review": (lambda a: accreditation.can_ask(a, ENROLMENT), TRAINEES),
    "take a review back": (lambda a: accreditation.can_withdraw(a, REVIEW), TRAINEES | {"system"}),
    "give a review": (lambda a: accreditation.can_appoint(a, REVIEW), {"office", "system"}),
    "read the statement": (
        lambda a: accreditation.can_read_statement(a, REVIEW, APPOINTMENT),
        {*TRAINEES, "supervisor", "reviewer"},
    ),
    "read the statement before anybody is appointed": (
        lambda a: accreditation.can_read_statement(a, REVIEW, None),
        {*TRAINEES, "supervisor"},
    ),
    "decide a review": (lambda a: accreditation.can_decide(a, APPOINTMENT), {"reviewer"}),
    "decide one's own review": (
        lambda a: accreditation.can_decide(a, SELF_APPOINTMENT),
        set(),
    ),
    "decide one's own trainee's review": (
        lambda a: accreditation.can_decide(a, OWN_SUPERVISORS),
        set(),
    ),
    "make an award of a stage that was met": (
        lambda a: awards.can_make_award(a, MET),
        {"reviewer"},
    ),
    "make an award of a stage that was not": (lambda a: awards.can_make_award(a, NOT_YET), set()),
    "take a certificate": (
        lambda a: awards.can_issue_certificate(a, AWARD),
        {*TRAINEES, "office"},
    ),
    "end a reviewer's access": (
        lambda a: allocations.can_end_allocation(a, REVIEWING),
        {*TRAINEES, "reviewer", "office", "system"},
    ),
    "end a supervisor's access": (
        lambda a: allocations.can_end_allocation(a, SUPERVISING),
        {"office", "system"},
    ),
    "give a supervisor": (
        lambda a: allocations.can_give_supervisor(a, ENROLMENT),
        {"office", "system"},
    ),
    "register a trainee": (
        lambda a: trainees.can_register_trainee(a, ENROLMENT.person),
        {"office", "system"},
    ),
    "change an account": (
        lambda a: people.can_change_person(a, ENROLMENT.person),
        {"office", "system"},
    ),
    "see the association": (association.can_see_association, {*OFFICES, "system"}),
    "take a list out": (association.can_export, OFFICES),
}


@pytest.mark.parametrize("what", TABLE)
def test_exactly_these_people_may(what: str) -> None:
    policy, expected = TABLE[what]
    assert {name for name, person in PEOPLE.items() if policy(person)} == expected

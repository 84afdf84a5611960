"""What families said yes to, person by person: recorded, ended, and asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app.allocations.queries import build_actor
from app.cases.consents.errors import (
    BeginsBeforeSigning,
    ConsentInFuture,
    ConsentStillRuns,
    EndsBeforeBeginning,
    FilingIdentifies,
    NobodyChosen,
    NothingConsented,
    OtherPurposeNeedsVig,
    SpeaksForThemselves,
)
from app.cases.consents.orders import ERASE_WITHOUT_CONSENT
from app.cases.consents.queries import list_person_lines, list_running_consents
from app.cases.consents.services import SignedForm, record_consents, withdraw_consents
from app.cases.consents.standing import Standing
from app.cases.filmed_people.parts import Part
from app.cases.filmed_people.queries import MOST_PEOPLE, list_filmed_people
from app.cases.filmed_people.services import (
    MostPeople,
    PersonWithdrew,
    add_filmed_person,
    correct_filmed_person,
    remove_filmed_person,
)
from app.cases.models import AgeBand, Client, Consent, FilmedPerson, Purpose
from app.cases.particulars import Particulars
from app.cases.policies import consented
from app.cases.queries import list_purposes
from app.cases.relations import Giver, Relation
from app.cases.services import add_client
from app.core.actor import SYSTEM, Actor
from app.core.clock import today
from app.core.errors import DomainError, Forbidden
from app.extensions import db
from app.jobs.models import Job
from app.notifications.queries import list_notifications
from tests.factories.people import make_administrator, make_enrolment, make_supervisor
from tests.factories.practice import make_client

VIG, SUPERVISION, ACCREDITATION = Purpose.VIG, Purpose.SUPERVISION, Purpose.ACCREDITATION
SIGNED = date(2025, 3, 10)
FORM = SignedForm(SIGNED, "2025-1", "Service record, blue folder")
PART = Part(is_client=False, in_interaction=True)


def make_unasked() -> tuple[Actor, Client]:
    """A parent and a child whom nobody has asked yet, and their trainee."""
    enrolment = make_enrolment()
    actor = build_actor(enrolment.person)
    client = add_client(actor, enrolment, Particulars(AgeBand.FROM_0_TO_2))
    add_filmed_person(actor, client, Relation.PARENT, Part(is_client=True, in_interaction=True))
    add_filmed_person(actor, client, Relation.CHILD, PART)
    return actor, client


def record(
    actor: Actor,
    client: Client,
    answers: Mapping[Purpose, bool],
    form: SignedForm = FORM,
    people: Sequence[FilmedPerson] | None = None,
) -> list[Consent]:
    chosen = list_filmed_people(actor, client) if people is None else people
    return record_consents(actor, client, chosen, answers, form)


def find_person(client: Client, relation: Relation) -> FilmedPerson:
    return next(p for p in list_filmed_people(SYSTEM, client) if p.relation is relation)


def count_consented(purpose: Purpose) -> int:
    """How many clients the SQL criterion finds."""
    found = sa.select(sa.func.count()).select_from(Client).where(consented(Client.id, purpose))
    return db.session.scalars(found).one()


def test_each_yes_of_a_form_is_a_consent_of_each_person(app: Flask) -> None:
    actor, client = make_unasked()
    answers = {VIG: True, SUPERVISION: True, ACCREDITATION: False}
    record(actor, client, answers)
    record(actor, client, answers)  # the same form sent twice
    running = [
        (c.filmed_person.relation, c.purpose, c.from_on)
        for c in list_running_consents(actor, client)
    ]
    assert running == [
        (relation, purpose, SIGNED)
        for relation in (Relation.PARENT, Relation.CHILD)
        for purpose in (VIG, SUPERVISION)
    ]


FUTURE = today() + timedelta(days=1)


@pytest.mark.parametrize(
    ("answers", "form", "rule"),
    [
        ({VIG: False, SUPERVISION: False}, FORM, NothingConsented),
        ({}, FORM, NothingConsented),
        ({VIG: False, SUPERVISION: True}, FORM, OtherPurposeNeedsVig),
        ({VIG: True}, SignedForm(FUTURE, "1", "x"), ConsentInFuture),
        ({VIG: True}, SignedForm(SIGNED, "1", "x", from_on=date(2025, 3, 9)), BeginsBeforeSigning),
        ({VIG: True}, SignedForm(SIGNED, "1", "x", until_on=date(2025, 3, 9)), EndsBeforeBeginning),
        ({VIG: True}, SignedForm(today(), "1", "file of 12.03.2019"), FilingIdentifies),
        ({VIG: True}, SignedForm(today(), "a@b.example", "x"), FilingIdentifies),
    ],
)
def test_a_form_that_cannot_be_is_refused_by_its_rule(
    app: Flask, answers: dict[Purpose, bool], form: SignedForm, rule: type[DomainError]
) -> None:
    with pytest.raises(rule):
        record(*make_unasked(), answers, form)


def test_a_form_is_for_people_of_this_client(app: Flask) -> None:
    actor, client = make_unasked()
    others = list_filmed_people(SYSTEM, make_client(make_enrolment()))
    for chosen in ([], others):
        with pytest.raises(NobodyChosen):
            record(actor, client, {VIG: True}, people=chosen)


def test_one_of_two_who_does_not_say_yes_keeps_the_films_closed(app: Flask) -> None:
    actor, client = make_unasked()
    parent = find_person(client, Relation.PARENT)
    record(actor, client, {VIG: True, SUPERVISION: True}, people=[parent])
    assert list_purposes([client.id]) == {}
    record(actor, client, {VIG: True}, people=[find_person(client, Relation.CHILD)])
    assert list_purposes([client.id]) == {client.id: frozenset({VIG})}


def test_a_no_does_not_end_a_consent_by_accident(app: Flask) -> None:
    client = make_client(make_enrolment(), VIG)
    actor = build_actor(client.enrolment.person)
    with pytest.raises(ConsentStillRuns):
        record(actor, client, {VIG: False, SUPERVISION: True})
    record(actor, client, {SUPERVISION: True})
    assert list_purposes([client.id])[client.id] == {VIG, SUPERVISION}


def test_only_the_trainee_says_who_is_filmed_and_records_consents(app: Flask) -> None:
    supervisor = make_supervisor()
    client = make_client(make_enrolment(supervisor=supervisor))
    person = find_person(client, Relation.CHILD)
    for actor in (build_actor(supervisor), build_actor(make_administrator())):
        for attempt in (
            lambda a: record(a, client, {VIG: True}, people=[person]),
            lambda a: add_filmed_person(a, client, Relation.CHILD, PART),
            lambda a: correct_filmed_person(a, person, PART),
            lambda a: remove_filmed_person(a, person),
        ):
            with pytest.raises(Forbidden):
                attempt(actor)


def test_from_the_month_in_which_somebody_speaks_for_themselves_their_own_yes_counts(
    app: Flask,
) -> None:
    client = make_client(make_enrolment())
    actor, child = build_actor(client.enrolment.person), find_person(client, Relation.CHILD)
    of_age = today().replace(day=1)
    correct_filmed_person(actor, child, Part(False, True, of_age + timedelta(days=5)))
    assert child.consents_again_on == of_age  # kept as the first of the month
    assert list_purposes([client.id]) == {}
    line = next(li for li in list_person_lines(actor, client) if li.person is child)
    assert {mark.standing for mark in line.marks.values()} == {Standing.OF_AGE}
    with pytest.raises(SpeaksForThemselves):
        record(actor, client, {VIG: True}, SignedForm(today(), "2", "x"), [child])
    own = SignedForm(today(), "2", "x", given_by=Giver.THEMSELVES)
    record(actor, client, {VIG: True}, own, [child])
    assert list_purposes([client.id]) == {client.id: frozenset({VIG})}


def test_people_are_numbered_and_numbers_are_not_used_again(app: Flask) -> None:
    actor, client = make_unasked()
    second = add_filmed_person(actor, client, Relation.CHILD, PART)
    assert second.label == "child 2"
    remove_filmed_person(actor, second)
    assert add_filmed_person(actor, client, Relation.CHILD, PART).label == "child 3"
    while len(list_filmed_people(actor, client)) < MOST_PEOPLE:
        add_filmed_person(actor, client, Relation.OTHER, PART)
    with pytest.raises(MostPeople):
        add_filmed_person(actor, client, Relation.OTHER, PART)


def test_somebody_new_on_the_films_closes_them_until_they_say_yes(app: Flask) -> None:
    client = make_client(make_enrolment())
    actor = build_actor(client.enrolment.person)
    second = add_filmed_person(actor, client, Relation.CHILD, PART)
    assert list_purposes([client.id]) == {}
    remove_filmed_person(actor, second)
    assert list_purposes([client.id])[client.id] == frozenset(Purpose)


def test_nobody_is_taken_off_a_film_to_undo_their_no(app: Flask) -> None:
    client = make_client(make_enrolment())
    actor, child = build_actor(client.enrolment.person), find_person(client, Relation.CHILD)
    withdraw_consents(actor, client, purpose=SUPERVISION, person=child)
    with pytest.raises(PersonWithdrew):
        remove_filmed_person(actor, child)
    with pytest.raises(PersonWithdrew):
        correct_filmed_person(actor, child, Part(is_client=False, in_interaction=False))


@pytest.mark.parametrize(
    ("withdrawn", "left"),
    [
        (ACCREDITATION, set(Purpose) - {ACCREDITATION}),
        (SUPERVISION, set(Purpose) - {SUPERVISION}),
        (VIG, set()),
        (None, set()),
    ],
)
def test_withdrawing_takes_effect_at_once_and_vig_carries_the_others(
    app: Flask, withdrawn: Purpose | None, left: set[Purpose]
) -> None:
    client, other = make_client(make_enrolment()), make_client(make_enrolment())
    ended = withdraw_consents(build_actor(client.enrolment.person), client, purpose=withdrawn)
    assert {purpose for purpose in Purpose if count_consented(purpose) == 2} == left
    assert list_purposes([other.id])[other.id] == frozenset(Purpose)
    assert ended == 2 * len(set(Purpose) - left)


def test_one_person_who_ends_vig_ends_all_purposes_of_theirs_and_nobody_elses(app: Flask) -> None:
    client = make_client(make_enrolment())
    actor, child = build_actor(client.enrolment.person), find_person(client, Relation.CHILD)
    withdraw_consents(actor, client, purpose=VIG, person=child)
    assert {c.filmed_person.relation for c in list_running_consents(actor, client)} == {
        Relation.PARENT
    }
    assert len(list_running_consents(actor, client)) == len(Purpose)
    assert list_purposes([client.id]) == {}


def test_what_has_not_begun_and_what_waits_for_somebody_of_age_ends_too(app: Flask) -> None:
    actor, client = make_unasked()
    later = SignedForm(today(), "3", "x", from_on=FUTURE)
    record(actor, client, {VIG: True}, later)
    assert withdraw_consents(actor, client) == 2
    assert withdraw_consents(actor, client) == 0


def test_a_withdrawal_tells_both_and_asks_for_the_erasure(app: Flask) -> None:
    supervisor = make_supervisor()
    client = make_client(make_enrolment(supervisor=supervisor))
    administrator = make_administrator()
    withdraw_consents(build_actor(administrator), client)
    for person in (client.enrolment.person, supervisor):
        [line] = list_notifications(build_actor(person)).rows
        assert line.path == f"/clients/{client.uuid}"
        assert client.code not in line.subject
    asked = db.session.scalars(sa.select(Job.arguments).where(Job.name == ERASE_WITHOUT_CONSENT))
    assert asked.all() == [{"client_id": client.id}]


def test_another_supervisor_ends_nothing(app: Flask) -> None:
    client = make_client(make_enrolment(supervisor=make_supervisor()))
    for stranger in (make_supervisor(), make_enrolment().person):
        with pytest.raises(Forbidden):
            withdraw_consents(build_actor(stranger), client)


def test_a_family_may_say_yes_again(app: Flask) -> None:
    client = make_client(make_enrolment())
    actor = build_actor(client.enrolment.person)
    withdraw_consents(actor, client)
    record(actor, client, {VIG: True}, SignedForm(today(), "2025-1", "x"))
    assert list_purposes([client.id]) == {client.id: frozenset({VIG})}

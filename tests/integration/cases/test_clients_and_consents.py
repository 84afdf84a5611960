"""Clients under their codes, and what their families said yes to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app.allocations.models import AllocationKind
from app.allocations.queries import build_actor
from app.cases.client_codes import is_well_spelt
from app.cases.consents.queries import list_running_consents
from app.cases.consents.services import (
    ConsentInFuture,
    ConsentStillRuns,
    FilingIdentifies,
    NothingConsented,
    OtherPurposeNeedsVig,
    SignedForm,
    record_consents,
    withdraw_all_consents,
    withdraw_consent,
)
from app.cases.models import AgeBand, Client, Purpose
from app.cases.particulars import Particulars
from app.cases.policies import consented
from app.cases.queries import get_client, get_cycle, list_clients, list_purposes
from app.cases.services import (
    ReferredInFuture,
    SettingIdentifies,
    add_client,
    correct_client,
)
from app.core.actor import SYSTEM
from app.core.clock import today
from app.core.errors import DomainError, Forbidden, NotFound
from app.extensions import db
from tests.factories.people import allocate, make_administrator, make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_completed_cycle, make_cycle

VIG, SUPERVISION, ACCREDITATION = Purpose.VIG, Purpose.SUPERVISION, Purpose.ACCREDITATION
FORM = SignedForm(date(2025, 3, 10), "2025-1", "Service record, blue folder")


def add() -> Client:
    """A client added by its own trainee."""
    owned = make_enrolment()
    particulars = Particulars(AgeBand.FROM_0_TO_2, "Family Hub")
    return add_client(build_actor(owned.person), owned, particulars)


def test_each_client_gets_a_code_that_nobody_else_has(app: Flask) -> None:
    enrolments = [make_enrolment(), make_enrolment()]
    codes = {
        add_client(build_actor(e.person), e, Particulars(AgeBand.PRE_BIRTH)).code
        for e in enrolments
        for _ in range(20)
    }
    assert len(codes) == 40
    assert all(is_well_spelt(code) for code in codes)


def test_what_is_kept_beside_the_code_may_be_corrected_and_the_code_stays(app: Flask) -> None:
    enrolment = make_enrolment()
    actor = build_actor(enrolment.person)
    client = add_client(actor, enrolment, Particulars(AgeBand.PRE_BIRTH))
    code = client.code
    correct_client(actor, client, Particulars(AgeBand.FROM_0_TO_2, "Nursery"))
    assert (client.code, client.age_band, client.setting) == (code, AgeBand.FROM_0_TO_2, "Nursery")


@pytest.mark.parametrize(
    ("particulars", "error"),
    [
        (Particulars(AgeBand.PRE_BIRTH, "at LS1 4AB"), SettingIdentifies),
        (Particulars(AgeBand.PRE_BIRTH, referred_on=date(2999, 1, 1)), ReferredInFuture),
    ],
)
def test_particulars_that_cannot_be_are_refused_when_adding_and_when_correcting(
    app: Flask, particulars: Particulars, error: type[DomainError]
) -> None:
    enrolment = make_enrolment()
    actor = build_actor(enrolment.person)
    with pytest.raises(error):
        add_client(actor, enrolment, particulars)
    with pytest.raises(error):
        correct_client(actor, make_client(enrolment), particulars)


def test_nobody_adds_or_corrects_clients_of_another(app: Flask) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    for person in (supervisor, make_administrator(), make_enrolment().person):
        with pytest.raises(Forbidden):
            add_client(build_actor(person), enrolment, Particulars(AgeBand.PRE_BIRTH))
        with pytest.raises(Forbidden):
            correct_client(
                build_actor(person), make_client(enrolment), Particulars(AgeBand.PRE_BIRTH)
            )


def test_a_client_is_seen_by_trainee_and_own_supervisor_alone(app: Flask) -> None:
    supervisor, reviewer = make_supervisor(), make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    allocate(AllocationKind.REVIEWER, reviewer, enrolment)
    client = make_client(enrolment)
    cycle = make_cycle(client)
    for person in (enrolment.person, supervisor):
        assert get_client(build_actor(person), client.uuid) is client
        assert get_cycle(build_actor(person), cycle.uuid) is cycle
    strangers = (reviewer, make_supervisor(), make_enrolment().person, make_administrator())
    for actor in map(build_actor, strangers):
        with pytest.raises(NotFound):
            get_client(actor, client.uuid)
        with pytest.raises(NotFound):
            get_cycle(actor, cycle.uuid)


def test_the_list_says_what_stands_behind_each_client(app: Flask) -> None:
    enrolment = make_enrolment()
    quiet, busy = make_client(enrolment, VIG), make_client(enrolment)
    make_completed_cycle(busy)
    make_cycle(busy)
    first, second = list_clients(build_actor(enrolment.person), enrolment).rows
    assert (first.client, first.cycles, first.counted) == (busy, 2, 1)
    assert first.purposes == frozenset(Purpose)
    assert (second.client, second.cycles, second.counted) == (quiet, 0, 0)
    assert second.purposes == {VIG}


def test_each_yes_of_a_form_is_a_consent_of_its_own(app: Flask) -> None:
    client = add()
    actor = build_actor(client.enrolment.person)
    answers = {VIG: True, SUPERVISION: True, ACCREDITATION: False}
    record_consents(actor, client, answers, FORM)
    record_consents(actor, client, answers, FORM)  # the same form sent twice
    running = list_running_consents(actor, client)
    assert [(c.purpose, c.given_on, c.form_version, c.filed_at) for c in running] == [
        (purpose, FORM.given_on, FORM.version, FORM.filed_at) for purpose in (VIG, SUPERVISION)
    ]


@pytest.mark.parametrize(
    ("answers", "form", "rule"),
    [
        ({VIG: False, SUPERVISION: False}, FORM, NothingConsented),
        ({}, FORM, NothingConsented),
        ({VIG: False, SUPERVISION: True}, FORM, OtherPurposeNeedsVig),
        ({VIG: True}, SignedForm(today() + timedelta(days=1), "1", "x"), ConsentInFuture),
        ({VIG: True}, SignedForm(today(), "1", "file of 12.03.2019"), FilingIdentifies),
        ({VIG: True}, SignedForm(today(), "a@b.example", "x"), FilingIdentifies),
    ],
)
def test_a_form_that_cannot_be_is_refused_by_its_rule(
    app: Flask, answers: dict[Purpose, bool], form: SignedForm, rule: type[DomainError]
) -> None:
    client = add()
    with pytest.raises(rule):
        record_consents(build_actor(client.enrolment.person), client, answers, form)


def test_a_no_does_not_end_a_consent_by_accident(app: Flask) -> None:
    client = make_client(make_enrolment(), VIG)
    actor = build_actor(client.enrolment.person)
    with pytest.raises(ConsentStillRuns):
        record_consents(actor, client, {VIG: False, SUPERVISION: True}, FORM)
    record_consents(actor, client, {SUPERVISION: True}, FORM)
    assert list_purposes([client.id])[client.id] == {VIG, SUPERVISION}


def test_only_the_trainee_records_consents(app: Flask) -> None:
    supervisor = make_supervisor()
    client = make_client(make_enrolment(supervisor=supervisor))
    with pytest.raises(Forbidden):
        record_consents(build_actor(supervisor), client, {VIG: True}, FORM)


def count_consented(purpose: Purpose) -> int:
    """How many clients the SQL criterion finds."""
    found = sa.select(sa.func.count()).select_from(Client).where(consented(Client.id, purpose))
    return db.session.scalars(found).one()


@pytest.mark.parametrize(
    ("withdrawn", "left"),
    [
        (ACCREDITATION, set(Purpose) - {ACCREDITATION}),
        (SUPERVISION, set(Purpose) - {SUPERVISION}),
        (VIG, set()),
    ],
)
def test_withdrawing_takes_effect_at_once_and_vig_carries_the_others(
    app: Flask, withdrawn: Purpose, left: set[Purpose]
) -> None:
    client, other = make_client(make_enrolment()), make_client(make_enrolment())
    withdraw_consent(build_actor(client.enrolment.person), client, withdrawn)
    assert {purpose for purpose in Purpose if count_consented(purpose) == 2} == left
    assert list_purposes([other.id])[other.id] == frozenset(Purpose)


def test_withdrawing_ends_every_form_with_the_same_yes(app: Flask) -> None:
    client = make_client(make_enrolment())
    actor = build_actor(client.enrolment.person)
    record_consents(actor, client, {SUPERVISION: True}, FORM)
    withdraw_consent(actor, client, SUPERVISION)
    assert count_consented(SUPERVISION) == 0


def test_the_own_supervisor_may_end_consents_and_another_may_not(app: Flask) -> None:
    supervisor = make_supervisor()
    client = make_client(make_enrolment(supervisor=supervisor))
    with pytest.raises(Forbidden):
        withdraw_all_consents(build_actor(make_supervisor()), client)
    withdraw_all_consents(build_actor(supervisor), client)
    assert list_running_consents(SYSTEM, client) == []


def test_a_family_may_say_yes_again(app: Flask) -> None:
    client = make_client(make_enrolment())
    actor = build_actor(client.enrolment.person)
    withdraw_all_consents(actor, client)
    record_consents(actor, client, {VIG: True}, FORM)
    assert list_purposes([client.id]) == {client.id: frozenset({VIG})}

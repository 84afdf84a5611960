"""Clients under their codes."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from app.allocations.models import AllocationKind
from app.allocations.queries import build_actor
from app.cases.client_codes import is_well_spelt
from app.cases.models import AgeBand, Client, Purpose
from app.cases.particulars import Particulars
from app.cases.queries import get_client, get_cycle, list_clients
from app.cases.services import (
    ReferredInFuture,
    SettingIdentifies,
    add_client,
    correct_client,
)
from app.core.errors import DomainError, Forbidden, NotFound
from tests.factories.people import allocate, make_administrator, make_enrolment, make_supervisor
from tests.factories.practice import make_client, make_completed_cycle, make_cycle

VIG, SUPERVISION, ACCREDITATION = Purpose.VIG, Purpose.SUPERVISION, Purpose.ACCREDITATION


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

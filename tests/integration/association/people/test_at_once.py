"""Two of the office in the same moment, over a real database with transactions of their own."""

from __future__ import annotations

from flask import Flask

from app.accounts.models import Person
from app.accounts.queries import list_administrator_ids
from app.allocations.queries import build_actor, find_supervisors
from app.allocations.services import NotASupervisor, allocate_supervisor
from app.association.people.errors import StillSupervises
from app.association.people.services import deactivate_person, withdraw_role
from app.core.actor import SYSTEM, RoleName
from app.core.errors import Forbidden
from app.extensions import db
from app.trainees.models import Enrolment
from tests.factories.people import make_administrator, make_enrolment, make_supervisor
from tests.integration.accreditation.test_at_once import do_at_once, load_person, real_app

__all__ = ["real_app"]


def test_two_who_close_each_other_out_leave_one_administrator(real_app: Flask) -> None:
    with real_app.app_context():
        ids = make_administrator().id, make_administrator().id

    def close(own_id: int, other_id: int) -> None:
        deactivate_person(build_actor(load_person(own_id)), load_person(other_id))

    refused = do_at_once(real_app, lambda: close(*ids), lambda: close(*reversed(ids)))
    assert sorted(refused, key=str) == sorted([None, Forbidden], key=str)
    with real_app.app_context():
        assert len(list_administrator_ids(SYSTEM)) == 1


def test_nobody_loses_the_role_and_is_given_a_trainee_at_once(real_app: Flask) -> None:
    with real_app.app_context():
        make_administrator()
        supervisor_id, enrolment_id = make_supervisor().id, make_enrolment().id

    def load_supervisor() -> Person:
        supervisor = load_person(supervisor_id)
        list(supervisor.roles)  # as a page has read them before
        return supervisor

    def give() -> None:
        allocate_supervisor(SYSTEM, db.session.get_one(Enrolment, enrolment_id), load_supervisor())

    def take() -> None:
        withdraw_role(SYSTEM, load_supervisor(), RoleName.SUPERVISOR)

    refused = set(do_at_once(real_app, give, take))
    assert refused in ({None, StillSupervises}, {None, NotASupervisor})
    with real_app.app_context():
        is_given = enrolment_id in find_supervisors([enrolment_id])
        assert is_given is (refused == {None, StillSupervises})

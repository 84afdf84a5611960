"""A list waits for one yes or no, by the office alone, and its lines are deleted in time."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.invitations.models import Invitation
from app.accounts.models import Person
from app.allocations.queries import build_actor
from app.association.imports.models import MemberImportRow
from app.association.imports.queries import list_uninvited
from app.association.imports.services import (
    ImportClosed,
    cancel_import,
    clear_old_imports,
    confirm_import,
    invite_added,
    stage_import,
)
from app.association.imports.sheets.member_list import read_members
from app.core.actor import SYSTEM, Actor, RoleName
from app.core.errors import Forbidden
from app.extensions import db
from app.notifications.models import Notification
from tests.factories.member_lists import (
    OTHER,
    PRACTITIONER,
    SUPERVISOR,
    TRAINEE,
    bring_in,
    look_at,
    write_csv,
)
from tests.factories.people import make_administrator, make_person


@pytest.fixture
def office(app: Flask) -> Actor:
    return build_actor(make_administrator())


def test_a_list_is_judged_anew_when_it_is_confirmed(office: Actor) -> None:
    looked = look_at(office, PRACTITIONER, SUPERVISOR)
    bring_in(office, PRACTITIONER)
    done = confirm_import(office, looked)
    assert (done.adding, done.unchanged) == (1, 1)


def test_a_list_is_dealt_with_once(office: Actor) -> None:
    looked = look_at(office, PRACTITIONER)
    cancel_import(office, looked)
    with pytest.raises(ImportClosed):
        confirm_import(office, looked)
    done = bring_in(office, SUPERVISOR)
    with pytest.raises(ImportClosed):
        confirm_import(office, done)
    with pytest.raises(ImportClosed):
        cancel_import(office, done)


def test_lines_are_deleted_when_put_away_and_after_a_month(office: Actor) -> None:
    cancel_import(office, look_at(office, PRACTITIONER))
    old, done, fresh = (
        look_at(office, SUPERVISOR),
        bring_in(office, TRAINEE),
        look_at(office, OTHER),
    )
    for kept in (old, done):
        kept.created_at = kept.created_at.replace(year=2025)
    db.session.flush()
    clear_old_imports(SYSTEM)
    left = set(db.session.scalars(sa.select(MemberImportRow.import_id)))
    assert left == {fresh.id}
    assert (old.is_open, done.is_open, fresh.is_open) == (False, False, True)


@pytest.mark.parametrize("role", [r for r in RoleName if r is not RoleName.ADMINISTRATOR])
def test_only_the_office_brings_members_in(office: Actor, role: RoleName) -> None:
    looked = look_at(office, PRACTITIONER)
    other = build_actor(make_person(role))
    members = read_members(write_csv([PRACTITIONER]))
    for attempt in (
        lambda: stage_import(other, "members.csv", members),
        lambda: confirm_import(other, looked),
        lambda: cancel_import(other, looked),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_letters_leave_when_somebody_asks_and_only_once(office: Actor) -> None:
    done = bring_in(office, TRAINEE, SUPERVISOR, PRACTITIONER)
    closed = list_uninvited(office, done)[-1]
    closed.active = False
    db.session.flush()
    assert invite_added(office, done) == 2
    offered = {i.email: i.role_names for i in db.session.scalars(sa.select(Invitation))}
    assert closed.email not in offered
    assert offered[SUPERVISOR["email"]] == {RoleName.SUPERVISOR, RoleName.PRACTITIONER}
    assert invite_added(office, done) == 0


def test_those_who_were_there_already_are_not_invited(office: Actor) -> None:
    person = make_person(RoleName.PRACTITIONER)
    done = bring_in(office, PRACTITIONER | {"email": person.email})
    assert not list_uninvited(office, done)


def list_told(person: Person) -> list[str]:
    told = sa.select(Notification.subject).where(Notification.person_id == person.id)
    return list(db.session.scalars(told))


def test_the_rest_of_the_office_hears_of_supervisors_in_a_list(office: Actor) -> None:
    colleague = make_administrator()
    bring_in(office, PRACTITIONER)
    assert list_told(colleague) == []
    bring_in(office, SUPERVISOR)
    assert list_told(colleague) == ["A list of members made 1 person a supervisor"]
    bring_in(office, SUPERVISOR)
    assert len(list_told(colleague)) == 1


def test_whoever_was_here_already_hears_of_a_role_from_a_list(office: Actor) -> None:
    person = make_person(RoleName.PRACTITIONER)
    bring_in(office, SUPERVISOR | {"email": person.email})
    assert list_told(person) == ["You are now a supervisor in the VIG Portal"]

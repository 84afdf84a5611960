"""What the office changes about an account is on record with who and when, and told to whom it concerns."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.changes.models import AddressChange, Deactivation, RoleWithdrawal
from app.accounts.models import Person
from app.accounts.services import AddressTaken
from app.accounts.sign_ins.models import SignIn
from app.allocations.models import Allocation, AllocationKind
from app.allocations.queries import build_actor
from app.association.people.corrections.correction import Correction
from app.association.people.corrections.services import correct_person
from app.association.people.errors import (
    AccountClosed,
    LastAdministrator,
    StillInTraining,
    StillSupervises,
)
from app.association.people.records.queries import list_changes, list_held_roles
from app.association.people.registrations.services import register_person
from app.association.people.services import (
    deactivate_person,
    grant_role,
    reactivate_person,
    withdraw_role,
)
from app.audit.models import AuditEvent
from app.core.actor import SYSTEM, Actor, RoleName
from app.core.errors import Forbidden
from app.extensions import db
from app.notifications.models import Notification
from app.pathways.queries import get_default_version
from app.trainees.queries import find_own_enrolment
from tests.factories.people import (
    allocate,
    make_administrator,
    make_enrolment,
    make_person,
    make_sign_in,
    make_supervisor,
)
from tests.factories.reviews import make_award, make_given_review
from tests.integration.notifications.test_letters import outbox, read_letters, read_words
from tests.jobs import run_due_jobs

__all__ = ["outbox"]


@pytest.fixture
def office(app: Flask) -> Actor:
    return build_actor(make_administrator())


def roles_of(person: Person) -> set[RoleName]:
    return {RoleName(role.name) for role in person.roles}


def list_actions(person: Person) -> list[str]:
    db.session.flush()
    return list(
        db.session.scalars(
            sa.select(AuditEvent.action)
            .where(AuditEvent.about_id == person.id)
            .order_by(AuditEvent.id)
        )
    )


def list_told(person: Person) -> list[str]:
    told = sa.select(Notification.subject).where(Notification.person_id == person.id)
    return list(db.session.scalars(told.order_by(Notification.id)))


# --- roles ----------------------------------------------------------------------------------------------------------


def test_a_role_is_held_with_since_when_and_by_whose_hand(office: Actor) -> None:
    person, name = make_person(), db.session.get_one(Person, office.person_id).full_name
    grant_role(office, person, RoleName.SUPERVISOR)
    grant_role(office, person, RoleName.SUPERVISOR)
    [held] = list_held_roles(office, person)
    assert (held.role, held.granted_by) == (RoleName.SUPERVISOR, name)
    withdraw_role(office, person, RoleName.SUPERVISOR)
    withdraw_role(office, person, RoleName.SUPERVISOR)
    [withdrawal] = db.session.scalars(sa.select(RoleWithdrawal))
    assert (withdrawal.granted_at, withdrawal.granted_by_id) == (held.granted_at, office.person_id)
    assert withdrawal.withdrawn_by_id == office.person_id
    assert roles_of(person) == set()
    assert list_actions(person) == ["role.granted.supervisor", "role.withdrawn.supervisor"]
    assert list_told(person) == [
        "You are now a supervisor in the VIG Portal",
        "You are no longer a supervisor in the VIG Portal",
    ]
    assert [change.words for change in list_changes(office, person)] == ["no longer supervisor"]


@pytest.mark.parametrize("role", RoleName)
def test_nobody_gives_or_takes_a_role_of_their_own(app: Flask, role: RoleName) -> None:
    make_administrator()
    own = make_person(*RoleName)
    for change in (grant_role, withdraw_role):
        with pytest.raises(Forbidden):
            change(build_actor(own), own, role)


@pytest.mark.parametrize("role", [RoleName.TRAINEE, RoleName.PRACTITIONER, RoleName.SUPERVISOR])
def test_only_the_office_changes_accounts(app: Flask, role: RoleName) -> None:
    actor, person = build_actor(make_person(role)), make_person()
    right = Correction("Asha Rao", "Asha", "asha@example.org")
    for change in (
        lambda: grant_role(actor, person, RoleName.ADMINISTRATOR),
        lambda: withdraw_role(actor, person, RoleName.ADMINISTRATOR),
        lambda: deactivate_person(actor, person),
        lambda: reactivate_person(actor, person),
        lambda: correct_person(actor, person, right),
        lambda: register_person(actor, person, get_default_version(), None, date(2025, 3, 3)),
    ):
        with pytest.raises(Forbidden):
            change()


def test_the_last_administrator_stays_one(app: Flask) -> None:
    first, closed = make_administrator(), make_administrator()
    closed.active = False
    with pytest.raises(LastAdministrator):
        withdraw_role(SYSTEM, first, RoleName.ADMINISTRATOR)
    with pytest.raises(LastAdministrator):
        deactivate_person(SYSTEM, first)
    withdraw_role(build_actor(make_administrator()), first, RoleName.ADMINISTRATOR)
    assert roles_of(first) == set()


def test_the_rest_of_the_office_hears_of_roles_that_open_others_affairs(office: Actor) -> None:
    colleague, person = make_administrator(), make_person(full_name="Asha Rao")
    for role in RoleName:
        grant_role(office, person, role)
    assert list_told(colleague) == [
        "Asha Rao is now a supervisor",
        "Asha Rao is now an administrator",
    ]


def test_a_supervisor_keeps_the_role_while_a_training_rests_on_them(office: Actor) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    with pytest.raises(StillSupervises):
        withdraw_role(office, supervisor, RoleName.SUPERVISOR)
    make_award(enrolment, make_supervisor())
    withdraw_role(office, supervisor, RoleName.SUPERVISOR)
    assert not build_actor(supervisor).supervises(enrolment.id)
    assert all(row.ended_at for row in db.session.scalars(sa.select(Allocation)))


def test_a_supervisor_keeps_the_role_while_a_review_waits_for_them(office: Actor) -> None:
    reviewer = make_supervisor()
    make_given_review(allocate(AllocationKind.REVIEWER, reviewer, make_enrolment()))
    with pytest.raises(StillSupervises):
        withdraw_role(office, reviewer, RoleName.SUPERVISOR)


# --- closing and opening --------------------------------------------------------------------------------------------


def test_a_closed_account_is_signed_out_everywhere_and_can_be_opened_again(office: Actor) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    links = supervisor.fs_uniquifier
    make_sign_in(supervisor)
    deactivate_person(office, supervisor)
    deactivate_person(office, supervisor)
    assert all(row.ended_at for row in db.session.scalars(sa.select(SignIn)))
    assert supervisor.fs_uniquifier != links, "links for a new password that are out must end"
    reactivate_person(office, supervisor)
    reactivate_person(office, supervisor)
    assert supervisor.active
    assert build_actor(supervisor).supervises(enrolment.id)
    assert roles_of(supervisor) == {RoleName.SUPERVISOR}
    [closing] = db.session.scalars(sa.select(Deactivation))
    assert (closing.deactivated_by_id, closing.reactivated_by_id) == (office.person_id,) * 2
    assert list_actions(supervisor) == ["person.deactivated", "person.reactivated"]
    assert {change.words for change in list_changes(office, supervisor)} == {
        "deactivated",
        "reactivated",
    }


def test_whoever_is_closed_out_gets_one_letter_and_nobody_who_is_back_by_then(
    office: Actor, outbox: Path
) -> None:
    closed, back = make_person(full_name="Asha Rao"), make_person(full_name="Bela Fenn")
    for person in (closed, back):
        deactivate_person(office, person)
    reactivate_person(office, back)
    expected = {
        (closed.email, "Your account is closed"),
        (back.email, "Your account in the VIG Portal is open again"),
    }
    db.session.commit()
    run_due_jobs()
    assert {(letter["To"], letter["Subject"]) for letter in read_letters(outbox)} == expected


# --- name, address, registration ------------------------------------------------------------------------------------


def test_a_new_address_is_told_to_the_one_before_and_ends_every_sign_in(
    office: Actor, outbox: Path
) -> None:
    person = make_person(full_name="Asha Rao")
    before, links, colleague = person.email, person.fs_uniquifier, make_administrator()
    make_sign_in(person)
    correct_person(office, person, Correction("Asha Rao", "Asha", " Asha@Example.ORG "))
    db.session.commit()
    assert (person.email, person.fs_uniquifier == links) == ("asha@example.org", False)
    assert all(row.ended_at for row in db.session.scalars(sa.select(SignIn)))
    [change] = db.session.scalars(sa.select(AddressChange))
    assert (change.former_email, change.changed_by_id) == (before, office.person_id)
    assert list_actions(person) == ["address.changed"]
    closed_until = person.films_closed_until
    assert closed_until is not None
    assert closed_until - change.changed_at > timedelta(hours=23)
    assert list_told(colleague) == ["Asha Rao signs in with another address now"]
    others = {colleague.email}
    run_due_jobs()
    letters = {letter["To"]: letter for letter in read_letters(outbox)}
    assert letters.keys() - others == {before, "asha@example.org"}
    for kind in ("plain", "html"):
        assert "asha@example.org" not in read_words(letters[before], kind)


def test_a_name_is_put_right_without_ending_anything(office: Actor) -> None:
    person = make_person(full_name="Asha Roa")
    make_sign_in(person)
    correct_person(office, person, Correction("Asha Rao", "Ash", person.email))
    correct_person(office, person, Correction("Asha Rao", "Ash", person.email))
    assert (person.full_name, person.known_as) == ("Asha Rao", "Ash")
    assert list_actions(person) == ["person.renamed"]
    assert not any(row.ended_at for row in db.session.scalars(sa.select(SignIn)))


def test_two_people_never_sign_in_with_one_address(office: Actor) -> None:
    person, other = make_person(full_name="Asha Rao"), make_person()
    before = person.email
    with pytest.raises(AddressTaken):
        correct_person(office, person, Correction("Asha Rao", "Asha", other.email.upper()))
    db.session.refresh(person)
    assert person.email == before
    assert db.session.scalars(sa.select(AddressChange)).all() == []


def test_whoever_is_registered_becomes_a_trainee_and_is_told(office: Actor) -> None:
    person, version = make_person(), get_default_version()
    register_person(office, person, version, date(2025, 2, 14), date(2025, 3, 3))
    assert roles_of(person) == {RoleName.TRAINEE}
    assert find_own_enrolment(build_actor(person)) is not None
    assert list_told(person) == [f"You are registered: {version.pathway.name}"]


def test_one_training_at_a_time_and_none_for_a_closed_account(office: Actor) -> None:
    enrolment, closed = make_enrolment(), make_person()
    closed.active = False
    version = get_default_version()
    for person, rule in ((enrolment.person, StillInTraining), (closed, AccountClosed)):
        with pytest.raises(rule):
            register_person(office, person, version, None, date(2025, 3, 3))

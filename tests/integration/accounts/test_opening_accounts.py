"""An operator opens accounts; nobody but their owner ever knows a password."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import Person
from app.accounts.services import AddressTaken, add_person
from app.core.actor import NOBODY, SYSTEM, RoleName
from app.core.errors import Forbidden
from app.extensions import db
from app.jobs.models import Job
from app.trainees.models import Enrolment
from tests.integration.accounts.test_signing_in import fill_in


def test_a_new_person_is_sent_a_link_to_choose_a_password(app: Flask) -> None:
    person = add_person(SYSTEM, " Asha@Example.org", "Asha Rees", [RoleName.ADMINISTRATOR])
    db.session.commit()
    assert (person.email, person.known_as, person.password) == ("asha@example.org", "Asha", None)
    before = db.session.scalar(sa.select(sa.func.count(Job.id))) or 0
    fill_in(app.test_client(), "/reset", email="asha@example.org")
    assert db.session.scalar(sa.select(sa.func.count(Job.id))) == before + 1


def test_one_address_has_one_account(app: Flask) -> None:
    add_person(SYSTEM, "asha@example.org", "Asha Rees", [RoleName.TRAINEE])
    with pytest.raises(AddressTaken):
        add_person(SYSTEM, "ASHA@example.org", "Somebody Else", [RoleName.TRAINEE])


def test_only_the_operator_opens_accounts(app: Flask) -> None:
    with pytest.raises(Forbidden):
        add_person(NOBODY, "asha@example.org", "Asha Rees", [RoleName.ADMINISTRATOR])


def test_the_command_says_where_to_go_next_and_what_is_wrong(app: Flask) -> None:
    command = ["add-person", "asha@example.org", "Asha Rees", "--role", "administrator"]
    runner = app.test_cli_runner()
    first = runner.invoke(args=command)
    assert "/welcome/" in first.output, first.output
    again = runner.invoke(args=command)
    assert again.exit_code == 1
    assert "already" in again.output
    assert db.session.query(Person).filter_by(email="asha@example.org").count() == 1


def test_the_first_administrator_comes_in_by_the_link_on_the_operators_screen(app: Flask) -> None:
    runner = app.test_cli_runner()
    command = ["add-person", "asha@example.org", "Asha Rees", "--role", "administrator"]
    first = read_link(runner.invoke(args=command).output)
    second = read_link(runner.invoke(args=["renew-invitation", "asha@example.org"]).output)
    browser = app.test_client()
    assert browser.get(first).status_code == 410
    guest = {"full_name": "Asha Rees", "known_as": "Asha", "password": "seven herons by the weir"}
    status, location, _ = fill_in(browser, second, **guest)
    assert (status, location) == (302, "/")
    [person] = db.session.query(Person).filter_by(email="asha@example.org")
    assert [role.name for role in person.roles] == [RoleName.ADMINISTRATOR]
    again = runner.invoke(args=["renew-invitation", "asha@example.org"])
    assert again.exit_code == 1
    assert "No invitation of this address waits" in again.output


def read_link(output: str) -> str:
    found = re.search(r"/welcome/\S+", output)
    assert found is not None, output
    return found[0]


def test_a_trainee_is_registered_by_command_and_errors_are_said_in_words(app: Flask) -> None:
    runner = app.test_cli_runner()
    dates = ["--course", "2026-02-14", "--registered", "2026-03-03"]
    unknown = runner.invoke(args=["register-trainee", "asha@example.org", *dates])
    assert "Add the person first" in unknown.output
    runner.invoke(args=["add-person", "asha@example.org", "Asha Rees", "--role", "trainee"])
    done = runner.invoke(args=["register-trainee", "asha@example.org", *dates])
    assert done.exit_code == 0, done.output
    again = runner.invoke(args=["register-trainee", "asha@example.org", *dates])
    assert "registered on this pathway already" in again.output
    assert (
        db.session.query(Enrolment).join(Enrolment.person).filter_by(known_as="Asha").count() == 1
    )

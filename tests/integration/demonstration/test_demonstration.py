"""What a new installation shows: an invented association that is honest about it, in development alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask_migrate import upgrade

from app import create_app
from app.accounts.models import Person
from app.accounts.queries import get_person_by_email
from app.clips.models import Clip, ClipState
from app.clips.stills.models import Still
from app.core import clock
from app.core.actor import SYSTEM
from app.core.errors import Forbidden
from app.demonstration.commands import PASSWORD
from app.demonstration.services import PREPARED_WITHIN, read_code
from app.demonstration.small_association import (
    MIDDLE,
    NEARLY,
    NEW,
    SECOND_SUPERVISOR,
    SIGN_INS,
    SignIn,
)
from app.extensions import db, unit_of_reading
from app.feedback.models import Comment
from app.progress.queries import count_progress
from app.progress.tally import Progress
from app.trainees.models import Enrolment
from config import Settings
from tests.factories.factors import read_app
from tests.factories.people import carry_token, make_person
from tests.factories.secrets import describe_production
from tests.jobs import run_due_jobs

pytestmark = pytest.mark.slow


def make_app(data_dir: Path, **environment: str) -> Flask:
    secrets = dict.fromkeys(("SECRET_KEY", "PASSWORD_SALT", "MASTER_KEY", "FACTOR_KEY"), "5a" * 32)
    values = {
        "PORTAL_ENV": "testing",
        "DATA_DIR": str(data_dir),
        **secrets,
        **environment,
    }
    return create_app(Settings.from_environment(values))


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A new installation after the command, and a second start of it."""
    data_dir = tmp_path_factory.mktemp("demonstration")
    result = make_app(data_dir).test_cli_runner().invoke(args=["set-up-demonstration"])
    assert result.exit_code == 0, result.output
    return make_app(data_dir)


def count_for(email: str) -> Progress:
    enrolment_id = db.session.scalars(
        sa.select(Enrolment.id).join(Enrolment.person).where(Person.email == email)
    ).one()
    return count_progress([enrolment_id])[enrolment_id]


def test_the_trainees_stand_where_the_sign_ins_say(portal: Flask) -> None:
    with portal.app_context(), unit_of_reading():
        nearly, new = count_for(NEARLY.email), count_for(NEW.email)
        missing = [s.minimum.minimum - s.counted for s in nearly.standings]
        assert missing == [1, 0, 60]
        assert (new.total.cycles, new.total.clients, new.total.minutes) == (0, 0, 0)


def test_the_command_prints_every_sign_in_and_changes_nothing_the_second_time(
    portal: Flask,
) -> None:
    with portal.app_context():
        before = db.session.scalar(sa.select(sa.func.count(Person.id)))
        db.session.remove()
    result = portal.test_cli_runner().invoke(args=["set-up-demonstration"])
    assert result.exit_code == 0
    for who in SIGN_INS:
        assert who.email in result.output
    assert PASSWORD in result.output
    assert "http://localhost:" in result.output
    with portal.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Person.id))) == before
        db.session.remove()


@pytest.mark.parametrize("who", SIGN_INS, ids=lambda who: who.email)
def test_everybody_signs_in_and_every_page_says_that_it_is_invented(
    portal: Flask, who: SignIn
) -> None:
    client = carry_token(portal.test_client())
    answer = client.post("/sign-in", data={"email": who.email, "password": PASSWORD})
    assert answer.location == "/sign-in/code", answer.text
    result = portal.test_cli_runner().invoke(args=["show-code", who.email])
    client.post("/sign-in/code", data={"code": result.output.strip()})
    desk = client.get("/").headers["Location"]
    page = client.get(desk)
    assert page.status_code == 200
    assert "Demonstration: everything here is invented." in page.text


def test_the_films_are_prepared_by_the_real_worker_and_then_the_cycles_count(
    portal: Flask,
) -> None:
    with portal.app_context():
        before = count_for(MIDDLE.email).total.cycles
        db.session.remove()
        run_due_jobs()
        clips = db.session.scalars(sa.select(Clip)).all()
        assert [clip.state for clip in clips] == [ClipState.READY] * 4
        assert count_for(MIDDLE.email).total.cycles == before + 2
        for comment in db.session.scalars(sa.select(Comment)):
            assert comment.anchor.fits(comment.clip.duration_ms or 0)
        db.session.remove()
        with time_machine.travel(clock.now() + PREPARED_WITHIN):
            run_due_jobs()
        assert all(still.storage_key for still in db.session.scalars(sa.select(Still)))
        db.session.remove()


def test_outside_development_nothing_is_invented(tmp_path: Path) -> None:
    app = make_app(tmp_path / "data", **describe_production())
    result = app.test_cli_runner().invoke(args=["set-up-demonstration"])
    assert result.exit_code != 0
    assert "development" in result.output
    assert not (tmp_path / "data" / "portal.sqlite3").exists()


@pytest.mark.parametrize("environment", [{}, describe_production()], ids=["empty", "production"])
def test_outside_the_demonstration_no_command_shows_codes(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    app = make_app(tmp_path / "data", **environment)
    result = app.test_cli_runner().invoke(args=["show-code", NEW.email])
    assert result.exit_code == 2
    assert "No such command" in result.output
    with app.app_context(), pytest.raises(Forbidden):
        read_code(SYSTEM, NEW.email)


def test_the_command_shows_the_next_code_where_this_one_was_used(portal: Flask) -> None:
    with portal.app_context(), time_machine.travel(clock.now(), tick=False):
        person = get_person_by_email(SYSTEM, SECOND_SUPERVISOR.email)
        half_minute = int(clock.now().timestamp()) // 30
        person.totp_counter = None
        assert read_code(SYSTEM, person.email) == read_app(person).generate().token
        person.totp_counter = half_minute
        later = read_app(person).generate((half_minute + 1) * 30).token
        assert read_code(SYSTEM, person.email) == later
        db.session.rollback()
        db.session.remove()


def test_an_installation_with_people_of_its_own_is_left_alone(tmp_path: Path) -> None:
    app = make_app(tmp_path / "data")
    with app.app_context():
        upgrade()
        make_person()
        db.session.remove()
    result = app.test_cli_runner().invoke(args=["set-up-demonstration"])
    assert (result.exit_code, result.output) == (0, "")
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Person.id))) == 1
        db.session.remove()
    assert not app.extensions["settings"].is_demonstration

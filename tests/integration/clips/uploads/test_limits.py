"""How large a film may be is said before it is sent, and held to in the same words."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import Role
from app.cases.models import Client
from app.core.actor import RoleName
from app.extensions import db
from app.trainees.models import Enrolment
from config import Settings
from tests.integration.clips.uploads.conftest import Sender

MIB = 1024 * 1024
GIB = 1024 * MIB


@pytest.fixture
def small_organisation(family: Client) -> str:
    """The client's organisation takes films of up to 3 MB."""
    assert family.organisation is not None
    family.organisation.film_limit_mib = 3
    db.session.commit()
    return family.organisation.name


@pytest.fixture
def role_limits(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Trainees may send films of 2 MiB, practitioners of 5 MiB."""
    limits = {"trainee": (2 * MIB, 4 * MIB), "practitioner": (5 * MIB, 8 * MIB)}
    settings = replace(app.extensions["settings"], role_limits=limits)
    monkeypatch.setitem(app.extensions, "settings", settings)


def test_an_organisation_takes_no_larger_films_than_it_says(
    sender: Sender, small_organisation: str
) -> None:
    answer = sender.begin(3 * MIB + 1)
    assert answer.status_code == 413
    assert f"A film may have 3 MB at {small_organisation}." in answer.text
    assert sender.begin(3 * MIB).status_code == 201


def test_the_page_of_a_cycle_says_it_before_anything_is_sent(
    sender: Sender, small_organisation: str
) -> None:
    page = sender.browser.get(f"/cycles/{sender.cycle}").text
    assert f"Up to 3 MB at {small_organisation}; 50.0 GB of your space left." in page
    assert f'data-limit="{3 * MIB}"' in page


@pytest.mark.usefixtures("role_limits")
def test_each_role_has_its_own_room_and_several_roles_the_most(
    sender: Sender, enrolment: Enrolment
) -> None:
    assert "A film may have 2 MB." in sender.begin(2 * MIB + 1).text
    practitioner = sa.select(Role).where(Role.name == RoleName.PRACTITIONER)
    enrolment.person.roles.append(db.session.scalars(practitioner).one())
    db.session.commit()
    assert sender.begin(5 * MIB).status_code == 201
    answer = sender.begin(3 * MIB + 1, kind="shared_review")
    assert answer.status_code == 413
    assert "room for 3 MB more" in answer.text


def test_limits_of_roles_are_read_from_the_environment() -> None:
    own = {"PORTAL_ENV": "testing", "ROLE_LIMITS": "practitioner=8192/100 trainee=2048/20"}
    settings = Settings.from_environment(own)
    assert settings.role_limits == {
        "practitioner": (8 * GIB, 100 * GIB),
        "trainee": (2 * GIB, 20 * GIB),
    }


def test_whoever_finds_another_film_on_its_way_learns_where(sender: Sender) -> None:
    first = sender.begin(10)
    answer = sender.begin(10, film="b")
    assert (answer.status_code, answer.location) == (409, first.location)
    assert sender.cancel(answer.location).status_code == 204
    assert sender.begin(10, film="b").status_code == 201

"""The page for several films offers the free halves of one's own cycles, and nothing else."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.cases.models import Client, Cycle, FilmKind, Purpose
from app.clips.models import ClipState, ErasureOrder, ErasureReason
from app.extensions import db
from app.trainees.models import Enrolment
from tests.conftest import CountQueries
from tests.factories.clips import make_clip, withdraw_consent
from tests.factories.keeping import close_case
from tests.factories.organisations import make_organisation
from tests.factories.people import make_enrolment, make_supervisor, sign_in
from tests.factories.practice import make_client, make_cycle

PAGE = "/films/sending"


@pytest.fixture
def enrolment(app: Flask) -> Enrolment:
    """A trainee in training."""
    return make_enrolment()


@pytest.fixture
def browser(app: Flask, enrolment: Enrolment) -> FlaskClient:
    """The trainee's."""
    return sign_in(app.test_client(), enrolment.person)


@pytest.fixture
def client(enrolment: Enrolment) -> Client:
    """A family that consented to everything, where films are approved."""
    return make_client(enrolment)


@pytest.fixture
def cycle(client: Client) -> Cycle:
    """A cycle without films."""
    return make_cycle(client)


def list_offered(browser: FlaskClient) -> list[str]:
    """The values of the places that can be chosen."""
    return re.findall(r'<option value="([^"]+)"', browser.get(PAGE).text)


def test_both_halves_of_a_new_cycle_wait_for_a_film(browser: FlaskClient, cycle: Cycle) -> None:
    assert list_offered(browser) == [f"{cycle.uuid}/interaction", f"{cycle.uuid}/shared_review"]


@pytest.mark.parametrize(
    ("state", "is_free"),
    [
        (ClipState.UPLOADING, True),
        (ClipState.FAILED, True),
        (ClipState.PROCESSING, False),
        (ClipState.PLAYABLE, False),
        (ClipState.READY, False),
    ],
)
def test_a_half_is_free_until_its_film_has_arrived(
    browser: FlaskClient, cycle: Cycle, state: ClipState, is_free: bool
) -> None:
    make_clip(cycle, state=state)
    assert (f"{cycle.uuid}/interaction" in list_offered(browser)) is is_free


def test_what_is_partly_sent_says_so(browser: FlaskClient, cycle: Cycle) -> None:
    cycle.filmed_on = date(2026, 3, 12)
    make_clip(cycle, state=ClipState.UPLOADING)
    assert (
        f"{cycle.client.code}, cycle 1, interaction film (12 March 2026, partly sent)"
        in browser.get(PAGE).text
    )


def test_an_erased_film_gives_its_half_back(browser: FlaskClient, cycle: Cycle) -> None:
    clip = make_clip(cycle)
    db.session.add(ErasureOrder(clip=clip, reason=ErasureReason.WRONG_FILM))
    db.session.commit()
    assert f"{cycle.uuid}/interaction" in list_offered(browser)


def test_closed_cases_are_left_out(browser: FlaskClient, cycle: Cycle) -> None:
    close_case(cycle.client)
    assert cycle.client.code not in browser.get(PAGE).text


def test_what_has_to_come_first_is_said(
    browser: FlaskClient, enrolment: Enrolment, cycle: Cycle
) -> None:
    withdraw_consent(cycle.client, Purpose.VIG)
    make_cycle(make_client(enrolment, organisation=make_organisation("Nowhere Yet")))
    page = browser.get(PAGE).text
    assert "Consent to VIG comes first." in page
    assert "Its organisation has not approved films" in page
    assert list_offered(browser) == []


def test_an_organisation_with_a_limit_of_its_own_says_it_at_its_clients(
    browser: FlaskClient, cycle: Cycle
) -> None:
    assert cycle.client.organisation is not None
    cycle.client.organisation.film_limit_mib = 300
    db.session.commit()
    page = browser.get(PAGE).text
    assert "Films of up to 300 MB." in page
    assert f'data-limit="{300 * 1024 * 1024}"' in page


def test_other_people_are_offered_nothing_of_it(app: Flask, cycle: Cycle) -> None:
    for person in (make_supervisor(), make_enrolment().person):
        page = sign_in(app.test_client(), person).get(PAGE).text
        assert str(cycle.uuid) not in page
        assert cycle.client.code not in page


def test_many_cycles_cost_no_more_questions_than_one(
    browser: FlaskClient, client: Client, cycle: Cycle, count_queries: CountQueries
) -> None:
    browser.get(PAGE)
    with count_queries() as few:
        browser.get(PAGE)
    for _ in range(6):
        make_clip(make_cycle(client), kind=FilmKind.SHARED_REVIEW, state=ClipState.UPLOADING)
    with count_queries() as many:
        browser.get(PAGE)
    assert len(many) == len(few)

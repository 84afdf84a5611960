"""The way so far with one client, as each reader may see it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.accounts.models import Person
from app.allocations.queries import build_actor
from app.cases.closings.models import CaseClosing
from app.cases.goals.models import Occasion
from app.cases.models import Client, FilmKind, Purpose
from app.cases.notes.models import CycleMark, FilmingNotes, MarkKind, SharedReviewNotes
from app.clips.models import Clip, ErasureOrder, ErasureReason, RenditionKind
from app.clips.timelines.queries import tell_case
from app.extensions import db
from tests.factories.clips import make_clip, seal, withdraw_consent
from tests.factories.goals import make_goal, make_rating
from tests.factories.people import make_enrolment, make_supervisor, sign_in
from tests.factories.practice import make_client, make_completed_cycle, make_cycle
from tests.queries import counted_queries

QUESTION = "How can I help her to settle?"
SAID = "I never saw that she looks for me."
FILMED_ON, REVIEWED_ON = date(2025, 4, 1), date(2025, 4, 9)


@dataclass
class Case:
    client: Client
    clip: Clip
    trainee: Person
    supervisor: Person

    @property
    def address(self) -> str:
        return f"/clients/{self.client.uuid}"


@pytest.fixture
def case(app: Flask) -> Case:
    supervisor = make_supervisor()
    client = make_client(make_enrolment(supervisor=supervisor))
    cycle = make_cycle(client, filmed_on=FILMED_ON, reviewed_on=REVIEWED_ON)
    clip = make_clip(cycle, kind=FilmKind.SHARED_REVIEW)
    seal(clip, RenditionKind.POSTER, b"a still", "image/jpeg")
    db.session.add_all(
        [
            FilmingNotes(cycle=cycle, place="at home", activity="playing on the floor", minutes=8),
            SharedReviewNotes(cycle=cycle, minutes=40, moments_shown=3, client_words=SAID),
            CycleMark(cycle_id=cycle.id, kind=MarkKind.SUPERVISED, reached_on=date(2025, 4, 20)),
        ]
    )
    goal = make_goal(client, QUESTION)
    make_rating(goal, 2)
    make_rating(goal, 4, Occasion.CYCLE, cycle)
    db.session.commit()
    return Case(client, clip, client.enrolment.person, supervisor)


def test_trainee_and_own_supervisor_read_the_case_from_its_first_day_on(
    client: FlaskClient, case: Case
) -> None:
    for person in (case.trainee, case.supervisor):
        sign_in(client, person)
        page = client.get(f"{case.address}/timeline").text
        told = [
            "Consent given",
            "Cycle 1 filmed",
            "playing on the floor · at home · 8 min",
            "Cycle 1: shared review",
            SAID,
            "Cycle 1 looked at in supervision",
        ]
        places = [page.index(words) for words in told]
        assert places == sorted(places)
        assert QUESTION in page
        assert f"/clips/{case.clip.uuid}/poster" in page


@pytest.mark.parametrize(
    ("purpose", "blinded"),
    [(Purpose.SUPERVISION, {"supervisor"}), (Purpose.VIG, {"supervisor", "trainee"})],
)
def test_words_and_stills_follow_the_consent_and_days_stay(
    client: FlaskClient, case: Case, purpose: Purpose, blinded: set[str]
) -> None:
    withdraw_consent(case.client, purpose)
    for role, person in (("trainee", case.trainee), ("supervisor", case.supervisor)):
        sign_in(client, person)
        page = client.get(f"{case.address}/timeline").text
        for words in (SAID, QUESTION, "playing", "at home", f"/clips/{case.clip.uuid}"):
            assert (words in page) is (role not in blinded)
        assert "8 min" in page
        assert "Consent ended" in page
        assert "Cycle 1 filmed" in page


def test_what_is_no_longer_here_is_told_with_its_reason(client: FlaskClient, case: Case) -> None:
    db.session.add_all(
        [
            ErasureOrder(clip=case.clip, reason=ErasureReason.WRONG_FILM),
            CaseClosing(
                client=case.client, closed_on=date(2025, 6, 1), recorded_by_id=case.trainee.id
            ),
        ]
    )
    db.session.commit()
    sign_in(client, case.trainee)
    page = client.get(f"{case.address}/timeline").text
    assert "Cycle 1: film of the shared review erased" in page
    assert "It was the wrong film" in page
    assert "Case closed" in page
    assert f"/clips/{case.clip.uuid}" not in page


def test_a_case_without_anything_says_what_will_stand_here(client: FlaskClient, app: Flask) -> None:
    family = make_client(make_enrolment())
    sign_in(client, family.enrolment.person)
    page = client.get(f"/clients/{family.uuid}/timeline").text
    assert "The first film will stand here" in page
    assert "Consent given" in page


def test_a_long_case_asks_no_more_than_a_short_one(case: Case) -> None:
    actor = build_actor(case.trainee)
    db.session.expire_all()
    with counted_queries() as few:
        tell_case(actor, case.client)
    for _ in range(12):
        cycle = make_completed_cycle(case.client).cycle
        make_clip(cycle)
        make_rating(make_goal(case.client), 3, Occasion.CYCLE, cycle)
    db.session.expire_all()
    with counted_queries() as many:
        tell_case(actor, case.client)
    assert len(many) == len(few)


def test_the_summary_carries_the_code_the_goals_and_the_cycles_and_no_film(
    client: FlaskClient, case: Case
) -> None:
    sign_in(client, case.trainee)
    answer = client.post(f"{case.address}/summaries")
    assert answer.mimetype == "application/pdf"
    pdf = PdfReader(io.BytesIO(answer.data))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in (case.client.code, QUESTION, SAID, "1 April 2025", "9 April 2025"):
        assert words in text
    for hidden in (case.trainee.full_name, "Family Hub", "at home", str(case.clip.uuid)):
        assert hidden not in text
    assert not any(page.images for page in pdf.pages)


def test_the_summary_is_the_trainees_alone_and_leaves_words_out_once_consent_ended(
    client: FlaskClient, case: Case
) -> None:
    sign_in(client, case.supervisor)
    assert client.post(f"{case.address}/summaries").status_code == 403
    withdraw_consent(case.client, Purpose.VIG)
    sign_in(client, case.trainee)
    pdf = PdfReader(io.BytesIO(client.post(f"{case.address}/summaries").data))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert SAID not in text
    assert QUESTION not in text
    assert case.client.code in text

"""The pages of sign-off: what each person reads there, and what a second click does."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from app.accounts.models import Person
from app.accreditation.models import Award, Outcome, StageReview
from app.audit.models import AuditEvent
from app.cases.models import Purpose
from app.core import clock
from app.core.time_range import TimeRange
from app.extensions import db
from app.feedback.models import Comment, CommentKind
from tests.conftest import CountQueries
from tests.factories.clips import withdraw_consent
from tests.factories.people import make_administrator, make_supervisor, sign_in
from tests.factories.reviews import SignOff, make_film, make_sign_off

Asking = dict[str, Any]


@pytest.fixture
def sign_off(app: Flask) -> SignOff:
    return make_sign_off(in_last_stage=True)


@pytest.fixture
def visit(app: Flask) -> Callable[[Person], FlaskClient]:
    """A browser of this person's own."""
    return lambda person: sign_in(app.test_client(), person)


Visit = Callable[[Person], FlaskClient]


def ask(sign_off: SignOff) -> Asking:
    return {"statement": "I *wait* now.", "clips": [str(sign_off.clip.uuid)]}


def decision(outcome: Outcome = Outcome.MET) -> Asking:
    return {"outcome": outcome.value, "words": "You follow her.", "is_sure": "y"}


def comment_on(sign_off: SignOff, body: str, *, released: bool = True) -> None:
    db.session.add(
        Comment(
            clip=sign_off.clip,
            author=sign_off.supervisor,
            kind=CommentKind.STRENGTH,
            anchor=TimeRange(1000, 2000),
            body=body,
            released_at=clock.now() if released else None,
        )
    )
    db.session.commit()


def test_a_trainee_asks_with_statement_and_films(sign_off: SignOff, visit: Visit) -> None:
    answer = visit(sign_off.trainee).post("/reviews", data=ask(sign_off))
    review = db.session.scalars(sa.select(StageReview)).one()
    assert answer.location == f"/reviews/{review.uuid}"
    assert review.clips == [sign_off.clip]
    page = visit(sign_off.trainee).get(answer.location)
    assert "I <em>wait</em> now." in page.text


def test_the_page_of_asking_says_how_far_the_numbers_are(sign_off: SignOff, visit: Visit) -> None:
    page = visit(sign_off.trainee).get("/reviews/new")
    assert "18 cycles to go to the minimum of 18 cycles" in page.text
    assert "a person judges, not a number" in page.text


def test_the_midpoint_says_that_no_number_opens_it(app: Flask, visit: Visit) -> None:
    page = visit(make_sign_off().trainee).get("/reviews/new")
    assert "No number opens or closes this review" in page.text


def test_films_without_consent_are_listed_with_the_reason(sign_off: SignOff, visit: Visit) -> None:
    withdraw_consent(sign_off.clip.cycle.client, Purpose.ACCREDITATION)
    page = visit(sign_off.trainee).get("/reviews/new")
    assert "no consent to a stage review" in page.text
    assert f'value="{sign_off.clip.uuid}"' not in page.text
    refused = visit(sign_off.trainee).post("/reviews", data=ask(sign_off))
    assert refused.status_code == 422
    assert "cannot be shown to a reviewer" in refused.text
    assert "I *wait* now." in refused.text


def test_a_second_tab_is_told_that_the_review_is_asked_for(sign_off: SignOff, visit: Visit) -> None:
    sign_off.ask()
    refused = visit(sign_off.trainee).post("/reviews", data=ask(sign_off))
    assert refused.status_code == 409
    assert "One review is open at a time" in refused.text
    assert "I *wait* now." in refused.text
    assert visit(sign_off.trainee).get("/reviews/new").status_code == 302


def test_asking_again_starts_from_what_was_brought_before(sign_off: SignOff, visit: Visit) -> None:
    sign_off.pass_stage(Outcome.NOT_YET)
    page = visit(sign_off.trainee).get("/reviews/new")
    assert "I wait more than I did" in page.text
    assert "checked" in page.text


def test_an_open_review_is_found_from_the_desks_of_those_concerned(
    sign_off: SignOff, visit: Visit
) -> None:
    review = sign_off.ask()
    sign_off.appoint(review)
    for person, desk in (
        (sign_off.office, "/association/reviews"),
        (sign_off.supervisor, f"/trainees/{sign_off.enrolment.uuid}"),
        (sign_off.reviewer, "/caseload"),
        (sign_off.reviewer, "/reviews"),
    ):
        assert f"/reviews/{review.uuid}" in visit(person).get(desk).text


def test_the_office_appoints_from_those_who_may(sign_off: SignOff, visit: Visit) -> None:
    review = sign_off.ask()
    page = visit(sign_off.office).get(f"/reviews/{review.uuid}")
    assert sign_off.reviewer.full_name in page.text
    assert str(sign_off.supervisor.uuid) not in page.text
    sent = {"reviewer": str(sign_off.reviewer.uuid)}
    answer = visit(sign_off.office).post(f"/reviews/{review.uuid}/appointments", data=sent)
    assert answer.status_code == 302
    assert visit(sign_off.reviewer).get(f"/reviews/{review.uuid}").status_code == 200


def test_appointing_the_own_supervisor_is_refused_in_words(sign_off: SignOff, visit: Visit) -> None:
    review = sign_off.ask()
    sent = {"reviewer": str(sign_off.supervisor.uuid)}
    answer = visit(sign_off.office).post(f"/reviews/{review.uuid}/appointments", data=sent)
    assert answer.status_code == 422
    assert "A stage is reviewed by somebody else" in answer.text


def test_two_administrators_at_once_are_told(sign_off: SignOff, visit: Visit) -> None:
    review = sign_off.ask()
    sent = [{"reviewer": str(make_supervisor().uuid)} for _ in range(2)]
    first = visit(sign_off.office).post(f"/reviews/{review.uuid}/appointments", data=sent[0])
    second = visit(make_administrator()).post(f"/reviews/{review.uuid}/appointments", data=sent[1])
    assert (first.status_code, second.status_code) == (302, 409)
    assert "given to somebody else" in second.text


def test_the_office_reads_neither_statement_nor_films(sign_off: SignOff, visit: Visit) -> None:
    review = sign_off.ask()
    page = visit(sign_off.office).get(f"/reviews/{review.uuid}").text
    assert "I wait more than I did" not in page
    assert str(sign_off.clip.uuid) not in page
    assert visit(sign_off.office).get(f"/clips/{sign_off.clip.uuid}").status_code == 404


@pytest.mark.parametrize("role", ["trainee", "supervisor", "reviewer"])
def test_those_concerned_read_the_statement(sign_off: SignOff, visit: Visit, role: str) -> None:
    review = sign_off.ask()
    sign_off.appoint(review)
    page = visit(getattr(sign_off, role)).get(f"/reviews/{review.uuid}").text
    assert "I wait more than I did" in page
    assert str(sign_off.clip.uuid) in page
    assert ('name="outcome"' in page) is (role == "reviewer")


def test_a_chosen_film_is_gone_the_moment_the_family_says_no(
    sign_off: SignOff, visit: Visit
) -> None:
    review = sign_off.ask()
    sign_off.appoint(review)
    film = f"/clips/{sign_off.clip.uuid}"
    assert visit(sign_off.reviewer).get(film).status_code == 200
    withdraw_consent(sign_off.clip.cycle.client, Purpose.ACCREDITATION)
    assert visit(sign_off.reviewer).get(film).status_code == 404
    page = visit(sign_off.reviewer).get(f"/reviews/{review.uuid}").text
    assert str(sign_off.clip.uuid) not in page
    assert "One film was chosen and cannot be shown to you" in page


@pytest.mark.parametrize("includes_feedback", [True, False])
def test_feedback_reaches_the_reviewer_only_where_the_trainee_includes_it(
    sign_off: SignOff, visit: Visit, includes_feedback: bool
) -> None:
    comment_on(sign_off, "You gave her time.")
    comment_on(sign_off, "A thought not yet released.", released=False)
    review = sign_off.ask(includes_feedback=includes_feedback)
    sign_off.appoint(review)
    for address in (f"/reviews/{review.uuid}", f"/clips/{sign_off.clip.uuid}"):
        page = visit(sign_off.reviewer).get(address).text
        assert ("You gave her time." in page) is includes_feedback
        assert "not yet released" not in page


def test_a_decision_asks_to_be_confirmed(sign_off: SignOff, visit: Visit) -> None:
    review = sign_off.ask()
    sign_off.appoint(review)
    sent = {**decision(), "is_sure": ""}
    answer = visit(sign_off.reviewer).post(f"/reviews/{review.uuid}/decision", data=sent)
    assert answer.status_code == 422
    assert "a decision cannot be undone" in answer.text
    assert "You follow her." in answer.text


def test_a_second_click_on_decide_is_told(sign_off: SignOff, visit: Visit) -> None:
    review = sign_off.ask()
    sign_off.appoint(review)
    answers = [
        visit(sign_off.reviewer).post(f"/reviews/{review.uuid}/decision", data=decision())
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert "This review is closed" in answers[1].text


def test_after_the_decision_the_reviewer_keeps_their_words_alone(
    sign_off: SignOff, visit: Visit
) -> None:
    review = sign_off.pass_stage().review
    page = visit(sign_off.reviewer).get(f"/reviews/{review.uuid}").text
    assert "You follow her." in page
    assert "I wait more than I did" not in page
    assert "/counts" not in page
    assert visit(sign_off.reviewer).get(f"/clips/{sign_off.clip.uuid}").status_code == 404


def test_the_practitioner_takes_their_certificate(sign_off: SignOff, visit: Visit) -> None:
    sign_off.trainee.full_name = "Zoë #[O’Brien]"
    sign_off.pass_stage()
    award = db.session.scalars(sa.select(Award)).one()
    assert award.number in visit(sign_off.trainee).get("/award").text
    for person in (sign_off.trainee, sign_off.office):
        answer = visit(person).post(f"/awards/{award.uuid}/certificate")
        assert answer.content_type == "application/pdf"
        assert award.number in answer.headers["Content-Disposition"]
        text = PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
        assert "Zoë #[O’Brien]" in text
        assert award.number in text
    taken = sa.select(AuditEvent.actor_id).where(AuditEvent.action == "certificate.issued")
    assert set(db.session.scalars(taken)) == {sign_off.trainee.id, sign_off.office.id}


@pytest.mark.parametrize("role", ["supervisor", "reviewer"])
def test_nobody_else_takes_a_certificate(sign_off: SignOff, visit: Visit, role: str) -> None:
    sign_off.pass_stage()
    award = db.session.scalars(sa.select(Award)).one()
    answer = visit(getattr(sign_off, role)).post(f"/awards/{award.uuid}/certificate")
    assert answer.status_code == 404


def test_the_list_asks_the_same_for_one_review_as_for_many(
    app: Flask, visit: Visit, count_queries: CountQueries
) -> None:
    office = make_sign_off()
    counted = []
    for more in (1, 4):
        for _ in range(more):
            one = make_sign_off()
            one.appoint(one.ask())
            make_sign_off().pass_stage(Outcome.NOT_YET)
        with count_queries() as sent:
            assert visit(office.office).get("/reviews").status_code == 200
        counted.append(len(sent))
    assert counted[0] == counted[1]


def test_the_page_of_a_review_asks_the_same_for_one_film_as_for_many(
    sign_off: SignOff, visit: Visit, count_queries: CountQueries
) -> None:
    one = make_sign_off()
    many = [sign_off.clip, *(make_film(sign_off.enrolment) for _ in range(4))]
    counted = []
    for asked, clips in ((one, [one.clip]), (sign_off, many)):
        review = asked.ask(*clips, includes_feedback=True)
        asked.appoint(review)
        with count_queries() as sent:
            assert visit(asked.reviewer).get(f"/reviews/{review.uuid}").status_code == 200
        counted.append(len(sent))
    assert counted[0] == counted[1]

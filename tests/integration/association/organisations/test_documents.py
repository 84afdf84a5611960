"""Whoever works with clients reads what is approved for them, and takes the papers to their organisation."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient

from app.core import clock
from app.organisations.models import ApprovalScope
from tests.conftest import CountQueries
from tests.factories.organisations import make_approval, make_organisation, make_wording
from tests.factories.people import make_enrolment, make_person, sign_in


def test_everybody_reads_what_is_approved_for_themselves(app: Flask) -> None:
    ann, ben = make_enrolment().person, make_enrolment().person
    named, ending, counted, closed = (
        make_organisation(name) for name in ("Named", "Ending", "Counted", "Closed")
    )
    make_approval(named, ann)
    make_approval(ending, until_on=clock.today() + timedelta(days=3))
    make_approval(counted, scope=ApprovalScope.COUNTS)
    closed.closed_at = clock.now()
    make_approval(closed)
    hers = sign_in(app.test_client(), ann).get("/organisations").text
    assert "Closed" not in hers
    assert "films until" in hers
    assert "without films" in hers
    assert "nothing on record" not in hers
    assert "nothing on record" in sign_in(app.test_client(), ben).get("/organisations").text


def test_before_any_organisation_is_on_record_the_papers_are_there(app: Flask) -> None:
    browser = sign_in(app.test_client(), make_enrolment().person)
    page = browser.get("/organisations").text
    assert "No organisation is on record yet" in page
    assert "/organisations/data-flow.pdf" in page
    assert "/organisations/impact-assessment.pdf" in page


def test_everybody_finds_the_form_that_families_sign_there(
    app: Flask, count_queries: CountQueries
) -> None:
    own = make_organisation("Own")
    make_organisation("Other")
    make_wording(own)
    newest, everybodys = make_wording(own), make_wording()
    browser = sign_in(app.test_client(), make_enrolment().person)

    def ask() -> tuple[str, int]:
        with count_queries() as sent:
            page = browser.get("/organisations").text
        return page, len(sent)

    page, few = ask()
    for wording in (newest, everybodys):
        assert page.count(f"/consent-wordings/{wording.uuid}") == 1
    assert page.count("/consent-wordings/") == 2
    for _ in range(20):
        make_wording(make_organisation())
    assert ask()[1] == few


def test_the_papers_are_pdf_files_for_any_organisation_or_for_one(desk: FlaskClient) -> None:
    organisation = make_organisation()
    for name in ("data-flow", "impact-assessment"):
        for address in (
            f"/organisations/{name}.pdf",
            f"/organisations/{organisation.uuid}/{name}.pdf",
        ):
            answer = desk.get(address)
            assert answer.status_code == 200
            assert answer.content_type == "application/pdf"
            assert answer.data.startswith(b"%PDF-")
            assert f'filename="{name}.pdf"' in answer.headers["Content-Disposition"]
        assert desk.get(f"/organisations/{uuid4()}/{name}.pdf").status_code == 404


def test_who_has_nothing_to_do_with_clients_is_told_nothing(app: Flask) -> None:
    browser = sign_in(app.test_client(), make_person())
    organisation = make_organisation()
    for address in (
        "/organisations",
        "/organisations/data-flow.pdf",
        f"/organisations/{organisation.uuid}/data-flow.pdf",
    ):
        assert browser.get(address).status_code == 403

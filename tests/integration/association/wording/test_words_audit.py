"""The office counts what stayed in people's texts and looks at samples of it, masked and one by one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.association.wording.models import SampledWords, Verdict, WordsSample
from app.association.wording.queries import tally_words
from app.audit.models import AuditEvent
from app.core.actor import Actor, RoleName
from app.extensions import db
from app.notifications.models import Notification
from app.wording.identifying_words import Category
from app.wording.models import RewordedWords
from tests.factories.people import make_administrator, make_supervisor, sign_in
from tests.factories.wording import make_kept, make_sampled
from tests.queries import counted_queries

ADDRESS = "/association/identifying-words"


@pytest.fixture
def office(app: Flask) -> Person:
    return make_administrator()


@pytest.fixture
def author(app: Flask) -> Person:
    return make_supervisor()


def list_sampled() -> list[SampledWords]:
    return list(db.session.scalars(sa.select(SampledWords).order_by(SampledWords.id)))


@time_machine.travel("2026-03-15 12:00", tick=False)
def test_what_stayed_is_counted_by_month_category_and_kind_of_text(
    office: Person, author: Person
) -> None:
    for when in (
        datetime(2026, 3, 1, 0, 0, tzinfo=UTC),
        datetime(2026, 2, 28, 23, 59, tzinfo=UTC),
        datetime(2025, 4, 1, 0, 0, tzinfo=UTC),
        datetime(
            2025, 3, 31, 22, 59, tzinfo=UTC
        ),  # the last minute of March in London: too long ago
    ):
        make_kept(author, kept_at=when)
    make_kept(author, Category.BIRTH_DATE, kind="comment")
    db.session.add(RewordedWords(category=Category.PHONE, kind="comment"))
    db.session.commit()
    actor = Actor(office.id, frozenset({RoleName.ADMINISTRATOR}))
    tally = tally_words(actor)
    kept = {month.isoformat(): kept for month, kept, _ in tally.list_bars() if kept}
    assert kept == {"2026-03-01": 2, "2026-02-01": 1, "2025-04-01": 1}
    lines = [
        (line.kind, line.numbers[Category.POSTCODE], line.total) for line in tally.list_lines()
    ]
    assert lines == [("reply", 3, 3), ("comment", 0, 1)]
    assert (tally.kept_in_all, tally.reworded_in_all) == (4, 1)
    assert sum(tally.reasons.values()) == 4
    february = tally_words(actor, tally.months[1])
    assert [line.total for line in february.list_lines()] == [1]
    assert (february.kept_in_all, february.reworded_in_all) == (1, 0)
    assert sum(february.reasons.values()) == 1


def test_the_page_holds_counts_and_no_words(
    client: FlaskClient, office: Person, author: Person
) -> None:
    make_kept(author, kind="reflective statement")
    page = sign_in(client, office).get(ADDRESS).text
    assert "Reflective statement" in page
    assert "It is not about a family" in page
    assert "No sample was drawn yet" in page
    assert "SW1A" not in page
    assert author.full_name not in page


@pytest.mark.parametrize("month", ["2026-13", "x", "0001-01", "9999-12", ""])
def test_a_month_that_is_none_shows_all_of_them(
    client: FlaskClient, office: Person, month: str
) -> None:
    page = sign_in(client, office).get(ADDRESS, query_string={"month": month})
    assert page.status_code == 200
    assert "in the last 12 months" in page.text


def test_a_sample_is_drawn_at_random_and_nothing_twice(
    client: FlaskClient, office: Person, author: Person
) -> None:
    for _ in range(5):
        make_kept(author)
    make_kept(author, Category.PHONE)
    make_kept(author, excerpt="")  # its text is gone
    sign_in(client, office)
    samples = f"{ADDRESS}/samples"
    assert client.post(samples, data={"category": "postcode", "size": "3"}).status_code == 302
    assert client.post(samples, data={"category": "postcode", "size": "3"}).status_code == 302
    drawn = list_sampled()
    assert len({sampled.kept_id for sampled in drawn}) == 5
    assert {sampled.kept.category for sampled in drawn} == {Category.POSTCODE}
    refused = client.post(samples, data={"category": "postcode", "size": "3"})
    assert refused.status_code == 422
    assert "Everything of this kind was in a sample before" in refused.text
    assert client.post(samples, data={"category": "", "size": "50"}).status_code == 302
    assert len(list_sampled()) == 6
    assert f"drawn by {office.full_name}" in client.get(ADDRESS).text
    events = sa.select(sa.func.count(AuditEvent.id)).filter_by(action="words.sampled")
    assert db.session.scalar(events) == 3


@pytest.mark.parametrize("size", ["0", "51", "", "many"])
def test_a_sample_has_a_size_that_somebody_can_look_at(
    client: FlaskClient, office: Person, author: Person, size: str
) -> None:
    make_kept(author)
    answer = sign_in(client, office).post(f"{ADDRESS}/samples", data={"category": "", "size": size})
    assert answer.status_code == 422
    assert list_sampled() == []


def test_a_sample_shows_each_thing_masked_with_its_reason_and_author(
    client: FlaskClient, office: Person, author: Person
) -> None:
    sampled = make_sampled(office, make_kept(author))
    page = sign_in(client, office).get(f"{ADDRESS}/samples/{sampled.sample.uuid}").text
    for words in ("a postcode", "SW1A •••", "it is not about a family", author.full_name):
        assert words in page
    assert sampled.kept.path not in page  # the office does not go there


def test_what_is_fine_stays_and_the_author_hears_nothing(
    client: FlaskClient, office: Person, author: Person
) -> None:
    sampled = make_sampled(office, make_kept(author))
    answer = judge(sign_in(client, office), sampled, "fine")
    assert answer == 303
    db.session.refresh(sampled)
    assert (sampled.verdict, sampled.judged_by_id) == (Verdict.FINE, office.id)
    assert db.session.scalar(sa.select(sa.func.count(Notification.id))) == 0


def test_who_is_asked_for_other_words_finds_the_way_to_them(
    client: FlaskClient, office: Person, author: Person
) -> None:
    sampled = make_sampled(office, make_kept(author))
    assert judge(sign_in(client, office), sampled, "reword") == 303
    told = db.session.scalars(sa.select(Notification)).one()
    assert (told.person_id, told.path) == (author.id, sampled.kept.path)
    assert told.subject == "The office asks you to take a postcode out of your reply"
    event = db.session.scalars(
        sa.select(AuditEvent).filter_by(action="words.rewording_asked")
    ).one()
    assert (event.actor_id, event.about_id) == (office.id, author.id)
    page = client.get(f"{ADDRESS}/samples/{sampled.sample.uuid}").text
    assert "Asked to reword" in page
    assert "1 in all: 0 fine, 1 to be put differently, 0 to judge." in page


def test_a_verdict_is_said_once(client: FlaskClient, office: Person, author: Person) -> None:
    sampled = make_sampled(office, make_kept(author))
    sign_in(client, office)
    assert judge(client, sampled, "maybe") == 404
    assert judge(client, sampled, "fine") == 303
    assert judge(client, sampled, "reword") == 409


def judge(client: FlaskClient, sampled: SampledWords, verdict: str) -> int:
    address = f"{ADDRESS}/sampled/{sampled.uuid}/verdict"
    return client.post(address, data={"verdict": verdict}).status_code


def test_a_long_page_asks_no_more_than_a_short_one(
    client: FlaskClient, office: Person, author: Person
) -> None:
    sign_in(client, office)
    costs = []
    for many in (1, 8):
        for number in range(many):
            make_sampled(office, make_kept(make_supervisor(), kind=f"kind {number}"))
        sample = db.session.scalars(sa.select(WordsSample).limit(1)).one()
        for _ in range(many):
            kept = make_kept(make_supervisor())
            place = len(list_sampled()) + 1
            db.session.add(SampledWords(sample=sample, kept=kept, place=place))
        db.session.commit()
        with counted_queries() as queries:
            client.get(ADDRESS)
            client.get(f"{ADDRESS}/samples/{sample.uuid}")
        costs.append(len(queries))
    assert costs[0] == costs[1], costs

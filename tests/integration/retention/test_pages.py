"""What people read of a film that is gone, where it would have stood."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.association.erasures.routes import HEADINGS
from app.audit.models import AuditEvent
from app.cases.models import EvidenceBasis
from app.cases.services import record_evidence
from app.clips.erased.words import REASONS
from app.clips.models import Clip, ErasureReason
from app.core import clock
from app.core.actor import SYSTEM
from app.core.durations import format_day
from app.extensions import db
from app.retention.models import DeletionRecord
from tests.conftest import CountQueries
from tests.factories.clips import make_clip
from tests.factories.feedback import make_scene
from tests.factories.people import make_administrator, make_enrolment, sign_in
from tests.factories.practice import make_client, make_cycle
from tests.factories.retention import order_erasure
from tests.factories.reviews import make_film, make_sign_off
from tests.integration.retention.conftest import WorkOff

DAY = datetime(2026, 4, 2, 12, tzinfo=clock.LONDON)


def make_record(clip: Clip, reason: ErasureReason, at: datetime = DAY) -> DeletionRecord:
    record = DeletionRecord(
        clip_id=clip.id,
        clip_uuid=clip.uuid,
        kind=clip.kind,
        reason=reason,
        sha256="5e" * 32,
        size_bytes=4000,
        ordered_at=at,
        erased_at=at,
    )
    db.session.add(record)
    db.session.commit()
    return record


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


@pytest.mark.parametrize("role", ["trainee", "supervisor"])
def test_the_cycle_says_that_its_film_was_erased_and_offers_no_play(
    client: FlaskClient, work_off: WorkOff, role: str
) -> None:
    scene = make_scene()
    scene.comment(body="You wait two full seconds.")
    record_evidence(SYSTEM, scene.clip.cycle, scene.clip.kind, EvidenceBasis.FILM)
    order = order_erasure(scene.clip, ErasureReason.CONSENT_WITHDRAWN)
    day = format_day(clock.day_of(order.ordered_at))
    sign_in(client, getattr(scene, role))
    address = f"/cycles/{scene.clip.cycle.uuid}"
    before = read(client, address)
    assert f"This film is being erased since {day}: the family took its consent back." in before
    work_off()
    after = read(client, address)
    assert f"This film was erased on {day}: the family took its consent back." in after
    assert "it goes on counting" in after
    for page in (before, after):
        assert f"/clips/{scene.clip.uuid}" not in page
        assert "You wait two full seconds." not in page
        assert page.count("No film yet.") == 1, "that is said of the other film alone"


def test_after_a_wrong_film_the_right_one_may_come(client: FlaskClient, work_off: WorkOff) -> None:
    scene = make_scene()
    record_evidence(SYSTEM, scene.clip.cycle, scene.clip.kind, EvidenceBasis.FILM)
    order_erasure(scene.clip, ErasureReason.WRONG_FILM)
    work_off()
    sign_in(client, scene.trainee)
    page = read(client, f"/cycles/{scene.clip.cycle.uuid}")
    assert "it was the wrong film" in page
    assert "it goes on counting" not in page
    assert page.count("data-upload-kind") + page.count("data-upload ") >= 1


def test_the_review_says_which_of_its_films_is_gone(client: FlaskClient, work_off: WorkOff) -> None:
    sign_off = make_sign_off()
    film, other = make_film(sign_off.enrolment), make_film(sign_off.enrolment)
    review = sign_off.ask(film, other)
    sign_off.appoint(review)
    order = order_erasure(film, ErasureReason.RULE)
    day = format_day(clock.day_of(order.ordered_at))
    work_off()
    sign_in(client, sign_off.reviewer)
    page = read(client, f"/reviews/{review.uuid}")
    assert f"was erased on {day}: the time for which films are kept was over." in page
    assert f"/clips/{film.uuid}" not in page
    assert f"/clips/{other.uuid}" in page
    assert "cannot be shown to you" not in page


def test_trainees_read_the_records_of_their_own_films_alone(client: FlaskClient) -> None:
    mine, other = make_clip(), make_clip()
    for clip in (mine, other):
        make_record(clip, ErasureReason.RETURNED)
    sign_in(client, mine.cycle.client.enrolment.person)
    page = read(client, "/films-erased")
    assert mine.cycle.client.code in page
    assert other.cycle.client.code not in page
    assert "2 April 2026" in page
    assert "It was returned" in page


def test_the_list_is_cut_into_pages_and_asks_the_same_for_all(
    client: FlaskClient, count_queries: CountQueries
) -> None:
    cycle = make_cycle(make_client(make_enrolment()))
    sign_in(client, cycle.client.enrolment.person)
    sent = []
    for films in (1, 60):
        for _ in range(films):
            make_record(make_clip(cycle), ErasureReason.RULE)
        with count_queries() as queries:
            page = read(client, "/films-erased")
        sent.append(len(queries))
    assert sent[0] == sent[1]
    assert page.count("<code") == 50


def test_the_office_counts_by_month_and_reason_and_sees_no_client(client: FlaskClient) -> None:
    clips = [make_clip() for _ in range(3)]
    for clip, month in zip(clips, (2, 4, 4), strict=True):
        make_record(clip, ErasureReason.RULE, DAY.replace(month=month))
    sign_in(client, make_administrator())
    page = read(client, "/association/erasures")
    assert "3 films" in page
    assert page.index("April 2026") < page.index("February 2026")
    for clip in clips:
        assert clip.cycle.client.code not in page
        assert clip.cycle.client.enrolment.person.full_name not in page


def test_the_office_takes_the_records_along(client: FlaskClient) -> None:
    record = make_record(make_clip(), ErasureReason.CONSENT_WITHDRAWN)
    sign_in(client, make_administrator())
    answer = client.post("/association/erasures/exports")
    [line] = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert (line["Record"], line["Film"]) == (str(record.uuid), str(record.clip_uuid))
    assert (line["Why"], line["Bytes"]) == ("the family took its consent back", "4000")
    assert (line["SHA-256"], line["Erased (UTC)"]) == ("5e" * 32, "2026-04-02 11:00:00")
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="export.made")).one()
    assert event.subject_kind == "list of erasures"


@pytest.mark.parametrize("reason", list(ErasureReason))
def test_every_reason_has_words(reason: ErasureReason) -> None:
    assert REASONS[reason]
    assert HEADINGS[reason]

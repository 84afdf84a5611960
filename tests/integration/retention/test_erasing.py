"""A film is erased: its keys, its bytes, its rows and every word about it; that it was there stays on record."""

from __future__ import annotations

import json

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.audit.models import AuditEvent
from app.clips.captions.models import Caption
from app.clips.films import film_store
from app.clips.models import (
    Clip,
    ClipShowing,
    ClipState,
    ErasureReason,
    Rendition,
    RenditionKind,
    Upload,
)
from app.clips.playback.models import Viewing
from app.drafts.models import Draft
from app.extensions import current_settings, db
from app.feedback.models import Comment, FeedbackRequest, Reply, Stretch
from app.jobs.models import Job, JobState
from app.retention.models import DeletionRecord
from app.stores import key_store
from tests.factories.captions import make_caption
from tests.factories.clips import (
    list_stored_keys,
    make_arrived_upload,
    make_audience,
    make_clip,
    make_viewing,
    seal,
    store_bytes,
)
from tests.factories.feedback import make_reply, make_request, make_scene
from tests.factories.people import sign_in
from tests.factories.retention import order_erasure
from tests.integration.retention.conftest import WorkOff

SHA256 = "5e" * 32


def make_sealed_clip() -> Clip:
    clip = make_clip()
    clip.sha256, clip.size_bytes = SHA256, 4_000
    for kind in RenditionKind:
        seal(clip, kind, kind.value.encode() * 500)
    store_bytes(f"films/{clip.uuid}/review/an-attempt-that-died", b"left behind")
    make_arrived_upload(clip)
    return clip


def count(kind: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


def test_keys_and_bytes_go_with_those_that_nothing_named(work_off: WorkOff) -> None:
    clip, other = make_sealed_clip(), make_sealed_clip()
    names = list_stored_keys(clip)
    order_erasure(clip)
    work_off()
    sealed = current_settings().data_dir / "sealed" / "films"
    assert not (sealed / str(clip.uuid)).exists()
    assert not list_stored_keys(clip)
    assert [name for name in names if key_store().find_key(name)] == []
    assert len(list_stored_keys(other)) == len(names)
    assert film_store().open_reader(sorted(list_stored_keys(other))[0]).length


def test_the_record_says_what_was_erased_when_and_why(work_off: WorkOff) -> None:
    clip = make_sealed_clip()
    order = order_erasure(clip, ErasureReason.CONSENT_WITHDRAWN)
    work_off()
    record = db.session.scalars(sa.select(DeletionRecord)).one()
    assert (record.clip_uuid, record.kind, record.reason) == (
        clip.uuid,
        clip.kind,
        ErasureReason.CONSENT_WITHDRAWN,
    )
    assert (record.sha256, record.size_bytes) == (SHA256, 4_000)
    assert record.ordered_at == order.ordered_at <= record.erased_at
    kept = current_settings().data_dir / "sealed" / "deletions" / str(clip.uuid)
    assert json.loads(kept.read_text()) == {
        "film": str(clip.uuid),
        "kind": "interaction",
        "reason": "consent_withdrawn",
        "ordered_at": order.ordered_at.isoformat(),
        "sha256": SHA256,
        "size_bytes": 4_000,
        "renderings": [],
    }


def test_the_clip_stays_as_a_name_without_facts_and_its_owner_reads_of_it(
    work_off: WorkOff,
) -> None:
    clip = make_sealed_clip()
    order_erasure(clip)
    work_off()
    assert clip.state is ClipState.ERASED
    assert (clip.size_bytes, clip.sha256, clip.duration_ms, clip.width) == (0, None, None, None)
    assert not db.session.scalars(sa.select(Rendition).filter_by(clip_id=clip.id)).all()
    assert not db.session.scalars(sa.select(Upload).filter_by(clip_id=clip.id)).all()
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="film.erased")).one()
    assert (event.subject_id, event.about_id) == (clip.uuid, clip.cycle.client.enrolment.person_id)


def test_what_was_said_about_the_film_goes_with_it_sent_and_unsent(work_off: WorkOff) -> None:
    scene, other = make_scene(), make_scene()
    for each in (scene, other):
        said = each.comment()
        make_reply(said, each.trainee)
        make_request(each)
        make_caption(each.clip)
        keys = (f"question-{each.clip.uuid}", f"noticing-1-{each.clip.uuid}", f"reply-{said.uuid}")
        db.session.add_all(Draft(person_id=each.trainee.id, key=key, body="…") for key in keys)
        db.session.add(Draft(person_id=each.trainee.id, key="review/1", body="Something else"))
    db.session.commit()
    order_erasure(scene.clip)
    work_off()
    assert [count(kind) for kind in (Comment, Reply, FeedbackRequest, Stretch)] == [1, 1, 1, 2]
    assert db.session.scalars(sa.select(Comment.clip_id)).one() == other.clip.id
    assert db.session.scalars(sa.select(Caption.clip_id)).all() == [other.clip.id]
    kept = db.session.scalars(sa.select(Draft.key).filter_by(person_id=scene.trainee.id)).all()
    assert kept == ["review/1"]
    assert count(Draft) == 5


def test_who_watched_and_to_whom_it_was_shown_stays(work_off: WorkOff) -> None:
    audience = make_audience()
    make_viewing(audience.clip, audience.reviewer)
    order_erasure(audience.clip)
    work_off()
    assert (count(Viewing), count(ClipShowing)) == (1, 1)


def test_a_job_that_comes_twice_writes_one_record(work_off: WorkOff) -> None:
    clip = make_sealed_clip()
    order_erasure(clip)
    order = sa.select(Job).filter_by(name="retention.erase_clip")
    job = db.session.scalars(order).one()
    db.session.add(Job(name=job.name, arguments=dict(job.arguments)))
    db.session.commit()
    assert work_off() == 2
    assert count(DeletionRecord) == 1
    assert {job.state for job in db.session.scalars(order)} == {JobState.DONE}


def test_without_an_order_nothing_is_erased(work_off: WorkOff) -> None:
    clip = make_sealed_clip()
    db.session.add(Job(name="retention.erase_clip", arguments={"clip_id": clip.id}))
    db.session.commit()
    work_off()
    assert len(list_stored_keys(clip)) == len(RenditionKind) + 1
    assert count(DeletionRecord) == 0


@pytest.mark.parametrize("role", ["owner", "supervisor", "reviewer"])
def test_an_erased_film_is_at_no_address(client: FlaskClient, work_off: WorkOff, role: str) -> None:
    audience = make_audience(make_sealed_clip())
    viewing = make_viewing(audience.clip, audience.find_person(role))
    sign_in(client, audience.find_person(role))
    addresses = [
        f"/clips/{audience.clip.uuid}",
        f"/clips/{audience.clip.uuid}/poster",
        f"/clips/{audience.clip.uuid}/filmstrip",
        f"/clips/{audience.clip.uuid}/state",
        f"/viewings/{viewing.uuid}",
        f"/viewings/{viewing.uuid}/film",
    ]
    order_erasure(audience.clip)
    assert {client.get(address).status_code for address in addresses} == {404}
    work_off()
    assert {client.get(address).status_code for address in addresses} == {404}


def test_what_a_frozen_program_writes_when_it_wakes_goes_with_the_next_daily_run(
    work_off: WorkOff,
) -> None:
    """Its key is gone, so that nobody can open it; still it is a piece of a film."""
    clip = make_sealed_clip()
    order_erasure(clip)
    work_off()
    late = current_settings().data_dir / "sealed" / "films" / str(clip.uuid) / "review" / "late"
    late.mkdir(parents=True)
    (late / "00000007").write_bytes(b"one more piece")
    db.session.add(Job(name="retention.run", arguments={}))
    db.session.commit()
    work_off()
    assert not late.parent.parent.exists()

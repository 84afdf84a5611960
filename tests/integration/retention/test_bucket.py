"""The same erasure where films, keys and ledger lie in a bucket of a real S3 service."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask

from app.clips.models import Clip, ClipState, RenditionKind
from app.core.actor import SYSTEM
from app.extensions import current_settings, db
from app.retention.ledger import deletion_ledger
from app.retention.models import DeletionRecord
from app.retention.replay import replay_deletions
from app.retention.services import remove_leftovers
from app.storage.opening import open_film_store, open_key_store, open_place
from app.storage.s3_objects import S3Objects
from app.stores import is_erased
from config import S3Settings
from tests.factories.clips import make_clip, seal, store_bytes
from tests.factories.renderings import make_board, make_rendering
from tests.factories.retention import order_erasure
from tests.integration.retention.conftest import WorkOff


@pytest.fixture
def bucket(app: Flask, s3: S3Settings, monkeypatch: pytest.MonkeyPatch) -> S3Settings:
    """The portal keeps everything in the bucket."""
    settings = replace(current_settings(), s3=s3)
    monkeypatch.setitem(app.extensions, "settings", settings)
    monkeypatch.setitem(app.extensions, "film_store", open_film_store(settings))
    monkeypatch.setitem(app.extensions, "key_store", open_key_store(settings))
    monkeypatch.setitem(app.extensions, "sealed_objects", open_place(settings, "sealed"))
    return s3


def list_names(settings: S3Settings, clip: Clip) -> set[str]:
    """Everything in the bucket whose name holds this film's."""
    return list_names_of(settings, clip.uuid)


def list_names_of(settings: S3Settings, uuid: UUID) -> set[str]:
    """Everything in the bucket whose name holds this uuid."""
    return {
        f"{prefix}/{stored.name}"
        for prefix in ("sealed", "film-keys")
        for folder in ("films", "halves/films", "deletions")
        for stored in S3Objects(settings, prefix=prefix).list_objects(folder)
        if str(uuid) in stored.name
    }


def test_nothing_but_the_ledgers_entry_is_left_in_the_bucket(
    bucket: S3Settings, work_off: WorkOff
) -> None:
    clip, other = make_clip(), make_clip()
    for each in (clip, other):
        for kind in (RenditionKind.ORIGINAL, RenditionKind.POSTER):
            seal(each, kind, b"a film in a bucket" * 70_000)
    store_bytes(f"films/{clip.uuid}/review/of-an-attempt", b"left behind")
    before, key = list_names(bucket, other), f"films/{clip.uuid}/original/x"
    assert not is_erased(key)
    order_erasure(clip)
    work_off()
    assert clip.state is ClipState.ERASED
    assert list_names(bucket, clip) == {f"sealed/deletions/{clip.uuid}"}
    assert list_names(bucket, other) == before
    assert clip.uuid in set(deletion_ledger().list_films())
    assert is_erased(key)


def test_a_film_of_moments_leaves_the_bucket_with_its_source(
    bucket: S3Settings, work_off: WorkOff
) -> None:
    clip = make_clip()
    rendering = make_rendering(make_board(clip), b"a film of moments in a bucket" * 70_000)
    assert len(list_names_of(bucket, rendering.uuid)) > 4
    order_erasure(clip)
    work_off()
    assert list_names_of(bucket, rendering.uuid) == {f"sealed/deletions/{rendering.uuid}"}
    assert is_erased(f"{rendering.folder}/rendered/x")


def test_what_comes_back_in_the_bucket_is_erased_again(
    bucket: S3Settings, work_off: WorkOff
) -> None:
    clip = make_clip()
    order_erasure(clip)
    work_off()
    record = db.session.scalars(sa.select(DeletionRecord)).one()
    store_bytes(f"films/{clip.uuid}/original/from-a-backup", b"put back by hand")
    assert replay_deletions(SYSTEM) == 0
    assert remove_leftovers(SYSTEM) >= 1
    assert list_names(bucket, clip) == {f"sealed/deletions/{record.clip_uuid}"}

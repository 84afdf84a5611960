"""The worker is killed at each single change that erasing a film makes: the next one ends it, and nobody sees a half."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.clips.edited_films.models import Rendering, RenderingState
from app.clips.edited_films.rendering.policies import visible_to as rendering_visible_to
from app.clips.models import Clip, ClipState, ErasureReason, Rendition, RenditionKind
from app.clips.policies import visible_to, words_visible_to
from app.core.actor import Actor
from app.extensions import db
from app.feedback.models import Comment
from app.retention.models import DeletionRecord
from tests.factories.clips import list_stored_keys, make_clip, seal, store_bytes
from tests.factories.feedback import make_comment
from tests.factories.renderings import list_stored, make_board, make_rendering
from tests.faults.erasing.installation import Installation, start, stop

pytestmark = [pytest.mark.faults, pytest.mark.slow]

SHARES = 9
"""Each test takes every ninth change, so that none takes long on a busy machine."""

FILM = bytes(range(256)) * 5000


@pytest.fixture
def ordered(prepared_data_dir: Path, tmp_path: Path) -> Path:
    """A film with a still, what an attempt left behind, a comment and a film made of its moments, whose erasure was ordered."""
    data_dir = tmp_path / "ordered"
    shutil.copytree(prepared_data_dir, data_dir)
    with start(data_dir).app_context():
        clip = make_clip()
        for kind in (RenditionKind.ORIGINAL, RenditionKind.POSTER):
            seal(clip, kind, FILM)
        store_bytes(f"films/{clip.uuid}/review/of-an-attempt", b"left behind")
        make_comment(clip, clip.cycle.client.enrolment.person)
        make_rendering(make_board(clip), FILM)
        stop()
    Installation(data_dir).order()
    return data_dir


@pytest.mark.parametrize("first", range(SHARES))
def test_a_death_at_any_change_is_made_good_and_shows_nothing(
    ordered: Path, tmp_path: Path, first: int
) -> None:
    steps = first
    while True:
        data_dir = tmp_path / f"after-{steps}"
        shutil.copytree(ordered, data_dir)
        installation = Installation(data_dir)
        died = installation.work_until_death(steps)
        assert_nobody_sees_a_half(data_dir)
        installation.work()
        assert_all_is_gone(data_dir)
        shutil.rmtree(data_dir)
        if not died:
            break
        steps += SHARES
    assert steps > 20, "too few deaths: the changes are not seen"


def assert_nobody_sees_a_half(data_dir: Path) -> None:
    with start(data_dir).app_context():
        clip = db.session.scalars(sa.select(Clip)).one()
        owner = Actor(clip.cycle.client.enrolment.person_id)
        for seen in (visible_to(owner), words_visible_to(owner)):
            assert db.session.scalars(sa.select(Clip).where(seen)).all() == []
        rendering = db.session.scalars(sa.select(Rendering)).one()
        shown = sa.select(Rendering.id).where(rendering_visible_to(owner))
        assert db.session.scalars(shown).all() == []
        is_recorded = db.session.scalar(sa.select(sa.func.count(DeletionRecord.id))) == 1
        rows = [
            db.session.scalar(sa.select(sa.func.count(kind.id))) for kind in (Rendition, Comment)
        ]
        assert rows == ([0, 0] if is_recorded else [2, 1])
        assert (clip.state is ClipState.ERASED) == is_recorded
        assert (rendering.state is RenderingState.REMOVED) == is_recorded
        if is_recorded:
            assert not list_stored_keys(clip)
            assert not list_stored(rendering)
        stop()


def assert_all_is_gone(data_dir: Path) -> None:
    with start(data_dir).app_context():
        clip = db.session.scalars(sa.select(Clip)).one()
        assert clip.state is ClipState.ERASED
        record = db.session.scalars(sa.select(DeletionRecord)).one()
        assert (record.clip_uuid, record.reason) == (clip.uuid, ErasureReason.RULE)
        rendering = db.session.scalars(sa.select(Rendering)).one()
        assert (rendering.state, rendering.timeline) == (RenderingState.REMOVED, [])
        stop()
    for uuid in (clip.uuid, rendering.uuid):
        left = {path.relative_to(data_dir) for path in data_dir.rglob(f"*{uuid}*")}
        assert left == {Path("sealed/deletions") / str(uuid)}
    assert not list(data_dir.rglob("*.part"))

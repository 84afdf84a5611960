"""A film that was made of several goes with each of them: keys, bytes and every trace of what was in it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from app.clips.edited_films.models import (
    Rendering,
    RenderingSource,
    RenderingState,
    Screening,
)
from app.clips.edited_films.rendering import production
from app.clips.edited_films.rendering.policies import visible_to
from app.clips.films import film_store
from app.clips.models import Clip, ClipState, ErasureOrder, ErasureReason, RenditionKind
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.database import writing
from app.extensions import current_settings, db
from app.jobs.attempts import carry_out
from app.jobs.models import Job, JobState
from app.retention.ledger import Deletion, deletion_ledger
from app.retention.replay import replay_deletions
from app.retention.services import look_again, remove_leftovers
from app.stores import is_erased, key_store
from tests.factories.clips import list_stored_keys, make_clip, seal, store_bytes
from tests.factories.films import FilmShelf
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.factories.renderings import (
    ask,
    make_board,
    make_film_to_cut,
    make_rendering,
    make_screening,
)
from tests.factories.retention import order_erasure
from tests.integration.retention.conftest import WorkOff
from tests.jobs import LEASE, claim_due_job


@dataclass
class Made:
    """Two films of a client, and one that was made of both."""

    clips: tuple[Clip, Clip]
    rendering: Rendering
    screening: Screening
    owner: Actor
    rendering_id: int
    folder: str

    def is_seen(self) -> bool:
        is_it = Rendering.id == self.rendering_id
        found = sa.select(Rendering.id).where(is_it, visible_to(self.owner))
        return db.session.scalar(found) is not None

    def list_stored(self) -> set[str]:
        """Every key that the store holds for it."""
        return {film.name for film in film_store().list_films(self.folder)}


@pytest.fixture
def made(app: object) -> Made:
    family = make_client(make_enrolment())
    one, other = (make_clip(make_cycle(family)) for _ in range(2))
    for clip in (one, other):
        seal(clip, RenditionKind.REVIEW, b"a film")
    rendering = make_rendering(make_board(one, other))
    screening = make_screening(rendering, family.enrolment.person)
    owner = Actor(family.enrolment.person_id)
    return Made((one, other), rendering, screening, owner, rendering.id, rendering.folder)


@pytest.mark.parametrize("erased", [0, 1])
def test_it_goes_with_each_of_its_sources(made: Made, work_off: WorkOff, erased: int) -> None:
    keys = made.list_stored()
    assert made.is_seen()
    order_erasure(made.clips[erased])
    assert not made.is_seen()
    assert made.list_stored() == keys
    work_off()
    assert made.list_stored() == set()
    assert [key_store().find_key(key) for key in keys] == [None] * len(keys)
    assert made.rendering.state is RenderingState.REMOVED
    assert made.rendering.timeline == []
    assert (made.rendering.frames, made.rendering.storage_key) == (None, None)
    assert db.session.scalars(sa.select(RenderingSource.id)).all() == []
    assert db.session.get(Screening, made.screening.id), "who watched stays"
    assert made.clips[1 - erased].state is ClipState.READY
    assert list_stored_keys(made.clips[1 - erased])


def test_its_keys_are_refused_like_those_of_its_source(made: Made, work_off: WorkOff) -> None:
    keys = made.list_stored()
    assert not any(is_erased(key) for key in keys)
    order_erasure(made.clips[0])
    work_off()
    assert all(is_erased(key) for key in keys)
    deletion = deletion_ledger().find(made.clips[0].uuid)
    assert deletion is not None
    assert deletion.rendering_uuids == (made.rendering.uuid,)


def test_what_comes_back_of_it_is_removed_again(made: Made, work_off: WorkOff) -> None:
    order_erasure(made.clips[0])
    work_off()
    for remove in (look_again, remove_leftovers):
        store_bytes(f"{made.folder}/rendered/of-a-sleeper", b"woken up")
        assert made.list_stored()
        remove(SYSTEM)
        assert made.list_stored() == set()


def test_a_restored_database_shows_it_to_nobody_and_lets_it_go_again(made: Made) -> None:
    """The ledger knows of an erasure that the database does not."""
    clip = made.clips[0]
    uuids = (made.rendering.uuid,)
    entry = Deletion(
        clip.uuid, clip.kind, ErasureReason.RULE, clock.now(), clip.sha256, clip.size_bytes, uuids
    )
    deletion_ledger().write(entry)
    clip_id = clip.id
    assert replay_deletions(SYSTEM) == 1
    assert db.session.scalars(sa.select(ErasureOrder.clip_id)).all() == [clip_id]
    assert not made.is_seen()
    assert made.list_stored() == set()
    rendering = db.session.get_one(Rendering, made.rendering_id)
    assert rendering.state is RenderingState.REMOVED


def test_a_worker_that_makes_it_is_waited_for_and_makes_nothing_any_more(
    films: FilmShelf, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order comes while the film is cut: the erasure waits, and the film does not come into existence afterwards."""
    path = films.take(".mp4", seconds=1.0, size=(160, 90), numbered=True)
    clip = make_film_to_cut(path)
    rendering = ask(make_board(clip))
    clip_id, rendering_id, folder = clip.id, rendering.id, rendering.folder
    claim = claim_due_job()
    assert claim is not None
    assert claim.name == "clips.render_film"
    looked: list[JobState] = []

    def order_meanwhile(*_: object) -> None:
        with writing():
            order_erasure(db.session.get_one(Clip, clip_id))
            erasure = claim_due_job()
            assert erasure is not None
            carry_out(erasure, LEASE)
            looked.append(read_job("retention.erase_clip").state)

    monkeypatch.setattr(production, "check_frames", order_meanwhile)
    carry_out(claim, LEASE)
    assert looked == [JobState.WAITING]
    assert read_job("clips.render_film").state is JobState.FAILED
    job = read_job("retention.erase_clip")
    job.due_at = clock.now()
    db.session.commit()
    work_off()
    assert db.session.get_one(Clip, clip_id).state is ClipState.ERASED
    assert db.session.get_one(Rendering, rendering_id).state is RenderingState.REMOVED
    stored = current_settings().data_dir / "sealed" / folder
    assert not stored.exists()


def read_job(name: str) -> Job:
    db.session.expire_all()
    return db.session.scalars(sa.select(Job).filter_by(name=name).order_by(Job.id.desc())).first()  # type: ignore[return-value]

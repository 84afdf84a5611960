"""A worker is killed while it makes a film of moments: the next one makes it, and nothing plain or unnamed stays behind."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.clips.edited_films.models import Rendering, RenderingState
from app.clips.edited_films.rendering.policies import visible_to
from app.core.actor import Actor
from app.extensions import db
from tests.factories.films import FilmShelf
from tests.factories.renderings import ask, list_stored, make_board, make_film_to_cut
from tests.faults.erasing.installation import Installation, start, stop

pytestmark = [pytest.mark.faults, pytest.mark.slow]

SHARES = 8
"""Each test takes every eighth change that the work makes to files and database."""


@pytest.fixture
def asked(prepared_data_dir: Path, tmp_path: Path, films: FilmShelf) -> Path:
    """A board with one film on it, and its film asked for."""
    data_dir = tmp_path / "asked"
    shutil.copytree(prepared_data_dir, data_dir)
    with start(data_dir).app_context():
        path = films.take(".mp4", seconds=0.6, size=(96, 64), numbered=True)
        ask(make_board(make_film_to_cut(path)))
        stop()
    return data_dir


@pytest.mark.parametrize("first", range(SHARES))
def test_a_death_at_any_change_is_made_good(asked: Path, tmp_path: Path, first: int) -> None:
    steps = first
    while True:
        data_dir = tmp_path / f"after-{steps}"
        shutil.copytree(asked, data_dir)
        installation = Installation(data_dir)
        died = installation.work_until_death(steps)
        assert_nothing_lies_open(data_dir)
        assert_it_is_shown_whole_or_not_at_all(data_dir)
        installation.work()
        assert_it_is_made(data_dir)
        assert_nothing_lies_open(data_dir)
        shutil.rmtree(data_dir)
        if not died:
            break
        steps += SHARES
    assert steps > SHARES, "too few deaths: the changes are not seen"


def assert_nothing_lies_open(data_dir: Path) -> None:
    """No file of the installation holds a recognisable piece of a film or of a picture."""
    assert not list((data_dir / "processing").glob("*"))
    plain = [
        path
        for path in data_dir.rglob("*")
        if path.is_file() and any(sign in path.read_bytes()[:12] for sign in (b"ftyp", b"PNG"))
    ]
    assert plain == []


def assert_it_is_shown_whole_or_not_at_all(data_dir: Path) -> None:
    with start(data_dir).app_context():
        rendering = db.session.scalars(sa.select(Rendering)).one()
        named = {rendering.storage_key, rendering.poster_key}
        if rendering.state is RenderingState.READY:
            assert named <= list_stored(rendering)
            assert rendering.frames
        else:
            assert (rendering.state, named) == (RenderingState.WAITING, {None})
        stop()


def assert_it_is_made(data_dir: Path) -> None:
    with start(data_dir).app_context():
        rendering = db.session.scalars(sa.select(Rendering)).one()
        assert rendering.state is RenderingState.READY, rendering.failure
        assert list_stored(rendering) == {rendering.storage_key, rendering.poster_key}
        film = rendering.edited_film
        assert film is not None
        owner = Actor(film.client.enrolment.person_id)
        seen = sa.select(Rendering.id).where(visible_to(owner))
        assert db.session.scalars(seen).all() == [rendering.id]
        stop()

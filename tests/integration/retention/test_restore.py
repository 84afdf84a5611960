"""A database from before an erasure brings no film back: it is erased again before the first answer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app import create_app
from app.clips.keeping.services import order_erasure
from app.clips.models import Clip, ClipState, ErasureReason, RenditionKind
from app.core import clock
from app.core.actor import SYSTEM
from app.extensions import db, unit_of_work
from app.feedback.models import Comment
from app.retention import opening
from app.retention.ledger import Ledger
from app.retention.models import DeletionRecord
from app.storage.errors import StorageUnavailable
from app.worker import wait_until_open
from config import Settings
from tests.factories.clips import list_stored_keys, make_clip, seal
from tests.factories.feedback import make_comment
from tests.factories.keeping import place_hold
from tests.jobs import run_due_jobs

KEPT = ("portal.sqlite3", "sealed", "film-keys")


@pytest.fixture
def data_dir(prepared_data_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared_data_dir, tmp_path / "installation"))


@pytest.fixture
def backup(data_dir: Path, tmp_path: Path) -> Iterator[Path]:
    """Database, films and keys as they were before a film was erased; the installation then put back to them."""
    portal = start(data_dir)
    with portal.app_context():
        for number in range(2):
            clip = make_clip()
            seal(clip, RenditionKind.ORIGINAL, f"film {number}".encode())
            make_comment(clip, clip.cycle.client.enrolment.person)
        stop()
    folder = tmp_path / "backup"
    folder.mkdir()
    copy(data_dir, folder)
    with start(data_dir).app_context():
        with unit_of_work():
            clip = db.session.scalars(sa.select(Clip).order_by(Clip.id).limit(1)).one()
            order_erasure(SYSTEM, clip, ErasureReason.CONSENT_WITHDRAWN)
        run_due_jobs()
        stop()
    copy(folder, data_dir)
    yield folder
    with start(data_dir).app_context():
        stop()


def start(data_dir: Path) -> Flask:
    return create_app(
        Settings.from_environment({"PORTAL_ENV": "testing", "DATA_DIR": str(data_dir)})
    )


def stop() -> None:
    """Let go of the database, with all that was written in its one file."""
    db.session.remove()
    with db.engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    db.engine.dispose()


def copy(source: Path, target: Path) -> None:
    """Put back what a backup has; what was written since, such as the ledger, stays."""
    for name in KEPT:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, dirs_exist_ok=True)
        else:
            shutil.copy(source / name, target / name)


def read_states(portal: Flask) -> list[ClipState]:
    with portal.app_context():
        states = list(db.session.scalars(sa.select(Clip.state).order_by(Clip.id)))
        db.session.remove()
    return states


@pytest.mark.usefixtures("backup")
def test_before_the_first_answer_the_film_is_gone_again(data_dir: Path) -> None:
    portal = start(data_dir)
    assert read_states(portal) == [ClipState.READY, ClipState.READY]
    assert portal.test_client().get("/sign-in").status_code == 200
    assert read_states(portal) == [ClipState.ERASED, ClipState.READY]
    with portal.app_context():
        erased, kept = db.session.scalars(sa.select(Clip).order_by(Clip.id))
        assert (list_stored_keys(erased), len(list_stored_keys(kept))) == (set(), 1)
        assert not (data_dir / "sealed" / "films" / str(erased.uuid)).exists()
        assert db.session.scalars(sa.select(Comment.clip_id)).all() == [kept.id]
        record = db.session.scalars(sa.select(DeletionRecord)).one()
        assert (record.clip_uuid, record.reason) == (erased.uuid, ErasureReason.CONSENT_WITHDRAWN)
        stop()


@pytest.mark.usefixtures("backup")
def test_the_worker_begins_with_it(data_dir: Path) -> None:
    portal = start(data_dir)
    wait_until_open(portal)
    assert read_states(portal) == [ClipState.ERASED, ClipState.READY]


@pytest.mark.usefixtures("backup")
def test_the_operator_can_ask_for_it_and_is_told(data_dir: Path) -> None:
    runner = start(data_dir).test_cli_runner()
    said = runner.invoke(args=["retention", "replay"]).output
    assert said == "1 films were in the database again and are erased. 1 deletions were checked.\n"
    said = runner.invoke(args=["retention", "replay"]).output
    assert said == "0 films were in the database again and are erased. 1 deletions were checked.\n"


@pytest.mark.usefixtures("backup")
def test_a_hold_of_the_older_database_does_not_bring_it_back(data_dir: Path) -> None:
    portal = start(data_dir)
    with portal.app_context():
        clip = db.session.scalars(sa.select(Clip).order_by(Clip.id).limit(1)).one()
        place_hold(clip, clock.today())
        db.session.remove()
    wait_until_open(portal)
    assert read_states(portal) == [ClipState.ERASED, ClipState.READY]


@pytest.mark.usefixtures("backup")
def test_nothing_is_served_while_the_ledger_cannot_be_read(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def be_away(_ledger: Ledger) -> None:
        raise StorageUnavailable

    portal = start(data_dir)
    with monkeypatch.context() as away:
        away.setattr(Ledger, "list_films", be_away)
        assert portal.test_client().get("/sign-in").status_code == 503
        assert portal.test_client().get("/health").status_code == 200
    again = portal.test_client().get("/sign-in")
    assert again.status_code == 503, "a storage that is away is left alone for some seconds"
    monkeypatch.setattr(opening, "PAUSE_S", 0.0)
    assert portal.test_client().get("/sign-in").status_code == 200
    assert read_states(portal) == [ClipState.ERASED, ClipState.READY]


def test_bytes_put_back_beside_a_newer_database_go_at_the_operators_word(
    backup: Path, data_dir: Path
) -> None:
    portal = start(data_dir)
    wait_until_open(portal)
    for name in ("sealed", "film-keys"):
        shutil.copytree(backup / name, data_dir / name, dirs_exist_ok=True)
    [erased] = (data_dir / "sealed" / "deletions").iterdir()
    assert (data_dir / "sealed" / "films" / erased.name).exists()
    assert portal.test_cli_runner().invoke(args=["retention", "replay"]).exit_code == 0
    assert not (data_dir / "sealed" / "films" / erased.name).exists()
    assert not list((data_dir / "film-keys").rglob(f"*{erased.name}*"))


def test_the_ledger_names_nobody(backup: Path, data_dir: Path) -> None:
    [entry] = (data_dir / "sealed" / "deletions").iterdir()
    kept = json.loads(entry.read_text())
    assert kept.keys() == {
        "film",
        "kind",
        "reason",
        "ordered_at",
        "sha256",
        "size_bytes",
        "renderings",
    }

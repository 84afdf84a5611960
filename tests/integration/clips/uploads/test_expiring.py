"""A film that stopped on its way waits a week for the rest; an arrived one never goes by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from werkzeug.http import parse_date

from app.clips.films import film_store
from app.clips.models import Clip, ClipState, Upload
from app.clips.uploads.transfers import expire_uploads
from app.clips.uploads.writing_turn import take_turn
from app.core import clock
from app.extensions import current_settings, db
from app.storage.errors import FilmMissing
from tests.integration.clips.uploads.conftest import Sender
from tests.jobs import run_due_jobs

DAY = timedelta(days=1)


def _expire_after(days: float) -> list[Upload]:
    with time_machine.travel(clock.now() + days * DAY, tick=False):
        expire_uploads()
    return list(db.session.scalars(sa.select(Upload)))


def test_the_sender_is_told_until_when(sender: Sender) -> None:
    expires = parse_date(sender.begin(5).headers["Upload-Expires"])
    assert expires is not None
    assert abs(expires - clock.now() - 7 * DAY) < timedelta(minutes=1)


def test_an_upload_without_progress_is_forgotten_with_its_bytes(sender: Sender) -> None:
    sender.send(sender.begin(5).location, b"ab")
    key = db.session.scalars(sa.select(Upload.storage_key)).one()
    assert len(_expire_after(6.9)) == 1
    assert _expire_after(7.1) == _expire_after(7.2) == []
    assert db.session.scalars(sa.select(Clip)).all() == []
    with time_machine.travel(clock.now() + 8 * DAY, tick=False):
        run_due_jobs()
    with pytest.raises(FilmMissing):
        film_store().open_writer(key)


def test_progress_counts_the_days_anew(sender: Sender) -> None:
    begun = sender.begin(5)
    db.session.execute(sa.update(Upload).values(expires_at=clock.now() + DAY))
    db.session.commit()
    sender.send(begun.location, b"ab")
    assert len(_expire_after(6.9)) == 1
    assert _expire_after(7.1) == []


def test_an_arrived_film_never_expires(sender: Sender) -> None:
    sender.send(sender.begin(2).location, b"ab")
    assert len(_expire_after(400)) == 1


def test_a_film_that_was_complete_all_along_is_finished_instead(sender: Sender) -> None:
    sender.begin(2)
    key = db.session.scalars(sa.select(Upload.storage_key)).one()
    film_store().start(key)
    writer = film_store().open_writer(key)
    writer.write(b"ab")
    writer.flush()
    _expire_after(8)
    assert db.session.scalars(sa.select(Clip)).one().state is ClipState.PROCESSING


def test_an_upload_just_being_sent_is_left_alone(sender: Sender) -> None:
    sender.begin(2)
    uuid = db.session.scalars(sa.select(Upload.uuid)).one()
    with take_turn(current_settings().data_dir / "locks", uuid):
        assert len(_expire_after(8)) == 1

"""Whoever draws stills of a film is waited for before its bytes go."""

from __future__ import annotations

import pytest
from flask import Flask

from app.clips.films import film_store
from app.clips.models import Clip, ClipState, RenditionKind
from app.clips.stills import drawing
from app.clips.stills.models import Still
from app.clips.stills.services import ask_for_stills
from app.core import clock
from app.core.actor import SYSTEM
from app.core.database import writing
from app.extensions import db
from app.jobs.attempts import carry_out
from app.jobs.models import Job, JobState
from tests.factories.clips import make_clip, seal
from tests.factories.retention import order_erasure
from tests.factories.stills import draw_picture
from tests.jobs import LEASE, claim_due_job


def test_the_erasure_goes_first_after_it_and_leaves_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = make_clip()
    seal(clip, RenditionKind.REVIEW, draw_picture())
    ask_for_stills(SYSTEM, clip, range(20))
    db.session.commit()
    clip_id, folder = clip.id, f"films/{clip.uuid}"
    claim = claim_due_job()
    assert claim is not None
    assert claim.name == "clips.draw_stills"
    portions: list[int] = []

    def order_meanwhile(_source: int, targets: list[int], _places: object) -> None:
        portions.append(len(targets))
        with writing():
            order_erasure(db.session.get_one(Clip, clip_id))
            erasure = claim_due_job()
            assert erasure is not None
            carry_out(erasure, LEASE)
        assert list(film_store().list_films(folder)), "nothing went while somebody writes"

    monkeypatch.setattr(drawing, "draw_frames", order_meanwhile)
    carry_out(claim, LEASE)
    assert portions == [drawing.AT_ONCE], "it stopped at its next step"
    job = db.session.query(Job).filter_by(name="retention.erase_clip").one()
    assert job.state is JobState.WAITING
    job.due_at = clock.now()
    db.session.commit()
    erasure = claim_due_job()
    assert erasure is not None
    carry_out(erasure, LEASE)
    assert not list(film_store().list_films(folder))
    assert db.session.query(Still).count() == 0
    assert db.session.get_one(Clip, clip_id).state is ClipState.ERASED

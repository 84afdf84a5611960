"""Films that may lie on somebody's phone still, read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from app.cases.models import Client, Cycle
from app.clips.device_copies.models import CopyAnswer, DeviceCopyAnswer
from app.clips.models import Clip, ClipState, Upload
from app.clips.policies import visible_to
from app.core import clock
from app.core.actor import Actor
from app.extensions import db
from app.trainees.models import Enrolment

ASKED_AGAIN_AFTER = timedelta(days=1)
"""How long "later" is."""

ASKED_AT_ONCE = 20
"""As many as somebody answers in one go; the next ones take their place."""


def list_open_questions(actor: Actor, cycle: Cycle | None = None) -> Sequence[Clip]:
    """The actor's own films, of one cycle or all, that came from a device, are safe here, and wait for word of the file there.

    Longest here first, with cycle and client. A film that is not ready is not asked about: its file may be needed once more.
    """
    wanted = (
        sa.select(Clip)
        .join(Clip.cycle)
        .join(Cycle.client)
        .join(Client.enrolment)
        .where(
            Enrolment.person_id == actor.person_id,
            visible_to(actor),
            Clip.state == ClipState.READY,
            _came_from_a_device(),
            ~_is_answered(),
        )
        .options(contains_eager(Clip.cycle).contains_eager(Cycle.client))
        .order_by(Clip.created_at, Clip.id)
        .limit(ASKED_AT_ONCE)
    )
    if cycle is not None:
        wanted = wanted.where(Clip.cycle_id == cycle.id)
    return db.session.scalars(wanted).all()


def _came_from_a_device() -> sa.Exists:
    arrived = sa.exists().where(Upload.clip_id == Clip.id, Upload.finished_at.is_not(None))
    return arrived.correlate(Clip)


def _is_answered() -> sa.Exists:
    lately = clock.now() - ASKED_AGAIN_AFTER
    settled = (DeviceCopyAnswer.answer != CopyAnswer.LATER) | (
        DeviceCopyAnswer.answered_at > lately
    )
    return sa.exists().where(DeviceCopyAnswer.clip_id == Clip.id, settled).correlate(Clip)

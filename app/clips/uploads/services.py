"""Beginning, finishing, cancelling and forgetting an upload. The bytes themselves pass through `transfers`."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.audit.services import record_event
from app.cases.closings.errors import CaseClosed
from app.cases.closings.queries import find_closing
from app.cases.models import Cycle, FilmKind
from app.clips.annotations.imports.models import AnnotationImport
from app.clips.captions.models import Caption
from app.clips.frames.services import forget_frames
from app.clips.keeping.errors import FilmHeld
from app.clips.keeping.queries import list_standing_holds
from app.clips.models import Clip, ClipState, Rendition, RenditionKind, Upload
from app.clips.policies import can_film
from app.clips.processing.services import queue_processing
from app.clips.services import start_clip
from app.clips.uploads import queries
from app.clips.uploads.errors import (
    AnotherFilm,
    AnotherUpload,
    ApprovalMissing,
    ConsentMissing,
    FilmArrived,
)
from app.clips.uploads.headers import FilmAnnouncement
from app.clips.uploads.limits import find_room
from app.clips.uploads.policies import can_expire, can_go_on
from app.core import clock
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.policy import require
from app.extensions import db
from app.jobs.services import enqueue_job

KEPT_FOR = timedelta(days=7)
"""How long a film that stopped on its way waits for the rest."""

DELETE_FILM = "clips.delete_film"


def begin_upload(actor: Actor, cycle: Cycle, film: FilmAnnouncement) -> Upload:
    """The upload for this film: a new one, or the one begun before with the same file, so that it resumes.

    Raises CaseClosed, ApprovalMissing, ConsentMissing, FilmTooLarge or QuotaReached before any byte is sent; FilmArrived, AnotherUpload or
    AnotherFilm where the place in the cycle is taken. A failed film gives up its place, unless it is held: FilmHeld.
    """
    require(can_film(actor, cycle))
    if find_closing(actor, cycle.client) is not None:
        raise CaseClosed
    require_permitted(actor, cycle, film.kind)
    queries.lock_person(actor)
    clip = queries.find_clip(actor, cycle, film.kind)
    if clip is not None and clip.state is not ClipState.FAILED:
        return _find_same(actor, cycle, film)
    freed = clip.size_bytes if clip else 0
    find_room(actor, cycle.client.organisation, freed).require(film.length)
    if clip is None:
        clip = start_clip(actor, cycle, film.kind, film.length)
    else:
        lock_row(
            db.session(), clip
        )  # a hold that is being placed comes first, or finds another film
        if clip.id in list_standing_holds([clip.id]):
            raise FilmHeld
        _clear_failed(actor, clip, film.length)
    upload = _add_upload(actor, clip, film)
    record_event(actor, "upload.begun", "clip", clip.uuid)
    return upload


def require_permitted(actor: Actor, cycle: Cycle, kind: FilmKind) -> None:
    """Both yeses that a film needs: the organisation's approval, then the family's consent, as they stand now.

    Raises ApprovalMissing or ConsentMissing.
    """
    require(can_film(actor, cycle))
    permission = queries.find_permission(actor, cycle, kind)
    if not permission.is_approved:
        raise ApprovalMissing
    if not permission.is_consented:
        raise ConsentMissing


def keep_longer(actor: Actor, upload: Upload) -> None:
    """The film made progress: count the days from now again."""
    require(can_go_on(actor, upload))
    upload.expires_at = clock.now() + KEPT_FOR


def note_digest(actor: Actor, upload: Upload, sha256: str) -> None:
    """What the sender says of the whole film, in hexadecimal. Said again, the last word holds."""
    require(can_go_on(actor, upload))
    upload.sha256 = sha256


def finish_upload(actor: Actor, upload: Upload) -> None:
    """All bytes are sealed: hand the film on to processing. Harmless when repeated."""
    require(can_go_on(actor, upload))
    if upload.finished_at is not None:
        return
    upload.finished_at = clock.now()
    db.session.add(
        Rendition(
            clip_id=upload.clip_id,
            kind=RenditionKind.ORIGINAL,
            storage_key=upload.storage_key,
            content_type="application/octet-stream",  # what it really is, processing finds out
            size_bytes=upload.length,
        )
    )
    db.session.flush()
    queue_processing(actor, upload.clip)
    record_event(actor, "upload.finished", "clip", upload.clip.uuid, about=upload.owner_id)


def cancel_upload(actor: Actor, upload: Upload) -> None:
    """Give up an unfinished upload: its bytes and its place in the cycle go. Raises FilmArrived for a finished one."""
    require(can_go_on(actor, upload))
    if upload.finished_at is not None:
        raise FilmArrived
    record_event(actor, "upload.cancelled", "clip", upload.clip.uuid)
    _drop(upload)


def expire_upload(actor: Actor, upload: Upload, at: datetime) -> None:
    """Forget an upload that nobody went on with; one that moved or finished meanwhile stays."""
    require(can_expire(actor))
    if upload.finished_at is None and upload.expires_at <= at:
        record_event(actor, "upload.expired", "clip", upload.clip.uuid, about=upload.owner_id)
        _drop(upload)


def _find_same(actor: Actor, cycle: Cycle, film: FilmAnnouncement) -> Upload:
    upload = queries.find_upload(actor, cycle, film.kind)
    is_same = upload is not None and (upload.fingerprint, upload.length) == (
        film.fingerprint,
        film.length,
    )
    if upload is None or (upload.finished_at and not is_same):
        raise AnotherFilm
    if not is_same:
        raise AnotherUpload(upload.uuid)
    if upload.finished_at:
        raise FilmArrived
    return upload


def _clear_failed(actor: Actor, clip: Clip, size_bytes: int) -> None:
    for rendition in queries.list_renditions(actor, clip):
        enqueue_job(DELETE_FILM, {"storage_key": rendition.storage_key})
        db.session.delete(rendition)
    if (earlier := queries.find_upload(actor, clip.cycle, clip.kind)) is not None:
        db.session.delete(earlier)
    forget_frames(actor, clip)
    for of_earlier_film in (Caption, AnnotationImport):
        db.session.execute(sa.delete(of_earlier_film).where(of_earlier_film.clip_id == clip.id))
    clip.start_again(size_bytes)
    db.session.flush()


def _add_upload(actor: Actor, clip: Clip, film: FilmAnnouncement) -> Upload:
    upload = Upload(
        uuid=uuid4(),
        clip=clip,
        owner_id=actor.person_id,
        length=film.length,
        fingerprint=film.fingerprint,
        expires_at=clock.now() + KEPT_FOR,
    )
    upload.storage_key = f"films/{clip.uuid}/{RenditionKind.ORIGINAL}/{upload.uuid}"
    db.session.add(upload)
    db.session.flush()
    return upload


def _drop(upload: Upload) -> None:
    """The clip goes too, unless an earlier film in its place was seen by somebody: then it stays as failed."""
    clip = upload.clip
    enqueue_job(DELETE_FILM, {"storage_key": upload.storage_key})
    db.session.delete(upload)
    db.session.flush()
    try:
        with db.session.begin_nested():
            db.session.delete(clip)
    except IntegrityError:
        clip.state = ClipState.FAILED
        clip.failure = "The film that was to take its place was not sent. Choose a film again."

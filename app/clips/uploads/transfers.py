"""The bytes of a film on their way into sealed storage.

Whoever touches them holds the upload's turn. No transaction is open while a body is read or a file written: what has
to be noted is noted in short transactions of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from app.clips.films import film_store
from app.clips.models import Upload
from app.clips.uploads import services
from app.clips.uploads.errors import (
    ChecksumMismatch,
    LineSilent,
    OffsetMismatch,
    SentElsewhere,
    TooManyBytes,
)
from app.clips.uploads.headers import Checksum
from app.clips.uploads.incoming import Incoming
from app.clips.uploads.queries import get_upload, list_expired
from app.clips.uploads.writing_turn import WritingTurn, take_turn
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.errors import NotFound
from app.extensions import current_settings, release_connection, write_apart
from app.storage.errors import FilmMissing
from app.storage.film_writer import FilmWriter

NOTED_EVERY = timedelta(hours=1)
"""How far the date of expiry may lag behind the progress."""

EXPIRED_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the film of a clip is: bytes that are sealed, of how many, and until when the rest is waited for."""

    clip_uuid: UUID
    offset: int
    length: int
    expires_at: datetime

    @property
    def is_complete(self) -> bool:
        """Whether all bytes are there."""
        return self.offset == self.length


@dataclass(frozen=True, slots=True)
class FilmUnderWay:
    """What the transfer needs of an upload, apart from the transaction it was read in."""

    uuid: UUID
    clip_uuid: UUID
    storage_key: str
    length: int
    expires_at: datetime
    is_finished: bool
    sha256: str | None

    @classmethod
    def of(cls, upload: Upload) -> FilmUnderWay:
        """Copy it from the row."""
        return cls(
            upload.uuid,
            upload.clip.uuid,
            upload.storage_key,
            upload.length,
            upload.expires_at,
            upload.finished_at is not None,
            upload.sha256,
        )

    def progress(self, offset: int) -> Progress:
        """How far the film is with ``offset`` bytes sealed."""
        return Progress(self.clip_uuid, offset, self.length, self.expires_at)


def measure_upload(actor: Actor, uuid: UUID) -> Progress:
    """How much of the film is sealed. Notices, too, that a film is complete whose server died before saying so.

    Raises NotFound, ApprovalMissing, ConsentMissing, or SentElsewhere while another request writes.
    """
    with _hold(actor, uuid) as (_, film):
        if film.is_finished:
            return film.progress(film.length)
        try:
            writer = film_store().open_writer(film.storage_key)
        except FilmMissing:
            return film.progress(0)
        _finish_if_whole(actor, film, writer)
        return film.progress(writer.length)


def receive_bytes(
    actor: Actor,
    uuid: UUID,
    offset: int,
    incoming: Incoming,
    checksum: Checksum | None = None,
    whole_sha256: str | None = None,
) -> Progress:
    """Seal what the body brings, from ``offset`` on; with a checksum all of it or nothing.

    What the sender says of the whole film is noted before its last byte is here, so that no lost answer loses it. A body that ends early is no error: what came counts. Raises NotFound, ApprovalMissing, ConsentMissing,
    SentElsewhere, OffsetMismatch, TooManyBytes, ChecksumMismatch, LineSilent or StorageFull; what was counted before stays.
    """
    with _hold(actor, uuid) as (turn, film):
        if film.is_finished:
            raise OffsetMismatch
        writer = _open_writer(film.storage_key)
        if writer.length != offset:
            raise OffsetMismatch
        if offset + (incoming.length or 0) > film.length:
            raise TooManyBytes
        _note_digest(actor, film, whole_sha256)
        pieces = _limit(incoming.read_pieces(offset, turn.is_wanted), film.length - offset)
        _write(writer, pieces) if checksum is None else _write_checked(writer, pieces, checksum)
        if not _finish_if_whole(actor, film, writer):
            _note_progress(actor, film)
        return film.progress(writer.length)


def cancel(actor: Actor, uuid: UUID) -> None:
    """Give up an unfinished upload. Raises NotFound, FilmArrived, or SentElsewhere while another request writes."""
    get_upload(actor, uuid)
    release_connection()
    with take_turn(_locks(), uuid), write_apart():
        services.cancel_upload(actor, get_upload(actor, uuid, locked=True))


def expire_uploads() -> None:
    """Forget unfinished uploads whose time is over, except those just being sent; complete ones are finished."""
    at = clock.now()
    expired = list_expired(SYSTEM, at, EXPIRED_AT_ONCE)
    release_connection()
    for uuid in expired:
        with suppress(SentElsewhere, NotFound), take_turn(_locks(), uuid, patience_s=0):
            _expire(uuid, at)


def _expire(uuid: UUID, at: datetime) -> None:
    film = FilmUnderWay.of(get_upload(SYSTEM, uuid))
    release_connection()
    with suppress(FilmMissing):
        if _finish_if_whole(SYSTEM, film, film_store().open_writer(film.storage_key)):
            return
    with write_apart():
        services.expire_upload(SYSTEM, get_upload(SYSTEM, uuid, locked=True), at)


@contextmanager
def _hold(actor: Actor, uuid: UUID) -> Iterator[tuple[WritingTurn, FilmUnderWay]]:
    """Take the turn of an upload that the actor may go on with; it is read again once the turn is theirs."""
    get_upload(actor, uuid)
    release_connection()
    with take_turn(_locks(), uuid) as turn:
        upload = get_upload(actor, uuid)
        if upload.finished_at is None:
            services.require_permitted(actor, upload.clip.cycle, upload.clip.kind)
        film = FilmUnderWay.of(upload)
        release_connection()
        yield turn, film


def _open_writer(storage_key: str) -> FilmWriter:
    try:
        return film_store().open_writer(storage_key)
    except FilmMissing:
        film_store().start(storage_key)
        return film_store().open_writer(storage_key)


def _write(writer: FilmWriter, pieces: Iterator[bytes]) -> None:
    try:
        for piece in pieces:
            writer.write(piece)
    except (LineSilent, TooManyBytes):
        writer.flush()
        raise
    writer.flush()


def _write_checked(writer: FilmWriter, pieces: Iterator[bytes], checksum: Checksum) -> None:
    """A line that breaks or falls silent leaves the bytes unverified: the next writer removes them."""
    writer.begin_unverified()
    digest = hashlib.new(checksum.algorithm, usedforsecurity=False)
    for piece in pieces:
        writer.write(piece)
        digest.update(piece)
    if digest.digest() != checksum.digest:
        writer.reject()
        raise ChecksumMismatch
    writer.accept()


def _limit(pieces: Iterator[bytes], room: int) -> Iterator[bytes]:
    for piece in pieces:
        room -= len(piece)
        if room < 0:
            raise TooManyBytes
        yield piece


def _finish_if_whole(actor: Actor, film: FilmUnderWay, writer: FilmWriter) -> bool:
    if writer.length != film.length:
        return False
    writer.finish()
    with write_apart():
        services.finish_upload(actor, get_upload(actor, film.uuid, locked=True))
    return True


def _note_digest(actor: Actor, film: FilmUnderWay, sha256: str | None) -> None:
    if sha256 is not None and sha256 != film.sha256:
        with write_apart():
            services.note_digest(actor, get_upload(actor, film.uuid, locked=True), sha256)


def _note_progress(actor: Actor, film: FilmUnderWay) -> None:
    if clock.now() + services.KEPT_FOR - film.expires_at > NOTED_EVERY:
        with write_apart():
            services.keep_longer(actor, get_upload(actor, film.uuid, locked=True))


def _locks() -> Path:
    return current_settings().data_dir / "locks"

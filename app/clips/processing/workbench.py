"""One attempt at some work on one film: bytes unsealed into a nameless file, what is made of them sealed again."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex

from app.clips.films import film_store
from app.clips.models import Clip, Rendition, RenditionKind
from app.clips.processing.orders import FilmOrder
from app.clips.processing.queries import find_clip, find_rendition
from app.core.actor import SYSTEM
from app.core.errors import NotFound
from app.extensions import db, release_connection
from app.jobs.work import Work

PIECE = 1024 * 1024
FILM = "video/mp4"
PICTURE = "image/jpeg"
ASKED_EVERY_S = 1.0
"""How long work may go on with a film whose erasure was ordered, or that became another worker's."""


@dataclass(frozen=True, slots=True)
class SealedCopy:
    """What was stored and is not yet named by the database."""

    kind: RenditionKind
    storage_key: str
    content_type: str
    size_bytes: int


class Workbench:
    """Everything it stores lies under a key of its own; its steps count only while the attempt is this worker's."""

    def __init__(self, work: Work, order: FilmOrder, source_fd: int) -> None:
        self.work = work
        self.source = source_fd
        self.order = order
        self._attempt = f"{work.attempt}-{token_hex(4)}"
        self._share = 0.0
        self._asked_at = time.monotonic()

    def take_in(self, note: Callable[[bytes], object] = len) -> None:
        """Unseal the film of the order; ``note`` is shown each piece of it."""
        reader = film_store().open_reader(self.order.source_key)
        for piece in reader.read(0, reader.length):
            note(piece)
            _write_all(self.source, piece)
            self.go_on()

    def go_on(self, share: float | None = None) -> None:
        """Tell how far it is. Raises LeaseLost, or NotFound where the film is to be erased: then nothing more is written."""
        self._share = self._share if share is None else share
        self.work.report(self._share)
        if time.monotonic() - self._asked_at < ASKED_EVERY_S:
            return
        release_connection()
        self.load_clip()
        release_connection()
        self._asked_at = time.monotonic()

    def seal(self, kind: RenditionKind, source_fd: int, content_type: str) -> SealedCopy:
        """Store the bytes of a descriptor. Nothing names them before `name`."""
        key = f"films/{self.order.clip_uuid}/{kind.value}/{self._attempt}"
        film_store().start(key)
        writer = film_store().open_writer(key)
        for position in range(0, os.fstat(source_fd).st_size, PIECE):
            self.go_on()
            writer.write(os.pread(source_fd, PIECE, position))
        return SealedCopy(kind, key, content_type, writer.finish())

    def load_clip(self) -> Clip:
        """The film as it stands. Raises NotFound where it is to be erased."""
        clip = find_clip(SYSTEM, self.order.clip_id)
        if clip is None:
            raise NotFound
        return clip


def name(clip: Clip, copy: SealedCopy) -> None:
    """Let the clip's rendition of this kind be this copy, in place of an earlier one."""
    rendition = find_rendition(SYSTEM, clip, copy.kind)
    if rendition is None:
        rendition = Rendition(clip=clip, kind=copy.kind)
        db.session.add(rendition)
    rendition.storage_key = copy.storage_key
    rendition.content_type = copy.content_type
    rendition.size_bytes = copy.size_bytes


def forget(clip: Clip, kind: RenditionKind) -> None:
    """The clip has no such rendition any more."""
    rendition = find_rendition(SYSTEM, clip, kind)
    if rendition is not None:
        db.session.delete(rendition)


def _write_all(fd: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(fd, rest) :]

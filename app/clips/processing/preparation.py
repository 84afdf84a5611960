"""One attempt at preparing one film: unsealed into nameless files, looked at, copied, sealed again."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass
from secrets import token_hex

from app.cases.models import EvidenceBasis
from app.cases.services import record_evidence
from app.clips.films import film_store, workroom
from app.clips.media.probe import Probe, probe_film
from app.clips.media.renditions import (
    make_filmstrip,
    make_poster,
    make_quick_copy,
    make_review_copy,
)
from app.clips.media.temporary_films import temporary_film
from app.clips.models import Clip, ClipState, Rendition, RenditionKind
from app.clips.processing.orders import FilmOrder
from app.clips.processing.queries import find_clip, find_rendition
from app.core.actor import SYSTEM
from app.core.errors import NotFound
from app.extensions import db, release_connection
from app.jobs.work import Work

PIECE = 1024 * 1024
FILM = "video/mp4"
PICTURE = "image/jpeg"
TAKEN_IN, COPYING, COPIED = 0.05, 0.15, 0.90
"""Shares of the whole at which the original is unsealed, the review copy begins, and ends."""
ASKED_EVERY_S = 1.0
"""How long work may go on with a film whose erasure was ordered, or that became another worker's."""


@dataclass(frozen=True, slots=True)
class SealedCopy:
    """What was stored and is not yet named by the database."""

    kind: RenditionKind
    storage_key: str
    content_type: str
    size_bytes: int


class Preparation:
    """Everything it stores lies under a key of its own; its steps count only while the attempt is this worker's."""

    def __init__(self, work: Work, order: FilmOrder, source_fd: int) -> None:
        self._work = work
        self._order = order
        self._source = source_fd
        self._attempt = f"{work.attempt}-{token_hex(4)}"
        self._share = 0.0
        self._asked_at = time.monotonic()

    def run(self) -> None:
        """Take the film from its original to its review copy. Raises what refuses the film, or what stood in the way."""
        self._take_in()
        probe = probe_film(self._source)
        self._show_still(probe)
        if probe.browser_playable:
            self._open_quickly(probe)
        self._go_on(COPYING)
        self._open_for_review(probe)

    def _take_in(self) -> None:
        reader = film_store().open_reader(self._order.original_key)
        digest = hashlib.sha256()
        for piece in reader.read(0, reader.length):
            digest.update(piece)
            _write_all(self._source, piece)
            self._go_on(0.0)
        with self._work.step():
            self._load_clip().sha256 = digest.hexdigest()
        self._go_on(TAKEN_IN)

    def _show_still(self, probe: Probe) -> None:
        """The film was read as a film: its facts, a still, and the evidence for its cycle."""
        with temporary_film(workroom()) as target:
            make_poster(self._source, target, probe)
            poster = self._seal(RenditionKind.POSTER, target, PICTURE)
        with self._work.step():
            clip = self._load_clip()
            clip.duration_ms = probe.duration_ms
            clip.width, clip.height = probe.width, probe.height
            _name(clip, poster)
            record_evidence(SYSTEM, clip.cycle, clip.kind, EvidenceBasis.FILM)

    def _open_quickly(self, probe: Probe) -> None:
        with temporary_film(workroom()) as target:
            make_quick_copy(self._source, target, probe)
            copy = self._seal(RenditionKind.QUICK, target, FILM)
        with self._work.step():
            clip = self._load_clip()
            _name(clip, copy)
            clip.state = ClipState.PLAYABLE

    def _open_for_review(self, probe: Probe) -> None:
        with temporary_film(workroom()) as target, temporary_film(workroom()) as sprite:
            shown = make_review_copy(self._source, target, probe, self._report_copying)
            strip = make_filmstrip(target, sprite, shown)
            copy = self._seal(RenditionKind.REVIEW, target, FILM)
            filmstrip = self._seal(RenditionKind.FILMSTRIP, sprite, PICTURE)
        with self._work.step(last=True):
            clip = self._load_clip()
            _name(clip, copy)
            _name(clip, filmstrip)
            _forget(clip, RenditionKind.QUICK)
            clip.duration_ms, clip.tile_count = shown.duration_ms, strip.tiles
            clip.state = ClipState.READY

    def _report_copying(self, share: float) -> None:
        self._go_on(COPYING + share * (COPIED - COPYING))

    def _go_on(self, share: float | None = None) -> None:
        """Tell how far it is. Raises LeaseLost, or NotFound where the film is to be erased: then nothing more is written."""
        self._share = self._share if share is None else share
        self._work.report(self._share)
        if time.monotonic() - self._asked_at < ASKED_EVERY_S:
            return
        release_connection()
        self._load_clip()
        release_connection()
        self._asked_at = time.monotonic()

    def _seal(self, kind: RenditionKind, source_fd: int, content_type: str) -> SealedCopy:
        key = f"films/{self._order.clip_uuid}/{kind.value}/{self._attempt}"
        film_store().start(key)
        writer = film_store().open_writer(key)
        for position in range(0, os.fstat(source_fd).st_size, PIECE):
            self._go_on()
            writer.write(os.pread(source_fd, PIECE, position))
        return SealedCopy(kind, key, content_type, writer.finish())

    def _load_clip(self) -> Clip:
        clip = find_clip(SYSTEM, self._order.clip_id)
        if clip is None:
            raise NotFound
        return clip


def _name(clip: Clip, copy: SealedCopy) -> None:
    """Let the clip's rendition of this kind be this copy, in place of an earlier one."""
    rendition = find_rendition(SYSTEM, clip, copy.kind)
    if rendition is None:
        rendition = Rendition(clip=clip, kind=copy.kind)
        db.session.add(rendition)
    rendition.storage_key = copy.storage_key
    rendition.content_type = copy.content_type
    rendition.size_bytes = copy.size_bytes


def _forget(clip: Clip, kind: RenditionKind) -> None:
    rendition = find_rendition(SYSTEM, clip, kind)
    if rendition is not None:
        db.session.delete(rendition)


def _write_all(fd: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(fd, rest) :]

"""One attempt at rendering one film: unsealed into nameless files, cut in one pass, checked, sealed."""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass
from secrets import token_hex

import sqlalchemy as sa

from app.cases.notes.models import MarkKind
from app.cases.notes.services import mark_cycle
from app.clips.edited_films.models import Rendering, RenderingSource, RenderingState
from app.clips.edited_films.rendering.errors import FilmTooHeavy, SourceClosed
from app.clips.edited_films.rendering.orders import RenderingOrder
from app.clips.edited_films.rendering.planning import list_clip_ids
from app.clips.edited_films.rendering.production import Miscut, produce_film
from app.clips.edited_films.rendering.queries import are_open, find_waiting
from app.clips.edited_films.rendering.recipe import PassageKind, Recipe
from app.clips.edited_films.rendering.services import begin_rendering, keep_newest
from app.clips.films import StorageResting, film_store, workroom
from app.clips.media.errors import FilmRefused, ProcessingTimedOut, ProcessingTooBig
from app.clips.media.probe import probe_film
from app.clips.media.renditions import make_poster
from app.clips.media.temporary_films import temporary_film
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.errors import DomainError, NotFound
from app.core.policy import require
from app.extensions import db, release_connection
from app.jobs.work import Work
from app.storage.errors import StorageFull, StorageUnavailable

PIECE = 1024 * 1024
TAKEN_IN, CUT = 0.10, 0.90
"""Shares of the whole at which the review copies are unsealed, and the film is cut."""
ASKED_EVERY_S = 1.0
"""How long work may go on with a film of which something was closed, or that became another worker's."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    """What was stored and is not yet named by the database."""

    storage_key: str
    size_bytes: int


def render_film(actor: Actor, work: Work) -> None:
    """Render the film of the job. May be killed at any point and run again: what a lost attempt stored is deleted.

    Raises a DomainError in words for its owner where a film is the reason, anything else where another try may help; in
    either case nothing stays of it that a later look could find.
    """
    require(actor.is_system)
    with work.step():
        order = begin_rendering(actor, work.arguments["rendering_id"])
    if order is None:
        return
    release_connection()
    film_store().delete_all(order.folder)
    try:
        RenderingAttempt(work, order).run()
    except (StorageFull, StorageUnavailable) as error:
        raise StorageResting from error
    except DomainError:
        with work.step():  # whoever holds the job now sees to what it stored
            pass
        film_store().delete_all(order.folder)
        raise


class RenderingAttempt:
    """Everything it stores lies under keys of its own; its last step counts only while the attempt is this worker's."""

    def __init__(self, work: Work, order: RenderingOrder) -> None:
        self._work = work
        self._order = order
        self._attempt = f"{work.attempt}-{token_hex(4)}"
        self._share = 0.0
        self._asked_at = time.monotonic()

    def run(self) -> None:
        """Make the film and name it. Raises what stands in the way."""
        recipe = self._order.recipe
        with temporary_film(workroom()) as target, temporary_film(workroom()) as still:
            self._cut(recipe, target, still)
            film, poster = self._seal("rendered", target), self._seal("poster", still)
        with self._work.step(last=True):
            self._name(film, poster)

    def _cut(self, recipe: Recipe, target_fd: int, still_fd: int) -> None:
        """The film, and its poster. What it is made from the portal made itself: where that cannot be read, the fault is
        ours, and worth another try."""
        with ExitStack() as held:
            copies = {}
            for number, source in enumerate(recipe.sources, start=1):
                copies[source.review_key] = held.enter_context(temporary_film(workroom()))
                self._take_in(source.review_key, copies[source.review_key])
                self._go_on(TAKEN_IN * number / len(recipe.sources))
            try:
                produce_film(recipe, copies, workroom(), target_fd, self._report_cutting)
                probe = probe_film(target_fd)
                make_poster(target_fd, still_fd, probe, at_ms=find_poster_ms(recipe))
            except (ProcessingTimedOut, ProcessingTooBig) as error:
                raise FilmTooHeavy from error
            except FilmRefused as error:
                raise Miscut(error.message) from error

    def _take_in(self, storage_key: str, fd: int) -> None:
        reader = film_store().open_reader(storage_key)
        for piece in reader.read(0, reader.length):
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(fd, rest) :]
            self._go_on()

    def _seal(self, name: str, source_fd: int) -> SealedFile:
        key = f"{self._order.folder}/{name}/{self._attempt}"
        film_store().start(key)
        writer = film_store().open_writer(key)
        for position in range(0, os.fstat(source_fd).st_size, PIECE):
            self._go_on()
            writer.write(os.pread(source_fd, PIECE, position))
        return SealedFile(key, writer.finish())

    def _report_cutting(self, share: float) -> None:
        self._go_on(TAKEN_IN + share * (CUT - TAKEN_IN))

    def _go_on(self, share: float | None = None) -> None:
        """Tell how far it is. Raises LeaseLost, or a DomainError where it may not go on: then nothing more is written."""
        self._share = self._share if share is None else share
        self._work.report(self._share)
        if time.monotonic() - self._asked_at < ASKED_EVERY_S:
            return
        release_connection()
        self._load()
        release_connection()
        self._asked_at = time.monotonic()

    def _load(self) -> Rendering:
        """The rendering, while it is wanted and every film in it open to whoever it is made for."""
        rendering = find_waiting(SYSTEM, self._order.rendering_id)
        if rendering is None or rendering.edited_film is None:
            raise NotFound
        if not are_open(Actor(self._order.owner_id), list_clip_ids(self._order.recipe)):
            raise SourceClosed
        return rendering

    def _name(self, film: SealedFile, poster: SealedFile) -> None:
        """The film is there: what came before it gives way, and its cycle is marked."""
        recipe, rendering = self._order.recipe, self._load()
        rendering.state, rendering.finished_at = RenderingState.READY, clock.now()
        rendering.storage_key, rendering.size_bytes = film.storage_key, film.size_bytes
        rendering.poster_key = poster.storage_key
        rendering.duration_ms = recipe.frames.start_ms(recipe.frames.count)
        rendering.frames = recipe.frames.pack()
        _keep_sources(rendering, list_clip_ids(recipe))
        keep_newest(SYSTEM, rendering)
        if rendering.edited_film is not None and rendering.edited_film.cycle is not None:
            mark_cycle(SYSTEM, rendering.edited_film.cycle, MarkKind.FILM_EDITED)


def find_poster_ms(recipe: Recipe) -> int:
    """The middle of the first moment: a card tells less."""
    place = next(i for i, p in enumerate(recipe.passages) if p.kind is PassageKind.MOMENT)
    return (recipe.starts_us[place] + recipe.starts_us[place + 1]) // 2000


def _keep_sources(rendering: Rendering, clip_ids: Collection[int]) -> None:
    """Nothing but these films is in it: what earlier attempts stored is deleted."""
    db.session.execute(
        sa.delete(RenderingSource).where(
            RenderingSource.rendering_id == rendering.id,
            RenderingSource.clip_id.not_in(clip_ids),
        )
    )

"""Sealed films on their way into an archive: every right is asked for when a film's turn comes, and while it is read."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, current_app

from app.accounts.sign_ins.browser import current_sign_in
from app.allocations.queries import find_actor_again
from app.clips.films import film_store
from app.clips.playback.long_answers import PlayingOver
from app.core.actor import Actor
from app.core.database import writing
from app.core.errors import NotFound
from app.extensions import current_actor, unit_of_reading, unit_of_work
from app.retention.exports.archives.endings import find_ending
from app.retention.exports.archives.entries import NotToBeTaken, WantedFilm
from app.storage.errors import FilmDamaged, FilmMissing

ASKED_EVERY_S = 2.0
"""How long a film is sent at most before its rights are asked again."""

LONGEST = timedelta(days=1)
"""How long an archive may be on its way: as long as a film that is sent to the portal."""

CheckFilm = Callable[[Actor, int], str]
"""The storage key of the film with this id. Raises NotToBeTaken where it does not leave at this moment."""

RecordFilm = Callable[[Actor, int], None]
"""Puts on record that this film is taken out now."""

GONE = "It cannot be read any more."


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody an archive is sent to, by which sign-in. It outlives the request."""

    app: Flask
    actor: Actor
    sign_in_id: int

    def find_actor(self) -> Actor:
        """Who they are at this moment. Raises PlayingOver once they are signed out or their account is closed."""
        taker = find_actor_again(self.actor, self.sign_in_id, LONGEST, LONGEST)
        if taker is None:
            raise PlayingOver
        return taker


def find_taker() -> Taker:
    """Whoever sent this request. Raises NotFound for somebody without a sign-in that is written down."""
    here = current_sign_in()
    if here is None or here.id is None:
        raise NotFound
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's own
    return Taker(app, current_actor(), here.id)


@dataclass(frozen=True, slots=True)
class FilmDoor:
    """Lets films out to one taker, by the rule of one kind of archive."""

    taker: Taker
    check: CheckFilm
    record: RecordFilm

    def open(self, film: WantedFilm) -> LeavingFilm:
        """The film, if it leaves now; that it does is put on record. Raises NotToBeTaken."""
        storage_key = self.ask_again(film)
        with self.taker.app.app_context():
            opened = _open(self, film, storage_key)
        with self.taker.app.app_context(), writing(), unit_of_work():
            actor = self.taker.find_actor()
            self.check(actor, film.clip_id)
            self.record(actor, film.clip_id)
        return opened

    def ask_again(self, film: WantedFilm) -> str:
        """The storage key of a film that may leave at this moment. Raises NotToBeTaken; no connection is kept."""
        with self.taker.app.app_context(), unit_of_reading():
            return self.check(self.taker.find_actor(), film.clip_id)


@dataclass(frozen=True, slots=True)
class LeavingFilm:
    """A film whose turn has come."""

    door: FilmDoor
    film: WantedFilm
    place: str
    pieces: Generator[bytes]

    def read(self) -> Generator[bytes]:
        """Yield its bytes. Raises NotToBeTaken where the right to it, or the film itself, goes meanwhile."""
        asked_at = time.monotonic()
        try:
            with closing(self.pieces):
                for piece in self.pieces:
                    if time.monotonic() - asked_at >= ASKED_EVERY_S:
                        self.door.ask_again(self.film)
                        asked_at = time.monotonic()
                    yield piece
        except (FilmDamaged, FilmMissing) as error:
            raise NotToBeTaken(GONE) from error


def _open(door: FilmDoor, film: WantedFilm, storage_key: str) -> LeavingFilm:
    try:
        reader = film_store().open_reader(storage_key)
        pieces = reader.read(0, reader.length)
        first = next(pieces, b"")
    except (FilmDamaged, FilmMissing) as error:
        raise NotToBeTaken(GONE) from error
    return LeavingFilm(door, film, f"{film.place}{find_ending(first)}", _go_on(first, pieces))


def _go_on(first: bytes, pieces: Generator[bytes]) -> Generator[bytes]:
    with closing(pieces):
        yield first
        yield from pieces

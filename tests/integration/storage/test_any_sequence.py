"""Whatever is done to a film in whatever order, it holds exactly the bytes that were counted."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.storage.films import FilmStore
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing
from tests.integration.storage.conftest import MASTER
from tests.integration.storage.film_bytes import MIB, make_bytes, read_film

FILM = "films/any/original/1"
SIZES = st.sampled_from([0, 1, 1000, MIB // 2, MIB - 1, MIB, MIB + 1, 2 * MIB + 3])


class FilmMachine(RuleBasedStateMachine):
    """Holds beside the film the bytes it should hold: those stored, those buffered, those unverified."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        root = Path(self.folder.name)
        keys = KeyStore(LocalObjects(root / "keys"), KeyRing(MASTER))
        self.films = FilmStore(LocalObjects(root / "films"), keys)
        self.films.start(FILM)
        self.writer = self.films.open_writer(FILM)
        self.written = b""
        self.verified: int | None = None

    @rule(size=SIZES, seed=st.integers(0, 3))
    def write(self, size: int, seed: int) -> None:
        self.writer.write(make_bytes(size, seed))
        self.written += make_bytes(size, seed)

    @rule()
    def flush(self) -> None:
        self.writer.flush()
        assert self.writer.length == (len(self.written) if self.verified is None else self.verified)

    @rule()
    def die_and_reopen(self) -> None:
        survived = self.writer.length
        self.writer = self.films.open_writer(FILM)
        assert self.writer.length == survived
        self.written = self.written[:survived]
        self.verified = None

    @precondition(lambda self: self.verified is None)
    @rule()
    def begin_unverified(self) -> None:
        self.writer.begin_unverified()
        self.verified = len(self.written)

    @precondition(lambda self: self.verified is not None)
    @rule()
    def accept(self) -> None:
        self.writer.accept()
        self.verified = None

    @precondition(lambda self: self.verified is not None)
    @rule()
    def reject(self) -> None:
        self.writer.reject()
        self.written = self.written[: self.verified]
        self.verified = None

    @invariant()
    def at_most_one_segment_is_at_risk(self) -> None:
        if self.verified is None:
            assert 0 <= len(self.written) - self.writer.length < MIB
        else:
            assert self.writer.length == self.verified

    def teardown(self) -> None:
        if self.verified is not None:
            self.reject()
        assert self.writer.finish() == len(self.written)
        assert read_film(self.films, FILM) == self.written
        self.folder.cleanup()


@pytest.mark.slow
def test_any_sequence_of_steps_keeps_exactly_what_counted() -> None:
    machine = FilmMachine.TestCase
    machine.settings = settings(
        max_examples=40,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    machine().runTest()

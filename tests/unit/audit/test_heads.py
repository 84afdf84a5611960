"""The file outside the database that says how long the chain was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from app.audit.chain import heads as module
from app.audit.chain.heads import Heads, HeadsDamaged

KEY = b"k" * 32


@pytest.fixture
def heads(tmp_path: Path) -> Heads:
    return Heads(tmp_path / "audit" / "heads", KEY)


def write(heads: Heads, *places: int) -> None:
    for place in places:
        heads.append(place, bytes([place % 256]) * 32)


def test_heads_are_read_as_they_were_written(heads: Heads) -> None:
    assert (list(heads.read()), heads.find_last()) == ([], None)
    write(heads, 3, 1000, 10**12)
    found = list(heads.read())
    assert [(head.place, head.mac[0]) for head in found] == [(3, 3), (1000, 232), (10**12, 0)]
    assert heads.find_last() == found[-1]


def test_nobody_else_of_the_machine_reads_them(heads: Heads) -> None:
    write(heads, 1)
    assert heads.path.stat().st_mode & 0o077 == 0
    assert heads.path.parent.stat().st_mode & 0o077 == 0


def test_a_line_is_never_longer_than_the_portal_expects(heads: Heads) -> None:
    write(heads, 10**18)
    assert heads.path.stat().st_size < module.LONGEST_LINE


def test_what_a_power_cut_left_of_a_line_is_dropped_by_the_next(heads: Heads) -> None:
    write(heads, 1, 2)
    whole = heads.path.read_bytes()
    for length in range(1, 60):
        heads.path.write_bytes(
            whole + b"3 2026-11-21T03:00:00.000000+00:00 0123456789abcdef0123456789"[:length]
        )
        last = heads.find_last()
        assert last is not None
        assert last.place == 2
        with pytest.raises(HeadsDamaged, match="line 3"):
            list(heads.read())
        write(heads, 4)
        assert [head.place for head in heads.read()] == [1, 2, 4]


def test_nothing_is_written_behind_an_end_that_no_power_cut_makes(heads: Heads) -> None:
    write(heads, 1)
    with heads.path.open("ab") as file:
        file.write(b"x" * 300)
    with pytest.raises(HeadsDamaged):
        write(heads, 2)


def test_a_line_of_another_installation_is_refused(heads: Heads, tmp_path: Path) -> None:
    write(Heads(heads.path, b"o" * 32), 1)
    with pytest.raises(HeadsDamaged, match="line 1 of the heads was changed"):
        list(heads.read())


def test_old_lines_are_thinned_to_the_last_of_each_day(
    heads: Heads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LONGEST", 4000)
    monkeypatch.setattr(module, "KEPT_LINES", 5)
    start = datetime(2026, 11, 1, 12, tzinfo=UTC)
    for number in range(60):
        with time_machine.travel(start + timedelta(hours=6 * number), tick=False):
            write(heads, number + 1)
    places = [head.place for head in heads.read()]
    assert heads.path.stat().st_size <= 4000
    assert places[-5:] == [56, 57, 58, 59, 60]
    assert places == sorted(places)
    assert {2, 6, 10} <= set(places)  # the last of each of the first days
    assert 3 not in places

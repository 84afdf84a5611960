"""Films for journeys of sending: real ones, of a size that takes a while, cheap to make."""

from __future__ import annotations

import os
from pathlib import Path

from tests.factories.films import make_film

MIB = 1024 * 1024
MARK = b"plain film bytes that nobody may find " * 64


def make_long_film(path: Path, size: int) -> Path:
    """A real film of exactly ``size`` bytes: what plays is short, the rest a box that every player skips.

    The box holds `MARK` again and again between random bytes, so that a plain copy can be told from a sealed one.
    """
    make_film(path)
    rest = size - path.stat().st_size
    filling = b"".join(MARK + os.urandom(MIB // 4) for _ in range(rest // (MIB // 4) + 1))
    with path.open("ab") as film:
        film.write(rest.to_bytes(4, "big") + b"free" + filling[: rest - 8])
    return path

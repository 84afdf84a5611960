"""Run as a process of its own: writes a film until it is killed, or to the end, and says how far it got.

Arguments: the folder of the store, the master secret in hexadecimal, the film, ``plain`` or ``unverified``, and how
many MiB to write. Prints ``length`` after each write, and in the end the memory it needed at most, in KiB.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path

from app.storage.films import FilmStore
from app.storage.keys import KeyStore
from app.storage.local_objects import LocalObjects
from app.storage.master_keys import KeyRing, MasterKey

_STEP = 100_003


def make_step(position: int) -> bytes:
    """Return the bytes this film has at a position, a multiple of the step."""
    return (b"%012d" % position * (_STEP // 12 + 1))[:_STEP]


def write_film(root: Path, secret: bytes, film: str, *, unverified: bool, mebibytes: int) -> None:
    keys = KeyStore(LocalObjects(root / "keys"), KeyRing(MasterKey("tests", secret)))
    films = FilmStore(LocalObjects(root / "films"), keys)
    writer = films.open_writer(film)
    _report(writer.length)
    base = _peak_memory()
    if unverified:
        writer.begin_unverified()
    for position in range(0, mebibytes * 1024 * 1024, _STEP):
        writer.write(make_step(position))
        _report(writer.length)
    writer.flush()
    _report(_peak_memory() - base)


def _report(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _peak_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    folder, secret_hex, key, mode, size = sys.argv[1:]
    write_film(
        Path(folder),
        bytes.fromhex(secret_hex),
        key,
        unverified=mode == "unverified",
        mebibytes=int(size),
    )

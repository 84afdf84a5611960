"""tus as a sender speaks it, written by hand so that tests can also get it wrong."""

from __future__ import annotations

import base64
import hashlib
from uuid import UUID

from app.cases.models import FilmKind

VERSION = {"Tus-Resumable": "1.0.0"}
STREAM = {"Content-Type": "application/offset+octet-stream"}


def describe_film(
    cycle: UUID | str,
    length: int,
    *,
    kind: str = FilmKind.INTERACTION,
    film: str = "a",
    **more: str,
) -> dict[str, str]:
    """Headers that announce a film; ``film`` stands for its content, ``more`` is further metadata."""
    metadata = {"cycle": str(cycle), "kind": kind, "fingerprint": fingerprint(film)} | more
    pairs = [f"{key} {_encode(value.encode())}" for key, value in metadata.items()]
    return VERSION | {"Upload-Length": str(length), "Upload-Metadata": ",".join(pairs)}


def describe_piece(offset: int, **more: str) -> dict[str, str]:
    """Headers of the piece that starts at ``offset``; ``sha256="..."`` adds a checksum in hexadecimal, ``whole="..."`` that of the whole film."""
    headers = VERSION | STREAM | {"Upload-Offset": str(offset)}
    if (whole := more.pop("whole", None)) is not None:
        headers["Repr-Digest"] = f"sha-256=:{_encode(bytes.fromhex(whole))}:"
    for algorithm, digest in more.items():
        headers["Upload-Checksum"] = f"{algorithm} {_encode(bytes.fromhex(digest))}"
    return headers


def fingerprint(film: str) -> str:
    """What the page would compute from the file's content."""
    return hashlib.sha256(film.encode()).hexdigest()


def _encode(value: bytes) -> str:
    return base64.b64encode(value).decode()

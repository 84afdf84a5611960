"""The portal with a tally of the film bytes that reach it: what gunicorn loads in the tests that count."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from app import create_app

TALLY = "film-bytes"


class CountedBody:
    """A request's body that counts what is read of it."""

    def __init__(self, body: Any) -> None:
        self._body = body
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """Read and count."""
        piece: bytes = self._body.read(size)
        self.count += len(piece)
        return piece

    def __getattr__(self, name: str) -> Any:
        return getattr(self._body, name)


class CountedPortal:
    """Every piece of a film adds a line with its bytes to a file in the data folder."""

    def __init__(self) -> None:
        self._portal = create_app()

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "PATCH":
            return self._portal(environ, start_response)
        body = environ["wsgi.input"] = CountedBody(environ["wsgi.input"])
        try:
            return self._portal(environ, start_response)
        finally:
            with (Path(os.environ["DATA_DIR"]) / TALLY).open("a") as tally:
                tally.write(f"{body.count}\n")


def read_tally(data_dir: Path) -> int:
    """How many bytes of films have reached the portal so far."""
    path = data_dir / TALLY
    return sum(map(int, path.read_text().split())) if path.exists() else 0

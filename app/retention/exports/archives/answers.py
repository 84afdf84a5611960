"""An archive as an HTTP answer."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response

from app.retention.exports.archives.entries import LeftOut, Page, WantedFilm
from app.retention.exports.archives.films import FilmDoor
from app.retention.exports.archives.streaming import stream_archive

LIST = "films-not-included.txt"
COMPLETE = "Every film that was asked for is in this archive, whole.\n"
HEADING = (
    "Films that are not in this archive, and why\n===========================================\n\n"
)


def answer_archive(
    name: str, pages: Iterable[Page], films: Iterable[WantedFilm], door: FilmDoor
) -> Response:
    """Send an archive of this name while it is made. Nobody keeps a copy on the way."""
    return Response(
        stream_archive(pages, films, door.open, write_list),
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.zip"',
            "Cache-Control": "no-store",
        },
    )


def write_list(left_out: list[LeftOut]) -> Page:
    """The last file: which films are missing or not whole, each with its reason."""
    lines = [f"{each.film.label}\n    {each.reason}\n" for each in left_out]
    return Page(LIST, (HEADING + "\n".join(lines) if lines else COMPLETE).encode())

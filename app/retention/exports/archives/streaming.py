"""A ZIP made while it is sent: nothing of it is ever whole in memory, and nothing on a disk."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator

from zipstream import ZIP_STORED, ZipStream

from app.retention.exports.archives.entries import (
    LeftOut,
    NotToBeTaken,
    OpenedFilm,
    OpenFilm,
    Page,
    TellLeftOut,
    WantedFilm,
)

CUT_SHORT = "While it was on its way to you, {reason} What is in this archive of it is not whole: please delete it."


def stream_archive(
    pages: Iterable[Page],
    films: Iterable[WantedFilm],
    open_film: OpenFilm,
    tell_left_out: TellLeftOut,
) -> Generator[bytes]:
    """Yield the archive piece by piece: the pages, each film when its turn comes, and last what was left out.

    Films are stored as they are. A film whose right ends in its middle ends there, and stands in the list.
    """
    archive = ZipStream(compress_type=ZIP_STORED)
    for page in pages:
        yield from _add(archive, page)
    left_out: list[LeftOut] = []
    for film in films:
        try:
            opened = open_film(film)
        except NotToBeTaken as refusal:
            left_out.append(LeftOut(film, refusal.reason))
            continue
        archive.add(_read(film, opened, left_out), opened.place)
        yield from archive.all_files()
    yield from _add(archive, tell_left_out(left_out))
    yield from archive.footer()


def _add(archive: ZipStream, page: Page) -> Generator[bytes]:
    archive.add(page.content, page.name)
    yield from archive.all_files()


def _read(film: WantedFilm, opened: OpenedFilm, left_out: list[LeftOut]) -> Iterator[bytes]:
    try:
        yield from opened.read()
    except NotToBeTaken as refusal:
        reason = refusal.reason[0].lower() + refusal.reason[1:]
        left_out.append(LeftOut(film, CUT_SHORT.replace("{reason}", reason)))

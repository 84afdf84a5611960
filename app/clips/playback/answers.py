"""Sealed bytes as an HTTP answer, whole or in a range."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request

from app.clips.films import film_store
from app.clips.playback.byte_ranges import ByteRange, RangeUnsatisfiable, choose_range
from app.clips.playback.long_answers import Ask, find_spectator, keep_asking
from app.clips.playback.stored_files import StoredFile
from app.extensions import release_connection


def send_film(file: StoredFile, ask: Ask) -> Response:
    """The same as `send_stored`, cut off in the middle when the right to it ends while it is sent, which ``ask`` tells."""
    return send_stored(file, find_spectator(ask).may_go_on)


def send_stored(file: StoredFile, may_go_on: Callable[[], bool] = lambda: True) -> Response:
    """Answer with the file, or with the part a GET asks for, unsealed piece by piece while it is sent.

    The database connection is given back first: a slow viewer holds a few MiB and their thread, nothing else.
    """
    release_connection()
    reader = film_store().open_reader(file.storage_key)
    try:
        chosen = choose_range(_asked_range(file), reader.length)
    except RangeUnsatisfiable:
        return Response(status=416, headers={"Content-Range": f"bytes */{reader.length}"})
    sent = chosen or ByteRange(0, reader.length)
    answer = Response(
        keep_asking(reader.read(sent.start, sent.stop), may_go_on),
        status=206 if chosen else 200,
        mimetype=file.content_type,
        headers=describe_stored(file),
    )
    answer.content_length = sent.stop - sent.start
    if chosen:
        answer.headers["Content-Range"] = chosen.describe(reader.length)
    return answer


def describe_stored(file: StoredFile) -> dict[str, str]:
    """Headers of every answer with the file's bytes: which bytes they are, and that nobody keeps them."""
    return {"ETag": file.etag, "Accept-Ranges": "bytes", "Cache-Control": "no-store"}


def _asked_range(file: StoredFile) -> str | None:
    """The Range header where it counts: on a GET, and only for the very bytes that If-Range names."""
    condition = request.headers.get("If-Range")
    if request.method != "GET" or condition not in {None, file.etag}:
        return None
    return request.headers.get("Range")

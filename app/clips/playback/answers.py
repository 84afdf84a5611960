"""Sealed bytes as an HTTP answer, whole or in a range."""

from __future__ import annotations

from flask import Response, request

from app.clips.films import film_store
from app.clips.playback.byte_ranges import ByteRange, RangeUnsatisfiable, choose_range
from app.clips.playback.stored_files import StoredFile
from app.extensions import release_connection


def send_stored(file: StoredFile) -> Response:
    """Answer with the file, or with the part a GET asks for, unsealed piece by piece while it is sent.

    The database connection is given back first: a slow viewer holds nothing but their own thread.
    """
    release_connection()
    reader = film_store().open_reader(file.storage_key)
    try:
        chosen = choose_range(_asked_range(file), reader.length)
    except RangeUnsatisfiable:
        return Response(status=416, headers={"Content-Range": f"bytes */{reader.length}"})
    sent = chosen or ByteRange(0, reader.length)
    answer = Response(
        reader.read(sent.start, sent.stop),
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

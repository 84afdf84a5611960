"""What a tus request says in its headers: read strictly, without any framework."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from uuid import UUID

from werkzeug.datastructures import Headers

from app.cases.models import FilmKind
from app.clips.uploads.errors import FilmEmpty, NotAFilm, UploadUnreadable

VERSION = "1.0.0"
STREAMED_BODY = "application/offset+octet-stream"
EXTENSIONS = "creation,checksum,termination,expiration"
DIGEST_SIZES = {"sha256": 32, "sha1": 20}
"""The checksum algorithms and the length of their results in bytes."""

_NUMBER = re.compile(r"[0-9]{1,18}")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_UNTYPED = {"", "application/octet-stream"}


@dataclass(frozen=True, slots=True)
class FilmAnnouncement:
    """What the sender says about a film before its first byte: never the file's name, which often names people."""

    cycle: UUID
    kind: FilmKind
    length: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Checksum:
    """What the bytes of one request must add up to."""

    algorithm: str
    digest: bytes


def parse_announcement(headers: Headers) -> FilmAnnouncement:
    """Read `Upload-Length` and `Upload-Metadata` (cycle, kind, filetype, fingerprint; others are ignored).

    The fingerprint is a SHA-256 in hexadecimal, so that no name can hide in it. Raises UploadUnreadable,
    FilmEmpty or NotAFilm.
    """
    length = parse_number(headers, "Upload-Length")
    if length == 0:
        raise FilmEmpty
    metadata = parse_metadata(headers.get("Upload-Metadata", ""))
    filetype = metadata.get("filetype", "")
    if filetype not in _UNTYPED and not filetype.startswith("video/"):
        raise NotAFilm
    fingerprint = metadata.get("fingerprint", "")
    if not _FINGERPRINT.fullmatch(fingerprint):
        raise UploadUnreadable
    try:
        cycle, kind = UUID(metadata["cycle"]), FilmKind(metadata["kind"])
    except (KeyError, ValueError):
        raise UploadUnreadable from None
    return FilmAnnouncement(cycle, kind, length, fingerprint)


def parse_metadata(text: str) -> dict[str, str]:
    """Read comma-separated pairs of a key and a base64 value, which may be missing. Raises UploadUnreadable."""
    metadata: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        key, _, value = pair.partition(" ")
        if key in metadata:
            raise UploadUnreadable
        metadata[key] = _decode(value).decode(errors="replace")
    return metadata


def parse_number(headers: Headers, name: str) -> int:
    """Read a header that holds a whole number from 0 on. Raises UploadUnreadable."""
    text = headers.get(name, "")
    if not _NUMBER.fullmatch(text):
        raise UploadUnreadable
    return int(text)


def parse_checksum(headers: Headers) -> Checksum | None:
    """Read `Upload-Checksum`, or None where there is none. Raises UploadUnreadable, for unknown algorithms too."""
    text = headers.get("Upload-Checksum", "")
    if not text:
        return None
    algorithm, _, encoded = text.partition(" ")
    digest = _decode(encoded)
    if len(digest) != DIGEST_SIZES.get(algorithm):
        raise UploadUnreadable
    return Checksum(algorithm, digest)


def parse_content_digest(headers: Headers) -> str | None:
    """Read the SHA-256 of the whole film in hexadecimal from `Repr-Digest` (RFC 9530), or None where none is announced.

    Digests of other kinds are passed over, as the standard asks. Raises UploadUnreadable.
    """
    for member in headers.get("Repr-Digest", "").split(","):
        name, _, value = member.strip().partition("=")
        if name == "sha-256":
            digest = _decode(value.removeprefix(":").removesuffix(":"))
            if len(digest) != DIGEST_SIZES["sha256"]:
                raise UploadUnreadable
            return digest.hex()
    return None


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise UploadUnreadable from None

"""The outermost structure of any bytes is read without trust and without error."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clips.media.layouts import Family, Layout, read_layout

EBML = bytes.fromhex("1a45dfa3 84 42868101")
SEGMENT = bytes.fromhex("18538067")


def box(kind: bytes, body: bytes = b"", *, announced: int | None = None) -> bytes:
    length = 8 + len(body) if announced is None else announced
    return length.to_bytes(4, "big") + kind + body


def riff(announced: int) -> bytes:
    return b"RIFF" + announced.to_bytes(4, "little") + b"AVI " + bytes(92)


def read(content: bytes) -> Layout | None:
    fd = os.memfd_create("film")
    try:
        os.write(fd, content)
        return read_layout(fd)
    finally:
        os.close(fd)


FTYP = box(b"ftyp", b"isom" + bytes(4))
MOOV = box(b"moov", bytes(50))
MDAT = box(b"mdat", bytes(90))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (FTYP + MOOV + MDAT, Layout(Family.MP4, complete=True, faststart=True)),
        (FTYP + MDAT + MOOV, Layout(Family.MP4, complete=True)),
        (FTYP + MDAT, Layout(Family.MP4, complete=False)),
        (FTYP + MOOV, Layout(Family.MP4, complete=False)),
        ((FTYP + MOOV + MDAT)[:-1], Layout(Family.MP4, complete=False)),
        (FTYP + MOOV + MDAT + bytes(64), Layout(Family.MP4, complete=True, faststart=True)),
        (
            FTYP + MOOV + box(b"mdat", bytes(9), announced=0),
            Layout(Family.MP4, complete=True, faststart=True),
        ),
        (
            FTYP + MOOV + box(b"mdat", (99).to_bytes(8, "big"), announced=1),
            Layout(Family.MP4, complete=False, faststart=False),
        ),
        (
            FTYP + MOOV + MDAT + box(b"moof", announced=99),
            Layout(Family.MP4, complete=False),
        ),
        (box(b"ftyp", b"avif" + bytes(4)) + MOOV + MDAT, None),
        (EBML + SEGMENT + b"\x8a" + bytes(10), Layout(Family.MATROSKA, complete=True)),
        (EBML + SEGMENT + b"\x8a" + bytes(9), Layout(Family.MATROSKA, complete=False)),
        (EBML + SEGMENT + b"\xff" + bytes(9), Layout(Family.MATROSKA, complete=True)),
        (
            EBML + SEGMENT + b"\x01" + b"\xff" * 7 + bytes(9),
            Layout(Family.MATROSKA, complete=True),
        ),
        (
            EBML + SEGMENT + b"\x40\x0a" + bytes(9),
            Layout(Family.MATROSKA, complete=False),
        ),
        (riff(96), Layout(Family.AVI, complete=True)),
        (riff(97), Layout(Family.AVI, complete=False)),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", None),
        (b"#EXTM3U\n", None),
        (b"", None),
    ],
)
def test_family_and_completeness_are_read(content: bytes, expected: Layout | None) -> None:
    assert read(content) == expected


@given(st.sampled_from([b"", FTYP, FTYP + MOOV, EBML + SEGMENT, b"RIFF"]), st.binary(max_size=600))
def test_any_bytes_are_read_to_an_end(head: bytes, rest: bytes) -> None:
    layout = read(head + rest)
    assert layout is None or layout.family in Family

"""Files that only name others: playlists of every kind, and what else is no film but may open one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image


@dataclass(frozen=True)
class Bait:
    """What no film may reach: a file of words, a film, and a place on the network that counts its visitors."""

    words: Path
    film: Path
    address: str

    @property
    def targets(self) -> dict[str, str]:
        """Every way to name them."""
        return {
            "file": f"file://{self.words}",
            "path": str(self.film),
            "http": f"{self.address}/film.mp4",
            "concat": f"concat:{self.film}|{self.words}",
            "subfile": f"subfile,,start,0,end,64,,:{self.words}",
        }


def make_playlists(bait: Bait) -> Iterator[tuple[str, bytes]]:
    """Playlists, each with the name of its kind and what it points to."""
    for way, target in bait.targets.items():
        yield f"m3u8 of {way}", _write_m3u8(target)
        yield f"ffconcat of {way}", f"ffconcat version 1.0\nfile '{target}'\n".encode()
    yield "dash", _write_dash(bait.address)
    yield (
        "smooth",
        f"<SmoothStreamingMedia><StreamIndex Url='{bait.address}'/></SmoothStreamingMedia>".encode(),
    )
    yield (
        "sdp",
        b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
    )
    yield "avisynth", f'DirectShowSource("{bait.film}")\n'.encode()
    yield (
        "drawing with a file",
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="file://{bait.words}"/></svg>'.encode(),
    )
    yield "m3u8 in avi", b"RIFF\xff\x0f\0\0AVI LIST" + _write_m3u8(bait.targets["file"])
    yield (
        "m3u8 behind a film's name",
        b"\0\0\0\x14ftypisom\0\0\0\0isom" + _write_m3u8(bait.targets["path"]),
    )


def make_strangers() -> Iterator[tuple[str, bytes]]:
    """What people choose by mistake, or others on purpose: pictures, archives, nothing at all."""
    for kind in ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP"):
        picture = io.BytesIO()
        Image.new("RGB", (64, 48), "teal").save(picture, kind)
        yield f"picture {kind}", picture.getvalue()
    yield "picture of a phone", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(400)
    yield "nothing", b""
    yield "one byte", b"\0"
    yield "zeros", bytes(300_000)
    yield "name of a film alone", b"\0\0\0\x14ftypisom\0\0\0\0isom"
    yield "free boxes", b"\0\0\0\x08free" * 120_000
    yield "page", b"<!doctype html><video src='file:///etc/passwd'></video>"
    yield "script", b"#!/bin/sh\ncat /etc/passwd\n"


def append_archive(film: bytes) -> bytes:
    """A film that is an archive as well."""
    archive = io.BytesIO(film)
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("film.txt", bytes(1_000_000))
    return archive.getvalue()


def _write_m3u8(target: str) -> bytes:
    return f"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{target}\n#EXT-X-ENDLIST\n".encode()


def _write_dash(address: str) -> bytes:
    return (
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT9S">'
        f'<Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="9"><BaseURL>{address}</BaseURL>'
        "</Representation></AdaptationSet></Period></MPD>"
    ).encode()

"""Two hundred films that are broken or mean harm, each made of small ordinary ones in a way that never varies."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.factories.boxes import read_boxes
from tests.factories.films import make_film, run_ffmpeg
from tests.factories.hostile_boxes import (
    make_lying_films,
    pack_index,
    refer_to,
    refer_to_whole_film,
    repeat_one_picture,
)
from tests.factories.hostile_texts import Bait, append_archive, make_playlists, make_strangers

FLIPS = (0, 1, 2, 3, 5, 7)
"""How hard bits are turned over: each with a course of its own."""

SIZE = (96, 64)
SECONDS = 0.8
PLACES = (0.02, 0.2, 0.5, 0.9, 0.999)
"""Where containers without boxes are cut off, as shares of their bytes."""

SOURCES = {
    "h264.mp4": {"codec": "h264", "faststart": False},
    "h264.mov": {"codec": "h264", "faststart": True},
    "hevc.mp4": {"codec": "hevc", "faststart": False, "audio": None},
    "vp9.webm": {"codec": "vp9", "audio": "libopus"},
    "h264.mkv": {"codec": "h264"},
    "mjpeg.avi": {"codec": "mjpeg", "audio": "mp3"},
    "prores.mov": {"codec": "prores", "audio": "pcm_s16le", "faststart": False},
}
LIARS = ("h264.mp4", "prores.mov")
"""Whose boxes are changed: one with an index of each of the two families."""

EBML = {
    "times of an age": (b"\x2a\xd7\xb1", b"\x7f" * 3),
    "segment of unknown length": (b"\x18\x53\x80\x67", b"\x01" + b"\xff" * 7),
    "cluster larger than all": (b"\x1f\x43\xb6\x75", b"\x08" + b"\x7f" * 7),
    "another kind of document": (b"\x42\x82", b"\x88evilfilm"),
    "picture without width": (b"\xb0", b"\x81\x00"),
}
"""Elements of Matroska and what is written behind their name."""


@dataclass(frozen=True)
class HostileFilm:
    """A file and what was done to it."""

    name: str
    content: bytes


def make_sources(folder: Path) -> dict[str, bytes]:
    """The small films that everything is made of."""
    return {
        name: make_film(folder / name, seconds=SECONDS, size=SIZE, fps="15", **recipe).read_bytes()  # type: ignore[arg-type]  # recipes hold keywords of make_film
        for name, recipe in SOURCES.items()
    }


def make_hostile_films(folder: Path, bait: Bait) -> list[HostileFilm]:
    """The corpus. The same sources give the same films, byte by byte."""
    sources = make_sources(folder)
    found = [
        *(
            HostileFilm(f"{name} {lie}", film)
            for name in LIARS
            for lie, film in make_lying_films(sources[name])
        ),
        *(HostileFilm(name, film) for name, film in make_playlists(bait)),
        *(HostileFilm(name, film) for name, film in make_strangers()),
    ]
    for make in (_flip_bits, _cut_off, _change_matroska, _break_avi, _refer_elsewhere, _weigh_down):
        found += [HostileFilm(name, film) for name, film in make(folder, sources, bait)]
    return found


Films = Iterator[tuple[str, bytes]]
Sources = dict[str, bytes]


def _flip_bits(_folder: Path, sources: Sources, _bait: Bait) -> Films:
    """Half of the places are where indexes lie: near the beginning and the end."""
    for name, film in sources.items():
        for seed in FLIPS:
            chance, flipped = random.Random(f"{name} {seed}"), bytearray(film)
            for turn in range(1 + seed * 3):
                reach = len(film) if turn % 2 else min(2048, len(film))
                place = chance.randrange(reach)
                flipped[place if turn % 4 < 2 else -1 - place] ^= 1 << chance.randrange(8)
            yield f"{name} with bits turned over {seed}", bytes(flipped)


def _cut_off(_folder: Path, sources: Sources, _bait: Bait) -> Films:
    for name, film in sources.items():
        for place in _find_places(name, film):
            yield f"{name} up to {place}", film[:place]


def _find_places(name: str, film: bytes) -> list[int]:
    if not name.endswith(("mp4", "mov")):
        return [round(len(film) * share) for share in PLACES]
    places, position = [], 0
    for box in read_boxes(film):
        places.append(position + 5)
        position += len(box.write())
        places.append(position - 1)
    return places


def _change_matroska(folder: Path, sources: Sources, bait: Bait) -> Films:
    film = sources["h264.mkv"]
    for name, (element, value) in EBML.items():
        at = film.index(element) + len(element)
        yield f"mkv {name}", film[:at] + value + film[at + len(value) :]
    attached = folder / "attached.mkv"
    run_ffmpeg(
        *("-i", str(folder / "h264.mkv"), "-c", "copy", "-attach", str(bait.film)),
        *("-metadata:s:t", "mimetype=video/mp4", str(attached)),
    )
    yield "mkv with an attachment", attached.read_bytes()
    linked = film.index(b"\x73\xa4\x90")
    following = b"\x3e\xb9\x23\x90" + bytes(range(16))
    yield "mkv that goes on elsewhere", film[:linked] + following[:19] + film[linked + 19 :]


def _break_avi(_folder: Path, sources: Sources, _bait: Bait) -> Films:
    film = sources["mjpeg.avi"]
    index, header, stream = film.index(b"idx1"), film.index(b"avih"), film.index(b"strh")
    yield "avi index elsewhere", film[: index + 8] + b"\xff" * (len(film) - index - 8)
    yield "avi index of zeros", film[: index + 8] + bytes(len(film) - index - 8)
    yield "avi index too long", film[: index + 4] + b"\xff\xff\xff\x7f" + film[index + 8 :]
    yield "avi without time", film[: header + 8] + bytes(4) + film[header + 12 :]
    yield "avi without rate", film[: stream + 28] + bytes(8) + film[stream + 36 :]
    yield (
        "avi with a rate of all",
        film[: stream + 28] + b"\1\0\0\0\xff\xff\xff\xff" + film[stream + 36 :],
    )
    yield "avi in itself", film[:12] + film * 3


def _refer_elsewhere(_folder: Path, sources: Sources, bait: Bait) -> Films:
    for way, target in bait.targets.items():
        yield f"pictures at {way}", refer_to(sources["h264.mp4"], target, b"url ")
    yield "pictures at an alias", refer_to(sources["h264.mov"], str(bait.film), b"alis")
    yield "pictures at an alias of words", refer_to(sources["prores.mov"], str(bait.words), b"alis")
    yield "film that is an address", refer_to_whole_film(bait.targets["file"])
    yield "film that is a page", refer_to_whole_film(bait.targets["http"])


def _weigh_down(folder: Path, sources: Sources, _bait: Bait) -> Films:
    """Few bytes that become many."""
    yield "packed index of 4 GiB", pack_index(0xFFFFFFF0, 50_000_000)
    yield "packed index of nothing", pack_index(64, 0)
    yield "one picture 3000 times", repeat_one_picture(sources["h264.mp4"], 3_000)
    yield "one picture two million times", repeat_one_picture(sources["h264.mp4"], 2_000_000)
    yield "film and archive", append_archive(sources["h264.mp4"])
    yield "page and film", b"<!doctype html><script>" + sources["h264.mp4"]
    yield "film behind a picture", b"GIF89a" + sources["vp9.webm"]
    wide = folder / "wide.mkv"
    run_ffmpeg(
        *("-f", "lavfi", "-i", "color=black:size=15360x8640:rate=500:duration=0.01"),
        *("-c:v", "mjpeg", "-q:v", "31", "-pix_fmt", "yuvj420p", str(wide)),
    )
    yield "pictures of 132 megapixels", wide.read_bytes()
    quick = make_film(folder / "quick.mp4", seconds=1, size=(32, 32), fps="5000", audio=None)
    yield "five thousand pictures a second", quick.read_bytes()

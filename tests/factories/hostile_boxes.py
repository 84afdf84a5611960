"""Films of the MP4 family whose boxes lie: about their lengths, their order, their tables, and where the pictures are."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from copy import deepcopy

from tests.factories.boxes import Box, find_box, find_parent, read_boxes, write_boxes

Change = Callable[[list[Box]], list[Box] | None]
"""Changes a film's boxes in place, or answers others in their stead."""

ENDLESS = 0xFFFFFFFF


def make_lying_films(film: bytes) -> Iterator[tuple[str, bytes]]:
    """The film once for each lie, with the lie's name."""
    boxes = read_boxes(film)
    for name, change in CHANGES.items():
        changed = deepcopy(boxes)
        yield name, write_boxes(change(changed) or changed)


def refer_to(film: bytes, address: str, kind: bytes) -> bytes:
    """The film's index without its pictures, which are said to lie at ``address``: ``kind`` is url or alis."""
    boxes = [box for box in read_boxes(film) if box.kind != b"mdat"]
    reference = {b"url ": _write_url, b"alis": _write_alias}[kind](address)
    for root in boxes:
        for box in root.walk():
            if box.kind == b"dref":
                box.content = bytes(4) + (1).to_bytes(4, "big") + reference
    return write_boxes([*boxes, Box(b"mdat", bytes(4096))])


def refer_to_whole_film(address: str) -> bytes:
    """A QuickTime film that is nothing but the address of another one."""
    place = b"url " + (len(address) + 1).to_bytes(4, "big") + address.encode() + b"\0"
    descriptor = Box(b"rdrf", bytes(4) + place)
    reference = Box(b"rmra", children=[Box(b"rmda", children=[descriptor])])
    return write_boxes([Box(b"moov", children=[reference]), Box(b"mdat", bytes(64))])


def pack_index(announced: int, filled: int) -> bytes:
    """A film whose index is compressed: ``filled`` zeros, said to be ``announced`` bytes."""
    packed = Box(b"cmvd", announced.to_bytes(4, "big") + zlib.compress(bytes(filled), 9))
    packing = Box(b"cmov", children=[Box(b"dcom", b"zlib"), packed])
    return write_boxes(
        [Box(b"ftyp", b"qt  "), Box(b"moov", children=[packing]), Box(b"mdat", b"-")]
    )


def repeat_one_picture(film: bytes, times: int) -> bytes:
    """The film's first picture, said to be shown so many times: few bytes, many frames."""
    boxes = read_boxes(film)
    moov = find_box(boxes, b"moov")
    moov.children = [box for box in moov.children if box.kind != b"trak"] + [
        find_box(boxes, b"trak")
    ]
    picture = find_box(boxes, b"trak")
    picture.children = [box for box in picture.children if box.kind != b"edts"]
    table = find_box([picture], b"stbl")
    size = find_box([table], b"stsz").content[12:16]
    place = find_box([table], b"stco").content[8:12]
    table.children = [
        find_box([table], b"stsd"),
        Box(b"stts", bytes(4) + _numbers(1, times, 1)),
        Box(b"stsc", bytes(4) + _numbers(1, 1, 1, 1)),
        Box(b"stsz", bytes(4) + size + _numbers(times)),
        Box(b"stco", bytes(4) + _numbers(times) + place * times),
    ]
    return write_boxes(boxes)


def _numbers(*values: int) -> bytes:
    return b"".join(value.to_bytes(4, "big") for value in values)


def _write_url(address: str) -> bytes:
    return Box(b"url ", bytes(4) + address.encode() + b"\0").write()


def _write_alias(path: str) -> bytes:
    """A Mac alias record with the absolute path as its eighteenth kind of extra."""
    name = path.encode()
    extra = (18).to_bytes(2, "big") + len(name).to_bytes(2, "big") + name + b"\0" * (len(name) % 2)
    folder = b"\x03root" + bytes(23)
    record = bytes(10) + folder + bytes(12) + b"\x05films" + bytes(58) + bytes(16) + bytes(20)
    return Box(b"alis", bytes(4) + record + extra + b"\xff\xff\0\0").write()


def _overwrite(kind: bytes, at: int, value: bytes) -> Change:
    def change(boxes: list[Box]) -> None:
        box = find_box(boxes, kind)
        box.content = box.content[:at] + value + box.content[at + len(value) :]

    return change


def _announce(kind: bytes, length: int) -> Change:
    def change(boxes: list[Box]) -> None:
        find_box(boxes, kind).announced = length

    return change


def _double(kind: bytes) -> Change:
    def change(boxes: list[Box]) -> None:
        parent = find_parent(boxes, kind)
        parent.children.append(deepcopy(find_box(boxes, kind)))

    return change


def _drop(kind: bytes) -> Change:
    def change(boxes: list[Box]) -> None:
        parent = find_parent(boxes, kind)
        parent.children = [box for box in parent.children if box.kind != kind]

    return change


def _swap_tables(boxes: list[Box]) -> None:
    sizes, times = find_box(boxes, b"stsz"), find_box(boxes, b"stts")
    sizes.kind, times.kind = times.kind, sizes.kind


def _nest(boxes: list[Box]) -> list[Box]:
    moov = find_box(boxes, b"moov")
    for _ in range(500):
        moov = Box(b"moov", moov.write())
    return [moov, find_box(boxes, b"mdat")]


CHANGES: dict[str, Change] = {
    "index backwards": lambda boxes: boxes[::-1],
    "tracks backwards": lambda boxes: find_box(boxes, b"moov").children.reverse(),
    "index twice": lambda boxes: [*boxes, deepcopy(find_box(boxes, b"moov"))],
    "pictures twice": lambda boxes: [deepcopy(find_box(boxes, b"mdat")), *boxes],
    "track twice": _double(b"trak"),
    "sizes twice": _double(b"stsz"),
    "no sizes": _drop(b"stsz"),
    "no places": _drop(b"stco"),
    "no description": _drop(b"stsd"),
    "tables swapped": _swap_tables,
    "index in itself": _nest,
    "track larger than index": _announce(b"trak", 0x7FFFFFFF),
    "index of 8 EiB": _announce(b"moov", (1 << 63) - 1),
    "pictures of all": _announce(b"mdat", 0),
    "description of zero": _announce(b"stsd", 0),
    "tables of four bytes": _announce(b"stbl", 4),
    "endless sizes": _overwrite(b"stsz", 8, _numbers(ENDLESS)),
    "endless places": _overwrite(b"stco", 4, _numbers(ENDLESS)),
    "endless times": _overwrite(b"stts", 4, _numbers(ENDLESS)),
    "pictures elsewhere": _overwrite(b"stco", 8, _numbers(ENDLESS - 1)),
    "pictures for ever": _overwrite(b"stts", 12, _numbers(ENDLESS // 3)),
    "pictures at once": _overwrite(b"stts", 12, _numbers(0)),
    "huge first picture": _overwrite(b"stsz", 12, _numbers(0x7FFFFFFF)),
    "clock without ticks": _overwrite(b"mdhd", 12, _numbers(0)),
    "clock of many ticks": _overwrite(b"mdhd", 12, _numbers(ENDLESS)),
    "huge picture": _overwrite(b"stsd", 8 + 32, b"\xff\xff\xff\xff"),
    "no picture size": _overwrite(b"stsd", 8 + 32, bytes(4)),
    "another codec": _overwrite(b"stsd", 8 + 4, b"rawv"),
    "broken decoder settings": _overwrite(b"stsd", 8 + 86 + 8, b"\xff" * 24),
}

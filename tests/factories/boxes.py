"""The boxes of an MP4 or QuickTime film as a tree that can be taken apart and put together in other ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"udta"}


@dataclass
class Box:
    """One box. ``announced`` replaces the true length in its header, where a test wants a lie."""

    kind: bytes
    content: bytes = b""
    children: list[Box] = field(default_factory=list)
    announced: int | None = None

    def write(self) -> bytes:
        """The box as bytes; an announced length above 32 bits takes the long header."""
        body = self.content + b"".join(child.write() for child in self.children)
        length = 8 + len(body) if self.announced is None else self.announced
        if length >= 1 << 32:
            return (1).to_bytes(4, "big") + self.kind + length.to_bytes(8, "big") + body
        return length.to_bytes(4, "big") + self.kind + body

    def walk(self) -> Iterator[Box]:
        """This box and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def read_boxes(data: bytes) -> list[Box]:
    """The outermost boxes of an undamaged film, those that hold others opened up."""
    boxes, position = [], 0
    while position + 8 <= len(data):
        length, kind = (
            int.from_bytes(data[position : position + 4], "big"),
            data[position + 4 :][:4],
        )
        header = 8
        if length == 1:
            length, header = int.from_bytes(data[position + 8 : position + 16], "big"), 16
        end = position + length if length else len(data)
        body = data[position + header : end]
        box = Box(kind, children=read_boxes(body)) if kind in CONTAINERS else Box(kind, body)
        boxes.append(box)
        position = end
    return boxes


def write_boxes(boxes: list[Box]) -> bytes:
    """The film as bytes."""
    return b"".join(box.write() for box in boxes)


def find_box(boxes: list[Box], kind: bytes) -> Box:
    """The first box of this kind, in the order of the bytes. Raises StopIteration where there is none."""
    return next(box for root in boxes for box in root.walk() if box.kind == kind)


def find_parent(boxes: list[Box], kind: bytes) -> Box:
    """The box that holds the first one of this kind."""
    return next(
        box
        for root in boxes
        for box in root.walk()
        if any(child.kind == kind for child in box.children)
    )

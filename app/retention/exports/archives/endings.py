"""How a film's file is named, by how it begins: people send films as their cameras made them."""

from __future__ import annotations

_MATROSKA = b"\x1a\x45\xdf\xa3"


def find_ending(beginning: bytes) -> str:
    """The ending of the file, with its dot, such as ``.mov``; ``.mp4`` where nothing else is told."""
    if beginning.startswith(_MATROSKA):
        return ".webm" if b"webm" in beginning[:64] else ".mkv"
    if beginning[:4] == b"RIFF":
        return ".avi"
    if beginning[4:12] == b"ftypqt  ":
        return ".mov"
    return ".3gp" if beginning[4:11] == b"ftyp3gp" else ".mp4"

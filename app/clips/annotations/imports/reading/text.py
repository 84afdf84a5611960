"""From the bytes of a file to its text."""

from __future__ import annotations

import codecs

from app.clips.annotations.imports.reading.errors import FileUnreadable


def decode(data: bytes) -> str:
    """UTF-8 or UTF-16 with its mark, else as Windows writes western letters. Raises FileUnreadable."""
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileUnreadable

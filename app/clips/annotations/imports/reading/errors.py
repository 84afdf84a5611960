"""Why a file cannot be read; each says what to do with it."""

from __future__ import annotations

from app.core.errors import DomainError


class FileUnreadable(DomainError):
    """The file is nothing the portal can read."""

    title = "That file cannot be read"
    message = "Choose an ELAN file (.eaf), a table (.csv) with a heading above each column, or captions (.vtt or .srt)."
    field = "file"


class FileTooLarge(FileUnreadable):
    """The file holds more than one film can have."""

    title = "That file is too large"
    message = "One file may hold 10 MB and 20,000 annotations. Leave tiers out in ELAN, or share it out over several files."


class TooManyTiers(FileUnreadable):
    """More tiers than anybody decides about one by one."""

    title = "That file has too many tiers"
    message = (
        "One file may have 200 tiers, or 200 kinds of rows in a table. Take those out that you do not need, or bring the "
        "annotations in by two files."
    )


class TooManyTags(FileUnreadable):
    """More tags at one annotation than there are principles to see in it."""

    title = "One annotation has too many tags"

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place}: this annotation has more than 50 tags. Take some of them out, and choose the file again."
        )


class TooManyWords(FileUnreadable):
    """More words than somebody says of one film, and more than are looked through in one go."""

    title = "That file says too much at once"
    message = (
        "All the words of one file together may have a million characters. Take a part of them out, and bring it in by a "
        "second file."
    )


class HeadingsMissing(FileUnreadable):
    """Without its headings nobody can tell which column is which."""

    title = "Some headings are missing"
    message = (
        "The table needs a column “start_ms” (thousandths of a second) or “start” (like 1:05.4), and “end_ms” or “end” "
        "where something lasts."
    )


class TimesUnknown(FileUnreadable):
    """An ELAN file that counts in frames of a television standard."""

    title = "Its times cannot be read"
    message = "This file counts in frames. Save it from ELAN with times in milliseconds, and choose it again."

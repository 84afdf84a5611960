"""Why a file cannot be read as a list of members; each says what to do with it."""

from __future__ import annotations

from app.core.errors import DomainError


class SheetUnreadable(DomainError):
    """The file is no table that the portal can read."""

    title = "That file cannot be read"
    message = (
        "Save the list as CSV or as an Excel workbook (.xlsx) and choose it again; other kinds of "
        "file are not read."
    )
    field = "file"


class SheetTooLarge(SheetUnreadable):
    """The file holds more than one import takes."""

    title = "That file is too large"


class HeadingsMissing(SheetUnreadable):
    """Without its headings nobody can tell which column is which."""

    title = "Some headings are missing"


class SheetEmpty(SheetUnreadable):
    """There are headings and nothing below them."""

    title = "Nobody is in that file"
    message = "The file has headings and no member below them. Fill it in and choose it again."

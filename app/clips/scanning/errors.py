"""What a scan may end with, in words for the film's owner."""

from __future__ import annotations

from datetime import timedelta

from app.clips.media.errors import FilmRefused
from app.jobs.work import NotNow


class FilmHarmful(FilmRefused):
    """The scanner knows what is in the file."""

    message = (
        "The virus scanner found something harmful in this file, so it was not opened. "
        "Please take the film from the phone or camera once more and upload that copy. "
        "If it happens again, tell the association before you use the file anywhere else."
    )


class ScannerAway(NotNow):
    """The scanner is out of reach, or says that it cannot scan: nothing is opened without it."""

    message = (
        "Every film goes through the virus scanner first, and that does not answer just now. "
        "It is asked again every minute; you need not do anything."
    )
    delay = timedelta(minutes=1)

"""Why a film could not be used, in words for the person who uploaded it."""

from __future__ import annotations

from app.core.errors import DomainError


class FilmRefused(DomainError):
    """The film itself is the reason: trying again with the same bytes ends the same way."""

    title = "We could not use this film"


class NotAFilm(FilmRefused):
    """A text, an archive, a picture, or a playlist that only names other files."""

    message = (
        "This file is not a film: it may be a picture, a document or a list of other files. "
        "Please choose the film itself, just as the phone or camera saved it (MP4, MOV, MKV, WebM or AVI)."
    )


class SoundOnly(FilmRefused):
    message = (
        "This recording has sound but no picture. "
        "Please choose the film of the interaction, just as the phone or camera saved it."
    )


class FilmEmpty(FilmRefused):
    message = (
        "This file is empty. Please check on the phone or camera that the film plays there, "
        "copy it again and upload the copy."
    )


class FilmTruncated(FilmRefused):
    message = (
        "The end of this film is missing: the copy stopped part way, or the recording was cut off. "
        "Please copy it again from the phone or camera and upload it once more."
    )


class FilmTooShort(FilmRefused):
    message = (
        "This film has no moving picture in it: it is a single picture or lasts no time at all. "
        "Please check that you chose the right file and upload the whole film."
    )


class FilmTooLong(FilmRefused):
    message = (
        "This film is longer than a day's filming could be, so its clock may be damaged. "
        "Please save the part you need as a film of its own and upload that."
    )


class FilmUnreadable(FilmRefused):
    """Recognised as a film, yet its pictures cannot be decoded."""

    message = (
        "We could not read the pictures in this film; the file may be damaged. "
        "Please check that it plays on the phone or camera, copy it again and upload the copy."
    )


class ProcessingTimedOut(DomainError):
    title = "Preparing this film took too long"
    message = (
        "Preparing this film took longer than we allow. The film you uploaded is kept. "
        "Please try again; if it happens again, save it at a smaller size (1080p is plenty) and upload that."
    )


class ProcessingTooBig(DomainError):
    title = "This film is too heavy to prepare"
    message = (
        "This film needs more memory or room than we allow. The film you uploaded is kept. "
        "Please save it at a smaller size (1080p is plenty) and upload that."
    )

"""What can stop a film on its way, in words for the person who sends it."""

from __future__ import annotations

from uuid import UUID

from app.core.errors import Conflict, DomainError, Forbidden


class ApprovalMissing(Forbidden):
    """The client's organisation has not approved films, or not for this trainee, or not any more."""

    title = "The organisation’s approval comes first"
    message = (
        "There is no running approval of this client’s organisation that films of your work may be here, so none can be "
        "sent. Ask the association’s office to record it; the data-flow sheet and the impact assessment help the "
        "organisation to decide. Until then log the work without films: your supervisor confirms it, and it counts."
    )


class ConsentMissing(Forbidden):
    """The family has not said yes to VIG, or has taken it back."""

    title = "Consent comes first"
    message = (
        "There is no running consent for VIG from this client, so no film of them can be sent. "
        "Record the consent on the client's page, then send the film."
    )


class ProtocolUnknown(DomainError):
    """The sender speaks another version of tus."""

    status = 412
    title = "This uploader is too old or too new"
    message = "The portal takes films by tus 1.0.0. Reload the page and try again."


class UploadUnreadable(DomainError):
    """A header of the protocol is missing or makes no sense."""

    status = 400
    title = "This upload cannot be understood"
    message = "Reload the page and choose the film again."


class BodyUnreadable(UploadUnreadable):
    """The bytes came as something else than the protocol's own type."""

    status = 415


class FilmEmpty(DomainError):
    """A film without a single byte."""

    status = 400
    title = "The file is empty"
    message = (
        "There is nothing in this file. Look at it on your device first, then choose it again."
    )


class NotAFilm(DomainError):
    """The device itself says that the file is something else."""

    status = 415
    title = "This is not a film"
    message = "Please choose a film from your phone or camera, such as an MP4, MOV or WebM file."


class FilmTooLarge(DomainError):
    """Larger than the portal takes from this person, or than the client's organisation takes."""

    status = 413
    title = "The film is too large"

    def __init__(self, limit: int, organisation: str | None = None) -> None:
        where = f" at {organisation}" if organisation else ""
        super().__init__(
            f"A film may have {format_size(limit)}{where}. Trim it to the part you want to look at, or film in a lower "
            "quality (1080p is plenty), then send it again."
        )


class QuotaReached(DomainError):
    """All films of one person together."""

    status = 413
    title = "Your space for films is full"

    def __init__(self, room: int) -> None:
        super().__init__(
            f"There is room for {format_size(max(room, 0))} more among your films. Close cases you have finished, so "
            "that their films are erased, or ask the association for more room."
        )


class TooManyBytes(DomainError):
    """More bytes came than were announced."""

    status = 413
    title = "The file has changed"
    message = (
        "The file is longer than it was when you began. Cancel this upload and choose it again."
    )


class OffsetMismatch(Conflict):
    """The sender is at another place than the portal."""

    title = "Not the place where the film stopped"
    message = "Some of this film has arrived already. Ask where it stopped, and go on from there."


class ChecksumMismatch(DomainError):
    """The bytes were changed on their way; none of them stay."""

    status = 460
    title = "The film was damaged on its way"
    message = "A piece of the film did not arrive as it was sent. Send this piece again."


class SentElsewhere(DomainError):
    """Somebody holds the pen: one writer at a time."""

    status = 423
    title = "Another tab is sending this film"
    message = (
        "Another tab or device is sending this film just now. Let it go on there, or close it: "
        "this one takes over within a few seconds."
    )


class LineSilent(DomainError):
    """Nothing came for a long time, or the sender came back on a new line."""

    status = 503
    title = "The line went quiet"
    message = "Nothing of the film arrived for a while. What had arrived is kept: go on from there."


class FilmArrived(Conflict):
    """The very same film is here already."""

    title = "This film has already arrived"
    message = "This film is complete in the portal. You need not send it again."


class AnotherFilm(Conflict):
    """A cycle has one film of each kind."""

    title = "This cycle has that film already"
    message = (
        "A cycle has one interaction film and one film of its shared review, and this one is there already. "
        "If you filmed again, start another cycle for it."
    )


class AnotherUpload(Conflict):
    """A different file for the same place is on its way; ``upload`` is its uuid."""

    title = "Another film is on its way"
    message = (
        "You began to send a different file for this cycle. Choose that file again to go on with it, "
        "or cancel it and then send this one."
    )

    def __init__(self, upload: UUID) -> None:
        super().__init__()
        self.upload = upload


def format_size(size: int) -> str:
    """Bytes as people read them: ``512 MB``, ``4.0 GB``; in binary units, as phones and disks show them."""
    mebibytes = size / (1024 * 1024)
    return f"{mebibytes:.0f} MB" if mebibytes < 1000 else f"{mebibytes / 1024:.1f} GB"

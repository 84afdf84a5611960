"""What can go wrong with stored films, in words for the person who meets it."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError, NotFound


class StorageFull(DomainError):
    """The disk or bucket takes no more; whatever was counted as stored before is still there."""

    status = 507
    title = "There is no room left"
    message = (
        "The portal has run out of space for films. Nothing that was already sent is lost: "
        "please tell the association, and carry on with this upload later."
    )


class StorageUnavailable(DomainError):
    """The storage did not answer, or refused: trying again later may work."""

    status = 503
    title = "Films are out of reach just now"
    message = (
        "The portal cannot reach its film storage at the moment. Please try again in a minute."
    )


class FilmMissing(NotFound):
    """No film was ever started under this key, or it has been deleted."""

    title = "Film not found"
    message = "This film is not here: it was never uploaded, or it has been deleted."


class FilmDamaged(DomainError):
    """The stored bytes are not, or not all, those that were written."""

    status = 500
    title = "This film cannot be opened"
    message = (
        "The stored film is damaged or incomplete, so the portal will not play it. "
        "Please upload it again, or tell the association."
    )


class WrongMasterKey(FilmDamaged):
    """The film's key was wrapped by a master key that is not in the settings."""

    message = (
        "This film was locked with a different master key. Please tell the association: "
        "the film is intact and opens again once the right key is back in the settings."
    )


class SecretDamaged(DomainError):
    """A sealed text is not what was written for its row."""

    status = 500
    title = "This note cannot be opened"
    message = "What is stored of this note was changed, so the portal will not show it. Please tell the association."


class FilmExists(Conflict):
    """The key was used before, and a film is never started over another one."""

    title = "That film exists already"
    message = "A film is stored under this key already. Please start the upload again."


class FilmFinished(Conflict):
    """A finished film takes no more bytes."""

    title = "That film is complete"
    message = "This film has already been stored completely, so nothing can be added to it."


class KeyBackupDamaged(DomainError):
    """The file is not a backup of keys, or not all of one."""

    title = "That is no whole backup"
    message = "This file is no backup of keys, or not all of one. Nothing was put back."


class KeyBackupTooOld(DomainError):
    """Its keys should not be anywhere any more."""

    title = "That backup is too old"
    message = (
        "This backup is older than 30 days: it may hold keys of films that families were promised are gone. "
        "Nothing was put back. Please destroy the file, and use a newer one."
    )

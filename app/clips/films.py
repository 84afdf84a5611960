"""The installation's film store, at hand wherever films are written or read."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import cast

from flask import current_app

from app.extensions import current_settings
from app.jobs.work import NotNow
from app.storage.films import FilmStore
from app.storage.opening import open_film_store

_EXTENSION = "film_store"


class StorageResting(NotNow):
    """The storage is full or out of reach. That says nothing about the film: the job waits until it is there again."""

    message = (
        "The place where films are kept does not answer just now, or is full. "
        "It is asked again every minute; you need not do anything."
    )
    delay = timedelta(minutes=1)


def film_store() -> FilmStore:
    """The film store of the settings, made at first use in each process: its connections survive no fork."""
    extensions = current_app.extensions
    if _EXTENSION not in extensions:
        extensions[_EXTENSION] = open_film_store(current_settings())
    return cast(FilmStore, extensions[_EXTENSION])


def workroom() -> Path:
    """The folder on this machine's disk for nameless files while a film is prepared; made where missing."""
    folder = current_settings().data_dir / "processing"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder

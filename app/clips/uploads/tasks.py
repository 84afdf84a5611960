"""What the worker does for uploads."""

from __future__ import annotations

from datetime import timedelta

from app.clips.films import film_store
from app.clips.uploads.services import DELETE_FILM
from app.clips.uploads.transfers import expire_uploads
from app.jobs.registry import periodic, task
from app.jobs.work import Work


@task(DELETE_FILM)
def delete_film(work: Work) -> None:
    """Delete sealed bytes whose row is gone."""
    film_store().delete(work.arguments["storage_key"])


@periodic("clips.expire_uploads", every=timedelta(hours=1))
def expire(_work: Work) -> None:
    """Forget films that stopped on their way for a week."""
    expire_uploads()

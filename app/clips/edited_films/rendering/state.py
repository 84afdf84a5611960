"""How the film of a board stands: made, being made, changed since, or what is in the way."""

from __future__ import annotations

from dataclasses import dataclass

from app.clips.edited_films.models import EditedFilm, Rendering, RenderingState
from app.clips.edited_films.rendering.errors import NothingToRender
from app.clips.edited_films.rendering.orders import name_rendering
from app.clips.edited_films.rendering.planning import plan_film
from app.clips.edited_films.rendering.policies import can_render
from app.clips.edited_films.rendering.queries import find_latest, find_ready
from app.clips.waiting import FilmProgress, describe_job
from app.core.actor import Actor
from app.core.errors import DomainError
from app.jobs.queries import list_unfinished_jobs


@dataclass(frozen=True, slots=True)
class FilmState:
    """``ready`` is the film that can be watched; ``latest`` the one that was asked for last, which may be the same.

    ``progress`` is that of the one that is being made.
    ``obstacle`` says why none could be made of the board now; ``is_empty`` that it is no more than a beginning.
    """

    film: EditedFilm
    ready: Rendering | None
    latest: Rendering | None
    digest: str | None
    obstacle: str | None
    is_empty: bool
    may_render: bool
    progress: FilmProgress

    @property
    def is_waiting(self) -> bool:
        """Whether one is being made, or soon will be."""
        return self.latest is not None and self.latest.state is RenderingState.WAITING

    @property
    def failure(self) -> str | None:
        """Why the one that was asked for last was not made; None where it was, or is being made."""
        has_failed = self.latest is not None and self.latest.state is RenderingState.FAILED
        return self.latest.failure if self.latest is not None and has_failed else None

    @property
    def is_current(self) -> bool:
        """Whether the film that can be watched is what the board says now."""
        return self.ready is not None and self.ready.recipe == self.digest


def read_state(actor: Actor, film: EditedFilm) -> FilmState:
    """How the film of a board stands, as the actor may know it."""
    digest, obstacle = None, None
    try:
        digest = plan_film(actor, film).digest
    except DomainError as error:
        obstacle = error
    ready, latest = find_ready(actor, film), find_latest(actor, film)
    return FilmState(
        film=film,
        ready=ready,
        latest=latest,
        digest=digest,
        obstacle=obstacle.message if obstacle else None,
        is_empty=isinstance(obstacle, NothingToRender),
        may_render=can_render(actor, film),
        progress=_measure(latest),
    )


def _measure(latest: Rendering | None) -> FilmProgress:
    if latest is None or latest.state is not RenderingState.WAITING:
        return FilmProgress()
    job = next(iter(list_unfinished_jobs([name_rendering(latest.uuid)])), None)
    return FilmProgress() if job is None else describe_job(job)

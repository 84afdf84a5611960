"""The recipe of a board as it stands, for whoever may see every film on it."""

from __future__ import annotations

from collections.abc import Sequence

from app.clips.edited_films.models import EditedFilm
from app.clips.edited_films.queries import list_parts
from app.clips.edited_films.rendering.errors import FilmTooLong, NothingToRender
from app.clips.edited_films.rendering.queries import list_sources
from app.clips.edited_films.rendering.recipe import US_IN_SECOND, Recipe, write_recipe
from app.core.actor import SYSTEM, Actor

LONGEST_US = 30 * 60 * US_IN_SECOND


def plan_film(actor: Actor, film: EditedFilm, *, locked: bool = False) -> Recipe:
    """The recipe of the board now, if the actor may see all its films; ``locked`` keeps those films from being ordered to go
    meanwhile. Raises NothingToRender, FilmTooLong, SourceClosed, SourceNotReady."""
    parts = list_parts(
        SYSTEM, film
    )  # a board that is closed to the actor is no empty one: its films say so
    sources = list_sources(actor, parts, locked=locked)
    recipe = write_recipe(parts, {source.clip_id: source for source in sources})
    if not recipe.sources:
        raise NothingToRender
    if recipe.starts_us[-1] > LONGEST_US:
        raise FilmTooLong
    return recipe


def list_clip_ids(recipe: Recipe) -> Sequence[int]:
    """The ids of the clips it is made from."""
    return [source.clip_id for source in recipe.sources]

"""What is asked of the worker, by name, and what it must know apart from the transaction it was read in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.clips.edited_films.rendering.recipe import Recipe

RENDER_FILM = "clips.render_film"
"""Renders an edited film; its argument is ``rendering_id``."""

REMOVE_RENDERING = "clips.remove_rendering"
"""Removes what is stored of a rendering that gave way; its argument is ``rendering_id``."""


@dataclass(frozen=True, slots=True)
class RenderingOrder:
    """A film to render, whose it is, and how."""

    rendering_id: int
    rendering_uuid: UUID
    owner_id: int
    recipe: Recipe

    @property
    def folder(self) -> str:
        """Where everything stored of it lies."""
        return f"films/{self.rendering_uuid}"


def name_rendering(rendering_uuid: UUID) -> str:
    """The key under which at most one job renders this film."""
    return f"{RENDER_FILM}:{rendering_uuid}"


def name_removal(rendering_uuid: UUID) -> str:
    """The key under which at most one job removes it."""
    return f"{REMOVE_RENDERING}:{rendering_uuid}"

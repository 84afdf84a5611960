"""Cards and titles as pictures, in the portal's own letters and colours."""

from __future__ import annotations

from app.clips.edited_films.rendering.recipe import PassageKind, Recipe
from app.core.documents import draw_picture


def draw_pictures(recipe: Recipe) -> dict[int, bytes]:
    """Number of a passage -> its picture as PNG: a card fills the whole of it, a title lies over the lower edge of a moment.

    Moments without a title have none. One pixel is one pixel of the film.
    """
    width, height = recipe.size
    return {
        place: draw_picture(
            "film-picture.typ",
            {
                "kind": passage.kind.value,
                "words": passage.words,
                "width": width,
                "height": height,
            },
        )
        for place, passage in enumerate(recipe.passages)
        if passage.words or passage.kind is PassageKind.CARD
    }

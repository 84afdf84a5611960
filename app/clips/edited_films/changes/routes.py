"""The parts of a board: added, changed, moved, taken out and put back. Each answer is the board again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.clips.edited_films import queries
from app.clips.edited_films.errors import WordsChanged
from app.clips.edited_films.models import EditedFilm, FilmPart, Repeat
from app.clips.edited_films.pages import Typed, render_board
from app.clips.edited_films.parts import services
from app.clips.edited_films.parts.forms import (
    AddedMomentForm,
    CardForm,
    PartForm,
    PlacedForm,
    RemovedPartForm,
    TrimForm,
    open_part_form,
    read_step,
)
from app.clips.edited_films.parts.shapes import Shape, Stretch
from app.clips.edited_films.policies import can_edit
from app.core.errors import DomainError
from app.core.forms import BaseForm, filled, read_uuid
from app.core.policy import require
from app.extensions import current_actor

bp = Blueprint("film_parts", __name__)
Made = TypeVar("Made")

LAST = 1000
"""Further than any film goes: the place of a part that is put at the end."""


@bp.post("/edited-films/<uuid:edited_film_uuid>/parts")
def create_part(edited_film_uuid: UUID) -> ResponseReturnValue:
    """Add a moment or a card, or put back what was taken out, as ``kind`` says."""
    film = _get_film(edited_film_uuid)
    form = _read_new_form()
    if part := _attempt(form, lambda: _add(film, form)):
        return _go_to(film, part)
    return render_board(film, Typed(form)), 422


@bp.post("/parts/<uuid:part_uuid>")
def update_part(part_uuid: UUID) -> ResponseReturnValue:
    """Trim it, or change what stands on it."""
    part = _get_part(part_uuid)
    form: BaseForm = TrimForm() if {"step", "start"} & request.form.keys() else open_part_form(part)
    if _attempt(form, lambda: _change(part, form)):
        return _go_to(part.edited_film, part, opened=part.uuid)
    return render_board(part.edited_film, Typed(form, part)), 422


@bp.post("/parts/<uuid:part_uuid>/position")
def update_position(part_uuid: UUID) -> ResponseReturnValue:
    """Put it at the place of ``position``, counted from 1."""
    part = _get_part(part_uuid)
    position = request.form.get("position", LAST, type=int)
    services.move_part(current_actor(), part, min(max(position, 1), LAST))
    return _go_to(part.edited_film, part)


@bp.post("/parts/<uuid:part_uuid>/removal")
def create_part_removal(part_uuid: UUID) -> ResponseReturnValue:
    """Take it out; the answer is the board with a button that puts it back."""
    part = _get_part(part_uuid)
    film = part.edited_film
    removed = services.remove_part(current_actor(), part)
    flash("Taken out of the film. The moment itself stays where it was chosen.", "success")
    return render_board(film, Typed(removed=removed))


def _get_film(uuid: UUID) -> EditedFilm:
    film = queries.get_edited_film(current_actor(), uuid)
    require(can_edit(current_actor(), film.client))
    return film


def _get_part(uuid: UUID) -> FilmPart:
    part = queries.get_part(current_actor(), uuid)
    require(can_edit(current_actor(), part.edited_film.client))
    return part


def _read_new_form() -> PlacedForm:
    kinds: dict[str, type[PlacedForm]] = {"moment": AddedMomentForm, "removed": RemovedPartForm}
    return kinds.get(request.form.get("kind", ""), CardForm)()


def _add(film: EditedFilm, form: PlacedForm) -> FilmPart:
    actor, uuid, position = current_actor(), form.get_uuid(), form.position.data
    if isinstance(form, AddedMomentForm):
        moment = queries.get_moment(actor, film.client, read_uuid(filled(form.moment)))
        return services.add_moment(actor, film, moment, uuid=uuid, position=position)
    if isinstance(form, RemovedPartForm):
        shape = _read_shape(film, form)
        return services.put_back(actor, film, shape, uuid=uuid, position=position)
    card = {"words": str(filled(form["words"])).strip(), "seconds": filled(form["seconds"])}
    return services.add_card(actor, film, uuid=uuid, position=position, **card)


def _read_shape(film: EditedFilm, form: RemovedPartForm) -> Shape:
    words, seconds = form.words.data or "", int(filled(form.seconds))
    if not form.clip.data:
        return Shape(words, seconds=seconds)
    actor = current_actor()
    clip = queries.get_clip(actor, film.client, read_uuid(form.clip.data))
    moment = form.moment.data and queries.find_moment(actor, clip, read_uuid(form.moment.data))
    return Shape(
        words,
        Repeat(filled(form.repeat)),
        seconds,
        clip.id,
        moment.id if moment else None,
        Stretch(form.start_frame.data or 0, form.end_frame.data or 0),
    )


def _change(part: FilmPart, form: BaseForm) -> bool:
    actor = current_actor()
    if isinstance(form, TrimForm):
        step = read_step(form.step.data or "")
        if step is not None:
            services.step_edge(actor, part, *step)
        else:
            services.trim_part(actor, part, *form.read())
    elif isinstance(form, PartForm):
        services.reword_part(actor, part, **form.read())
    return True


def _attempt(form: BaseForm, use_case: Callable[[], Made]) -> Made | None:
    """Do it with a form that is whole; None where something has to be put right, with the words at their field."""
    if not form.validate():
        return None
    try:
        return use_case()
    except DomainError as error:
        form.show_or_raise(error)
        if isinstance(error, WordsChanged) and isinstance(form, PartForm):
            form.seen.data = error.now
        return None


def _go_to(film: EditedFilm, part: FilmPart, opened: UUID | None = None) -> ResponseReturnValue:
    place = url_for(
        "edited_films.show_edited_film",
        edited_film_uuid=film.uuid,
        _anchor=f"part-{part.uuid}",
        open=opened,
        page=request.args.get("page", type=int),  # of the moments beside it
    )
    return redirect(place, 303)

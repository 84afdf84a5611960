"""The pages of boards, each with the form that has to be put right as it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import render_template, request

from app.cases.models import Client, Cycle
from app.cases.queries import get_cycle, list_cycles
from app.clips.edited_films.board import PartView, build_board, list_sources
from app.clips.edited_films.forms import BoardForm, NewBoardForm
from app.clips.edited_films.models import EditedFilm, FilmPart
from app.clips.edited_films.parts.forms import CardForm, PartForm, TrimForm, open_part_form
from app.clips.edited_films.parts.shapes import RemovedPart
from app.clips.edited_films.policies import can_edit
from app.clips.edited_films.queries import list_edited_films
from app.core.errors import NotFound
from app.core.forms import BaseForm, read_uuid
from app.core.time_range import write_time
from app.extensions import current_actor


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form was sent with that has to be put right, and of which part; or what was taken out, and from where."""

    form: BaseForm | None = None
    part: FilmPart | None = None
    removed: RemovedPart | None = None


@dataclass(frozen=True, slots=True)
class PartForms:
    """The two forms of a part that can be changed; a card is not trimmed."""

    change: PartForm
    trim: TrimForm | None


def read_new_form(client: Client) -> NewBoardForm:
    """The form of a new board, as it was sent or empty."""
    form = NewBoardForm(uuid=str(uuid4()))
    form.offer_cycles(_list_cycles(client, None))
    return form


def read_name_form(film: EditedFilm) -> BoardForm:
    """The form that names a board, as it was sent."""
    form = BoardForm()
    form.offer_cycles(_list_cycles(film.client, film.cycle))
    return form


def read_cycle(client: Client, form: BoardForm) -> Cycle | None:
    """The cycle that was chosen. Raises NotFound for one of another client."""
    if not form.cycle.data:
        return None
    cycle = get_cycle(current_actor(), read_uuid(form.cycle.data))
    if cycle.client_id != client.id:
        raise NotFound
    return cycle


def render_index(client: Client, form: BoardForm | None = None) -> str:
    """The boards of a client, with the form of a new one."""
    actor = current_actor()
    films = list_edited_films(actor, client, request.args.get("page", 1, type=int))
    may_edit = can_edit(actor, client)
    return render_template(
        "clips/edited_films/index.html",
        client=client,
        films=films,
        may_edit=may_edit,
        form=form or (read_new_form(client) if may_edit else None),
    )


def render_board(film: EditedFilm, typed: Typed | None = None) -> str:
    """One board, with what has to be put right."""
    actor, typed = current_actor(), typed or Typed()
    may_edit = can_edit(actor, film.client)
    board = build_board(actor, film, request.args.get("page", 1, type=int))
    is_named = isinstance(typed.form, BoardForm)
    return render_template(
        "clips/edited_films/show.html",
        film=film,
        client=film.client,
        board=board,
        moments_page=board.offered.number if board.offered.number > 1 else None,
        sources=list_sources(board.parts),
        may_edit=may_edit,
        form=typed.form,
        name_form=(typed.form if is_named else _name_afresh(film)) if may_edit else None,
        card_form=_open_card_form(typed) if may_edit else None,
        forms=_open_forms(board.parts, typed) if may_edit else {},
        typed=typed,
        opened=request.args.get("open", type=UUID),
        new_uuid=uuid4,
    )


def _list_cycles(client: Client, chosen: Cycle | None) -> Sequence[Cycle]:
    """The latest cycles, and the one a film is made for already."""
    cycles = [line.cycle for line in list_cycles(current_actor(), client).rows]
    return cycles if chosen is None or chosen in cycles else [*cycles, chosen]


def _name_afresh(film: EditedFilm) -> BoardForm:
    form = BoardForm(
        formdata=None, title=film.title, cycle=str(film.cycle.uuid) if film.cycle else ""
    )
    form.offer_cycles(_list_cycles(film.client, film.cycle))
    return form


def _open_card_form(typed: Typed) -> CardForm:
    if isinstance(typed.form, CardForm):
        return typed.form
    return CardForm(formdata=None, uuid=str(uuid4()))


def _open_forms(views: Sequence[PartView], typed: Typed) -> dict[UUID, PartForms]:
    return {view.part.uuid: _open_forms_of(view, typed) for view in views if view.is_open}


def _open_forms_of(view: PartView, typed: Typed) -> PartForms:
    part = view.part
    sent = typed.form if typed.part is part else None
    if isinstance(sent, PartForm):
        change = sent
    else:
        change = open_part_form(
            part,
            formdata=None,
            words=part.words,
            seen=part.words,
            repeat=part.repeat.value,
            seconds=part.seconds,
        )
    if view.is_card:
        return PartForms(change, None)
    if isinstance(sent, TrimForm):
        return PartForms(change, sent)
    trim = TrimForm(formdata=None, start=write_time(view.start_ms), end=write_time(view.end_ms))
    return PartForms(change, trim.show_at(part))

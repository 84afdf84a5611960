"""Boards of edited films, their parts, and the moments to choose from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.family_words.policies import open_to
from app.cases.models import Client, Cycle
from app.clips.edited_films.models import EditedFilm, FilmPart, PartKind
from app.clips.edited_films.policies import visible_to
from app.clips.models import Clip
from app.clips.moments.models import Moment
from app.clips.policies import visible_to as clip_visible_to
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.extensions import db
from app.trainees.models import Enrolment

MOMENTS_ON_A_PAGE = 24
"""Moments offered at once: what can be looked at beside a board."""

_with_trainee = (
    joinedload(EditedFilm.client).joinedload(Client.enrolment).joinedload(Enrolment.person)
)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A board in a list, with how many moments and cards it has."""

    film: EditedFilm
    moments: int
    cards: int


def get_client(actor: Actor, uuid: UUID) -> Client:
    """The client with their trainee, for whoever may read boards of them now. Raises NotFound."""
    client = db.session.scalar(
        sa.select(Client)
        .where(Client.uuid == uuid, open_to(actor))
        .options(joinedload(Client.enrolment).joinedload(Enrolment.person))
    )
    if client is None:
        raise NotFound
    return client


def get_edited_film(actor: Actor, uuid: UUID) -> EditedFilm:
    """The board at this address with its cycle, client and trainee. Raises NotFound."""
    film = db.session.scalar(
        sa.select(EditedFilm)
        .where(EditedFilm.uuid == uuid, visible_to(actor))
        .options(_with_trainee, joinedload(EditedFilm.cycle))
    )
    if film is None:
        raise NotFound
    return film


def find_edited_film(actor: Actor, client: Client, uuid: UUID) -> EditedFilm | None:
    """The board of this client by its uuid: a form that was sent twice."""
    return db.session.scalar(
        sa.select(EditedFilm).where(
            EditedFilm.uuid == uuid, EditedFilm.client_id == client.id, visible_to(actor)
        )
    )


def get_part(actor: Actor, uuid: UUID) -> FilmPart:
    """The part at this address with its board. Raises NotFound, not where its film alone is hidden: it can be taken out."""
    part = db.session.scalar(
        sa.select(FilmPart)
        .join(FilmPart.edited_film)
        .where(FilmPart.uuid == uuid, visible_to(actor))
        .options(joinedload(FilmPart.edited_film).options(_with_trainee), joinedload(FilmPart.clip))
    )
    if part is None:
        raise NotFound
    return part


def find_part(actor: Actor, film: EditedFilm, uuid: UUID) -> FilmPart | None:
    """The part of this board by its uuid: a form that was sent twice."""
    return db.session.scalar(
        sa.select(FilmPart)
        .join(FilmPart.edited_film)
        .where(FilmPart.uuid == uuid, FilmPart.edited_film_id == film.id, visible_to(actor))
    )


def list_edited_films(actor: Actor, client: Client, page: int = 1) -> Page[BoardLine]:
    """The boards of a client, the latest first."""
    shown = sa.select(EditedFilm).where(EditedFilm.client_id == client.id, visible_to(actor))
    counts = [
        sa.select(sa.func.count())
        .where(FilmPart.edited_film_id == EditedFilm.id, FilmPart.kind == kind)
        .correlate(EditedFilm)
        .scalar_subquery()
        for kind in (PartKind.MOMENT, PartKind.CARD)
    ]
    latest = (
        shown.options(joinedload(EditedFilm.cycle))
        .add_columns(*counts)
        .order_by(EditedFilm.id.desc())
    )
    return read_page(db.session(), latest, count_rows(shown), page).build(lambda r: BoardLine(*r))


def list_parts(actor: Actor, film: EditedFilm) -> Sequence[FilmPart]:
    """The parts of a board in their order, each with its film and moment, also those of films that are hidden."""
    return db.session.scalars(
        sa.select(FilmPart)
        .join(FilmPart.edited_film)
        .where(FilmPart.edited_film_id == film.id, visible_to(actor))
        .options(joinedload(FilmPart.clip).joinedload(Clip.cycle), joinedload(FilmPart.moment))
        .order_by(FilmPart.position, FilmPart.id)
        .execution_options(populate_existing=True)  # another window may have moved them meanwhile
    ).all()


def list_open_films(actor: Actor, clip_ids: Collection[int]) -> frozenset[int]:
    """Those of these films that the actor may see at this moment."""
    seen = sa.select(Clip.id).where(Clip.id.in_(clip_ids), clip_visible_to(actor))
    return frozenset(db.session.scalars(seen))


def get_moment(actor: Actor, client: Client, uuid: UUID) -> Moment:
    """A moment of this client's films that the actor may see. Raises NotFound."""
    moment = db.session.scalar(_select_moments(actor, client).where(Moment.uuid == uuid))
    if moment is None:
        raise NotFound
    return moment


def find_moment(actor: Actor, clip: Clip, uuid: UUID) -> Moment | None:
    """A moment of this film by its uuid; None where it was taken back meanwhile, or the film is hidden."""
    return db.session.scalar(
        sa.select(Moment)
        .join(Moment.clip)
        .where(Moment.uuid == uuid, Moment.clip_id == clip.id, clip_visible_to(actor))
    )


def get_clip(actor: Actor, client: Client, uuid: UUID) -> Clip:
    """A film of this client that the actor may see. Raises NotFound."""
    clip = db.session.scalar(
        sa.select(Clip)
        .join(Clip.cycle)
        .where(Clip.uuid == uuid, Cycle.client_id == client.id, clip_visible_to(actor))
    )
    if clip is None:
        raise NotFound
    return clip


def list_moments(actor: Actor, client: Client, page: int = 1) -> Page[Moment]:
    """The moments of all films of a client that the actor may see: the latest cycle first, in the order of the films."""
    wanted = _select_moments(actor, client)
    ordered = wanted.order_by(Cycle.number.desc(), Clip.kind, Clip.id, Moment.start_ms, Moment.id)
    counted = count_rows(wanted.with_only_columns(Moment.id))
    return read_page(db.session(), ordered, counted, page, MOMENTS_ON_A_PAGE).build(itemgetter(0))


def _select_moments(actor: Actor, client: Client) -> sa.Select[Moment]:
    return (
        sa.select(Moment)
        .join(Moment.clip)
        .join(Clip.cycle)
        .where(Cycle.client_id == client.id, clip_visible_to(actor))
        .options(joinedload(Moment.clip).joinedload(Clip.cycle))
    )

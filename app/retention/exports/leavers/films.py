"""Which films of their own work somebody may take with them, asked of the database at the moment of taking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.audit.services import record_event
from app.cases.models import Client, Cycle, Purpose
from app.cases.policies import consented
from app.clips.keeping.policies import is_standing
from app.clips.models import Clip, ClipState, ErasureOrder, Hold, Rendition, RenditionKind
from app.clips.policies import visible_to
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.organisations.models import Organisation
from app.retention.exports.archives.entries import NotToBeTaken, WantedFilm
from app.retention.exports.archives.places import Places
from app.retention.exports.leavers.policies import can_take_out
from app.trainees.policies import own_enrolments

CLOSED = "Films are closed to your account for now."
BELONGS = "It belongs to {controller}, which keeps its films."
BELONGS_TO_NOBODY_KNOWN = "No organisation is on record that would let it leave."
NO_CONSENT = "Not everybody on it says yes to VIG today."
HELD = "It is held, so that nothing happens to it."
GOING = "Its erasure has begun."
NOT_HERE = "It is not in the portal: it never arrived whole."


@dataclass(frozen=True, slots=True)
class OwnFilm:
    """A film of somebody's own work, its size in bytes, and why it stays; without a reason it may leave."""

    film: WantedFilm
    size_bytes: int
    reason: str | None


def list_own_films(actor: Actor) -> Sequence[OwnFilm]:
    """Every film of the actor's own work that is not erased, in the order of clients and cycles."""
    require(can_take_out(actor))
    rows = db.session.execute(_select(actor).order_by(Client.id, Cycle.number, Clip.kind, Clip.id))
    places = Places("films")
    films = []
    for row in rows:
        clip = row[0]
        film = _want(clip, places.find(clip, with_code=True))
        films.append(OwnFilm(film, row.size or 0, _find_reason(actor, row)))
    return films


def find_way_out(actor: Actor, clip_id: int) -> str:
    """The storage key of the film as it was sent. Raises NotToBeTaken where it does not leave at this moment."""
    row = db.session.execute(_select(actor).where(Clip.id == clip_id)).one_or_none()
    reason = GOING if row is None else _find_reason(actor, row)
    if row is None or reason is not None:
        raise NotToBeTaken(reason or GOING)
    return str(row.storage_key)


def record_taking(actor: Actor, clip_id: int) -> None:
    """Put on record that a film is taken out of the portal."""
    require(can_take_out(actor))
    clip_uuid = db.session.scalars(sa.select(Clip.uuid).where(Clip.id == clip_id)).one()
    record_event(actor, "film.exported", "clip", clip_uuid)


def _select(actor: Actor) -> sa.Select[*tuple[Any, ...]]:
    """Films of the actor's own work with everything that decides about them; the original as it was sent."""
    held = sa.exists().where(Hold.clip_id == Clip.id, is_standing()).correlate(Clip)
    ordered = sa.exists().where(ErasureOrder.clip_id == Clip.id).correlate(Clip)
    return (
        sa.select(
            Clip,
            Rendition.storage_key,
            Rendition.size_bytes.label("size"),
            Organisation.films_may_leave,
            sa.func.coalesce(sa.func.nullif(Organisation.controller, ""), Organisation.name).label(
                "controller"
            ),
            ordered.label("is_ordered"),
            held.label("is_held"),
            consented(Client.id, Purpose.VIG, Clip.kind).label("is_consented"),
            visible_to(actor).label("is_visible"),
        )
        .join(Clip.cycle)
        .join(Cycle.client)
        .outerjoin(Client.organisation)
        .outerjoin(
            Rendition,
            (Rendition.clip_id == Clip.id) & (Rendition.kind == RenditionKind.ORIGINAL),
        )
        .where(Client.enrolment_id.in_(own_enrolments(actor)), Clip.state != ClipState.ERASED)
        .options(joinedload(Clip.cycle).joinedload(Cycle.client))
    )


def _find_reason(actor: Actor, row: sa.Row[*tuple[Any, ...]]) -> str | None:
    """Why this film stays, the most lasting reason first; None where it may leave."""
    if row.is_ordered:
        return GOING
    if not row.films_may_leave:
        return (
            BELONGS.replace("{controller}", row.controller)
            if row.controller
            else BELONGS_TO_NOBODY_KNOWN
        )
    if row.is_held:
        return HELD
    if not row.is_consented:
        return NO_CONSENT
    if not row.is_visible:
        return CLOSED if actor.films_closed_until else HELD
    return None if row.storage_key else NOT_HERE


def _want(clip: Clip, place: str) -> WantedFilm:
    cycle = clip.cycle
    label = f"{cycle.client.code}, cycle {cycle.number}, {clip.kind.label}"
    return WantedFilm(clip.id, place, label)

"""Which films a family is given with its answer, asked of the database at the moment of taking."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.audit.services import record_event
from app.cases.models import Client, Cycle, Purpose
from app.cases.policies import consented
from app.clips.models import Clip, ClipState, ErasureOrder, Hold, HoldKind, Rendition, RenditionKind
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.retention.exports.archives.entries import NotToBeTaken, WantedFilm
from app.retention.exports.archives.places import Places
from app.retention.exports.subject_access.models import SubjectAccessRequest
from app.retention.exports.subject_access.policies import can_answer
from app.retention.exports.subject_access.queries import find_request

GOING = "Consent to it has ended, and it is being erased."
ASK = "It is not given out from here. Please ask the organisation that answers for it{contact}."
NOT_HERE = "It never arrived whole."
CLOSED = "Films are closed to the account of whoever answers, for a day."
OVER = "Whoever answers may not take it any more."


def list_family_films(actor: Actor, request: SubjectAccessRequest) -> Sequence[WantedFilm]:
    """Every film of the family that is not erased, whatever may become of it on the way."""
    require(can_answer(actor, request))
    places = Places("films")
    clips = db.session.scalars(
        _select(Clip)
        .where(Cycle.client_id == request.client_id)
        .order_by(Cycle.number, Clip.kind, Clip.id)
        .options(joinedload(Clip.cycle).joinedload(Cycle.client))
    )
    return [
        WantedFilm(
            clip.id,
            places.find(clip, with_code=False),
            f"Cycle {clip.cycle.number}, {clip.kind.label}",
        )
        for clip in clips
    ]


def find_family_way_out(actor: Actor, request_id: int, clip_id: int) -> str:
    """The storage key of the film as it was sent. Raises NotToBeTaken where it is not given out at this moment."""
    request = find_request(actor, request_id)
    if request is None or not can_answer(actor, request):
        raise NotToBeTaken(OVER)
    if actor.films_closed_until is not None:
        raise NotToBeTaken(CLOSED)
    ordered = sa.exists().where(ErasureOrder.clip_id == Clip.id).correlate(Clip)
    facts = _select(
        Rendition.storage_key,
        ordered.label("is_ordered"),
        is_safeguarded().label("is_safeguarded"),
        consented(Client.id, Purpose.VIG, Clip.kind).label("is_consented"),
    )
    row = db.session.execute(
        facts.join(Cycle.client)
        .outerjoin(
            Rendition, (Rendition.clip_id == Clip.id) & (Rendition.kind == RenditionKind.ORIGINAL)
        )
        .where(Clip.id == clip_id, Cycle.client_id == request.client_id)
    ).one_or_none()
    if row is None or row.is_ordered:
        raise NotToBeTaken(GOING)
    if row.is_safeguarded or not row.is_consented:
        organisation = request.client.organisation
        contact = f": {organisation.privacy_contact}" if organisation else ""
        raise NotToBeTaken(ASK.replace("{contact}", contact))
    if not row.storage_key:
        raise NotToBeTaken(NOT_HERE)
    return str(row.storage_key)


def record_family_film(actor: Actor, clip_id: int) -> None:
    """Put on record that a film is taken out of the portal for its family."""
    require(actor.person_id > 0)
    clip = db.session.get_one(Clip, clip_id)
    owner_id = clip.cycle.client.enrolment.person_id
    record_event(actor, "film.given_to_family", "clip", clip.uuid, about=owner_id)


def is_safeguarded() -> sa.ColumnElement[bool]:
    """Clips under a safeguarding hold: nothing is said of it, and nothing is given out past it."""
    return (
        sa.exists()
        .where(
            Hold.clip_id == Clip.id,
            Hold.kind == HoldKind.SAFEGUARDING,
            Hold.lifted_at.is_(None),
        )
        .correlate(Clip)
    )


def _select(*columns: Any) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(*columns).select_from(Clip).join(Clip.cycle).where(Clip.state != ClipState.ERASED)
    )

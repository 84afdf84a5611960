"""Uploads, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts.models import Person
from app.cases.models import Client, Cycle, FilmKind, Purpose
from app.cases.policies import consented
from app.clips.erased.policies import erasure_ordered
from app.clips.models import Clip, Rendition, Upload
from app.clips.uploads.policies import visible_to
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db
from app.organisations.policies import approves_films
from app.trainees.models import Enrolment


@dataclass(frozen=True, slots=True)
class Permission:
    """The two yeses that a film needs: of the organisation, and of everybody the film shows."""

    is_approved: bool
    is_consented: bool


def get_upload(actor: Actor, uuid: UUID, *, locked: bool = False) -> Upload:
    """One of the person's own uploads with its clip and client; ``locked`` against other changes. Raises NotFound."""
    query = (
        sa.select(Upload)
        .where(Upload.uuid == uuid, visible_to(actor))
        .options(
            joinedload(Upload.clip)
            .joinedload(Clip.cycle)
            .joinedload(Cycle.client)
            .joinedload(Client.enrolment)
        )
    )
    upload = db.session.scalar(query.with_for_update(of=Upload) if locked else query)
    if upload is None:
        raise NotFound
    return upload


def find_upload(actor: Actor, cycle: Cycle, kind: FilmKind) -> Upload | None:
    """The person's upload for this place, whether on its way or arrived; None where none was begun."""
    return db.session.scalar(
        sa.select(Upload)
        .join(Upload.clip)
        .options(contains_eager(Upload.clip))
        .where(visible_to(actor), Clip.cycle_id == cycle.id, Clip.kind == kind)
    )


def find_clip(actor: Actor, cycle: Cycle, kind: FilmKind) -> Clip | None:
    """The film at this place of the cycle, in whatever state; one that is erased gives its place to another."""
    return db.session.scalar(
        sa.select(Clip)
        .where(
            Clip.cycle_id == cycle.id,
            Clip.kind == kind,
            Clip.cycle_id.in_(_own_cycles(actor)),
            ~erasure_ordered(),
        )
        .order_by(Clip.id.desc())
    )


def get_cycle_to_film(actor: Actor, uuid: UUID) -> Cycle:
    """A cycle of the person's own training; other people's are not found, a supervisor's view of it included."""
    cycle = db.session.scalar(
        sa.select(Cycle)
        .join(Cycle.client)
        .join(Client.enrolment)
        .where(Cycle.uuid == uuid, Enrolment.person_id == actor.person_id)
        .options(contains_eager(Cycle.client).contains_eager(Client.enrolment))
    )
    if cycle is None:
        raise NotFound
    return cycle


def count_film_bytes(actor: Actor) -> int:
    """The bytes of all films in the person's cycles, those on their way at their full length."""
    total = sa.select(sa.func.sum(Clip.size_bytes)).where(
        Clip.cycle_id.in_(_own_cycles(actor)), ~erasure_ordered()
    )
    return db.session.scalar(total) or 0


def find_permission(actor: Actor, cycle: Cycle, kind: FilmKind) -> Permission:
    """What is said today about a film of this kind, in a cycle of the person's own."""
    row = db.session.execute(
        sa.select(
            approves_films(Client.organisation_id, Enrolment.person_id),
            consented(Client.id, Purpose.VIG, kind),
        )
        .select_from(Cycle)
        .join(Cycle.client)
        .join(Client.enrolment)
        .where(Cycle.id == cycle.id, Cycle.id.in_(_own_cycles(actor)))
    ).one_or_none()
    return Permission(*row) if row else Permission(False, False)


def list_renditions(actor: Actor, clip: Clip) -> Sequence[Rendition]:
    """Everything kept of one film."""
    return db.session.scalars(
        sa.select(Rendition)
        .join(Rendition.clip)
        .where(Rendition.clip_id == clip.id, Clip.cycle_id.in_(_own_cycles(actor)))
        .order_by(Rendition.id)
    ).all()


def list_expired(actor: Actor, at: datetime, limit: int) -> Sequence[UUID]:
    """Uploads without progress until ``at``, longest ago first; never of arrived films."""
    return db.session.scalars(
        sa.select(Upload.uuid)
        .where(visible_to(actor), Upload.finished_at.is_(None), Upload.expires_at <= at)
        .order_by(Upload.expires_at, Upload.id)
        .limit(limit)
    ).all()


def lock_person(actor: Actor) -> None:
    """Let one request at a time begin a film for this person, so that neither quota nor place is taken twice."""
    db.session.scalar(sa.select(Person.id).where(Person.id == actor.person_id).with_for_update())


def _own_cycles(actor: Actor) -> sa.Select[int]:
    return (
        sa.select(Cycle.id)
        .join(Cycle.client)
        .join(Client.enrolment)
        .where(sa.true() if actor.is_system else Enrolment.person_id == actor.person_id)
    )

"""Films to erase, and the records of those that were."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.models import Client, Cycle
from app.clips.edited_films.rendering.orders import name_rendering
from app.clips.edited_films.rendering.queries import list_renderings_of
from app.clips.erased.words import REASONS
from app.clips.keeping.policies import is_standing
from app.clips.models import Clip, ErasureOrder, ErasureReason, Hold, Upload
from app.clips.processing.orders import list_processing_keys
from app.clips.stills.orders import name_drawing
from app.core.actor import Actor
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db
from app.jobs.models import JobState
from app.jobs.queries import list_unfinished_jobs
from app.retention.ledger import Deletion
from app.retention.models import DeletionRecord
from app.retention.orders import FilmToErase
from app.retention.policies import can_erase, visible_to


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """The record of an erased film, for the trainee whose film it was."""

    record: DeletionRecord
    cycle: Cycle

    @property
    def why(self) -> str:
        """The reason in words."""
        return REASONS[self.record.reason]


def find_film_to_erase(actor: Actor, clip_id: int) -> FilmToErase | None:
    """The film with what is known of it; None where nothing was ordered, or all is done."""
    require(can_erase(actor))
    row = db.session.execute(
        sa.select(ErasureOrder, Clip, _is_held())
        .join(ErasureOrder.clip)
        .where(Clip.id == clip_id, _unfinished())
    ).one_or_none()
    if row is None:
        return None
    order, clip, is_held = row
    uploads = db.session.scalars(sa.select(Upload.uuid).where(Upload.clip_id == clip_id)).all()
    renderings = tuple(rendering.uuid for rendering in list_renderings_of(actor, clip_id))
    deletion = Deletion(
        *(clip.uuid, clip.kind, order.reason, order.ordered_at, clip.sha256, clip.size_bytes),
        renderings,
    )
    return FilmToErase(clip_id, deletion, uploads, is_held)


def list_unfinished(
    actor: Actor, after_id: int, limit: int
) -> Sequence[tuple[int, UUID, ErasureReason]]:
    """Ids and uuids of clips, with the reason, whose ordered erasure is not done, in order of their ids, from the next after ``after_id`` on."""
    require(can_erase(actor))
    rows = db.session.execute(
        sa.select(Clip.id, Clip.uuid, ErasureOrder.reason)
        .join(ErasureOrder, ErasureOrder.clip_id == Clip.id)
        .where(Clip.id > after_id, _unfinished())
        .order_by(Clip.id)
        .limit(limit)
    )
    return [(clip_id, uuid, reason) for clip_id, uuid, reason in rows]


def is_being_prepared(actor: Actor, clip_uuid: UUID) -> bool:
    """Whether a worker holds this film just now, or did and its lease has not been taken up by another."""
    require(can_erase(actor))
    jobs = list_unfinished_jobs([*list_processing_keys(clip_uuid), name_drawing(clip_uuid)])
    return any(job.state is JobState.RUNNING for job in jobs)


def is_being_cut(actor: Actor, rendering_uuids: Collection[UUID]) -> bool:
    """Whether a worker makes one of these films of it just now, or did and its lease has not been taken up by another."""
    require(can_erase(actor))
    jobs = list_unfinished_jobs([name_rendering(uuid) for uuid in rendering_uuids])
    return any(job.state is JobState.RUNNING for job in jobs)


def find_record(actor: Actor, clip_id: int) -> DeletionRecord | None:
    """The record of this film's erasure."""
    require(can_erase(actor))
    return db.session.scalar(sa.select(DeletionRecord).where(DeletionRecord.clip_id == clip_id))


def list_records(actor: Actor, page: int = 1) -> Page[OwnRecord]:
    """What was erased of the actor's own films, the latest first, with the cycle each was of."""
    mine = sa.select(DeletionRecord).where(visible_to(actor))
    latest_first = (
        sa.select(DeletionRecord, Cycle)
        .join(Clip, Clip.id == DeletionRecord.clip_id)
        .join(Cycle, Cycle.id == Clip.cycle_id)
        .where(visible_to(actor))
        .options(joinedload(Cycle.client))
        .order_by(DeletionRecord.id.desc())
    )
    found = read_page(db.session(), latest_first, count_rows(mine), page)
    return found.build(lambda row: OwnRecord(*row))


def list_recently_erased(
    actor: Actor, since: datetime, after_id: int, limit: int
) -> Sequence[tuple[int, UUID]]:
    """Ids of records and uuids of films erased since then, in portions in order of the ids."""
    require(can_erase(actor))
    rows = db.session.execute(
        sa.select(DeletionRecord.id, DeletionRecord.clip_uuid)
        .where(
            DeletionRecord.erased_at >= since,
            DeletionRecord.id > after_id,
        )
        .order_by(DeletionRecord.id)
        .limit(limit)
    )
    return [(record_id, uuid) for record_id, uuid in rows]


def list_reappeared(actor: Actor, erased: Collection[UUID]) -> Sequence[tuple[int, UUID]]:
    """Those of these erased films that the database shows to people again, because it is older than their erasure."""
    require(can_erase(actor))
    rows = db.session.execute(
        sa.select(Clip.id, Clip.uuid).where(
            Clip.uuid.in_(erased),
            ~sa.exists().where(ErasureOrder.clip_id == Clip.id).correlate(Clip),
        )
    )
    return [(clip_id, uuid) for clip_id, uuid in rows]


def find_orderer(actor: Actor, clip_id: int) -> int | None:
    """By whose hand the erasure was ordered; None where a rule or the end of a consent did it."""
    require(can_erase(actor))
    return db.session.scalar(
        sa.select(ErasureOrder.ordered_by_id).where(ErasureOrder.clip_id == clip_id)
    )


def find_client(actor: Actor, client_id: int) -> Client | None:
    """The client a job names by its id."""
    require(can_erase(actor))
    return db.session.get(Client, client_id)


def _unfinished() -> sa.ColumnElement[bool]:
    is_done = sa.exists().where(DeletionRecord.clip_id == ErasureOrder.clip_id)
    return ~is_done.correlate(ErasureOrder)


def _is_held() -> sa.ColumnElement[bool]:
    """Whether a hold stops the erasure of this clip now."""
    return sa.exists().where(Hold.clip_id == Clip.id, is_standing()).correlate(Clip)

"""Erasing a film: from its order to its record, at any step again."""

from __future__ import annotations

import sqlalchemy as sa

from app.audit.services import record_event
from app.cases.models import Client
from app.clips.films import film_store
from app.clips.keeping.orders import ERASE_CLIP, name_erasure
from app.clips.models import Clip
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db, release_connection
from app.jobs.services import enqueue_job
from app.jobs.work import Work
from app.retention import queries
from app.retention.family_words import forget_family_words, has_taken_words_back
from app.retention.idleness import holding_still
from app.retention.ledger import deletion_ledger
from app.retention.models import DeletionRecord
from app.retention.orders import FilmToErase
from app.retention.policies import can_erase
from app.retention.traces import forget_bytes, forget_words

AT_ONCE = 200
"""How many rows a portion has."""


def erase_clip(actor: Actor, work: Work) -> None:
    """Erase the film of the job. May be killed at any point and run again. Raises FilmBusy while somebody writes it.

    Nothing is done where no erasure was ordered, where it is done already, or while a hold stands.
    """
    require(can_erase(actor))
    film = queries.find_film_to_erase(actor, work.arguments["clip_id"])
    release_connection()
    if film is None or (film.is_held and not deletion_ledger().find(film.deletion.clip_uuid)):
        return
    destroy_film(actor, film)
    with work.step(last=True):
        forget_film(actor, film)


def destroy_film(actor: Actor, film: FilmToErase) -> None:
    """Everything outside the database: the record that outlives it, then the keys, then the bytes. Raises FilmBusy."""
    require(can_erase(actor))
    with holding_still(actor, film):
        deletion_ledger().write(film.deletion)
        film_store().delete_all(film.folder)


def forget_film(actor: Actor, film: FilmToErase) -> None:
    """Everything inside the database, in the present transaction; harmless when repeated.

    The clip itself stays, as do viewings, showings, counts and sessions: who watched what and when outlives the film.
    """
    require(can_erase(actor))
    clip = db.session.scalars(
        sa.select(Clip).where(Clip.id == film.clip_id).with_for_update()
    ).one()
    if queries.find_record(actor, clip.id) is not None:
        return
    forget_words(clip)
    forget_bytes(clip)
    db.session.add(_record(clip, film, queries.find_orderer(actor, clip.id)))
    clip.become_erased()
    db.session.flush()
    owner_id = clip.cycle.client.enrolment.person_id
    record_event(actor, "film.erased", "clip", clip.uuid, about=owner_id)


def erase_without_consent(actor: Actor, work: Work) -> None:
    """A family took consents back: what nothing permits keeping any more goes."""
    require(can_erase(actor))
    with work.step(last=True):
        client = queries.find_client(actor, work.arguments["client_id"])
        if client is not None and has_taken_words_back(actor, client):
            _forget_words_of(actor, client)


def resume_erasures(actor: Actor, work: Work) -> None:
    """Ask again for every erasure that was ordered and is not done, such as one whose storage was away for a day."""
    require(can_erase(actor))
    after_id = 0
    while portion := queries.list_unfinished(actor, after_id, AT_ONCE):
        with work.step():
            for clip_id, clip_uuid in portion:
                enqueue_job(ERASE_CLIP, {"clip_id": clip_id}, unique_key=name_erasure(clip_uuid))
        after_id = portion[-1][0]


def _forget_words_of(actor: Actor, client: Client) -> None:
    if forget_family_words(actor, client):
        owner_id = client.enrolment.person_id
        record_event(actor, "words.erased", "client", client.uuid, about=owner_id)


def _record(clip: Clip, film: FilmToErase, orderer_id: int | None) -> DeletionRecord:
    deletion = film.deletion
    return DeletionRecord(
        clip_id=clip.id,
        clip_uuid=clip.uuid,
        kind=deletion.kind,
        reason=deletion.reason,
        sha256=deletion.sha256,
        size_bytes=deletion.size_bytes,
        ordered_at=deletion.ordered_at,
        ordered_by_id=orderer_id,
    )

"""Erasing a film: from its order to its record, at any step again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from app.audit.services import record_event
from app.cases.models import Client
from app.clips.edited_films.rendering.queries import list_renderings_of
from app.clips.edited_films.rendering.services import forget_rendering
from app.clips.films import film_store
from app.clips.keeping.errors import FilmHeld
from app.clips.keeping.orders import ERASE_CLIP, name_erasure
from app.clips.keeping.services import order_erasure
from app.clips.keeping.terms import TermSource, list_terms
from app.clips.models import Clip, ErasureReason
from app.core import clock
from app.core.actor import Actor
from app.core.database import empty_log
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
from app.retention.runs.queries import list_kept_films
from app.retention.traces import forget_bytes, forget_words

AT_ONCE = 200
"""How many rows a portion has."""

LOOKED_AGAIN_FOR = timedelta(days=7)


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
    empty_log(db.engine.engine)


def destroy_film(actor: Actor, film: FilmToErase) -> None:
    """Everything outside the database: the record that outlives it, then the keys, then the bytes. Raises FilmBusy."""
    require(can_erase(actor))
    with holding_still(actor, film):
        deletion_ledger().write(film.deletion)
        for folder in film.folders:
            film_store().delete_all(folder)


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
    for rendering in list_renderings_of(actor, clip.id):
        forget_rendering(actor, rendering)
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
        if client is None:
            return
        _order_unpermitted(actor, client)
        if has_taken_words_back(actor, client):
            _forget_words_of(actor, client)
    empty_log(db.engine.engine)


def resume_erasures(actor: Actor, work: Work) -> None:
    """Ask again for every erasure that was ordered and is not done, such as one whose storage was away for a day."""
    require(can_erase(actor))
    after_id = 0
    while portion := queries.list_unfinished(actor, after_id, AT_ONCE):
        with work.step():
            for clip_id, clip_uuid, _ in portion:
                enqueue_job(ERASE_CLIP, {"clip_id": clip_id}, unique_key=name_erasure(clip_uuid))
        after_id = portion[-1][0]


def list_waiting(actor: Actor) -> Iterator[tuple[UUID, ErasureReason]]:
    """Every film whose erasure was ordered and is not done, with the reason."""
    require(can_erase(actor))
    after_id = 0
    while portion := queries.list_unfinished(actor, after_id, AT_ONCE):
        yield from ((clip_uuid, reason) for _, clip_uuid, reason in portion)
        after_id = portion[-1][0]


def look_again(actor: Actor) -> None:
    """Remove what a program that was frozen through an erasure may have written when it woke: for a week after it."""
    require(can_erase(actor))
    since, after_id = clock.now() - LOOKED_AGAIN_FOR, 0
    while portion := queries.list_recently_erased(actor, since, after_id, AT_ONCE):
        release_connection()
        for _, clip_uuid in portion:
            _remove_stored(clip_uuid)
        after_id = portion[-1][0]
    empty_log(db.engine.engine)


def remove_leftovers(actor: Actor) -> int:
    """Remove whatever is stored of every film that was ever erased, such as bytes put back from a backup; returns how
    many films were looked for."""
    require(can_erase(actor))
    count = 0
    for clip_uuid in deletion_ledger().list_films():
        _remove_stored(clip_uuid)
        count += 1
    return count


def _remove_stored(clip_uuid: UUID) -> None:
    """Whatever lies where the film lay, or what was made of it."""
    deletion = deletion_ledger().find(clip_uuid)
    for folder in deletion.folders if deletion else (f"films/{clip_uuid}",):
        film_store().delete_all(folder)


def _order_unpermitted(actor: Actor, client: Client) -> None:
    """The films of the client whose consent to VIG is over for somebody they show, unless a hold stands."""
    films = [film.clip_id for film in list_kept_films(actor, [client.id])]
    for term in list_terms(films).values():
        if term.is_due and term.source is TermSource.CONSENT:
            clip = db.session.get_one(Clip, term.clip_id)
            with suppress(FilmHeld):  # a hold that was placed this moment
                order_erasure(actor, clip, ErasureReason.CONSENT_WITHDRAWN)


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

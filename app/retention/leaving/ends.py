"""Seeing a leaving through, in short steps that can be cut off and done again."""

from __future__ import annotations

from contextlib import suppress

from app.audit.services import record_event
from app.clips.keeping.errors import FilmHeld
from app.clips.keeping.services import order_erasure
from app.clips.models import ErasureReason
from app.core import clock
from app.core.actor import Actor
from app.core.database import lock_row
from app.extensions import db
from app.jobs.work import Work
from app.retention.leaving import queries
from app.retention.leaving.models import Leaving
from app.retention.leaving.traces import become_nameless, forget_private_things, forget_work

FILMS_AT_ONCE = 50
LEAVINGS_AT_ONCE = 100


def let_go(actor: Actor, work: Work, leaving_id: int) -> None:
    """Order the erasure of every film that no hold keeps, and forget what was private; nothing where it was taken back."""
    is_more = True
    while is_more:
        with work.step():
            is_more = _order_some(actor, leaving_id)
    with work.step():
        leaving = queries.get_leaving(actor, leaving_id)
        if leaving is not None:
            forget_private_things(actor, leaving.person)


def finish_leavings(actor: Actor, work: Work) -> None:
    """Go on with every leaving that was begun, and make nameless whoever's time is over; done again it changes nothing."""
    after_id = 0
    while ids := queries.list_begun(actor, after_id, LEAVINGS_AT_ONCE):
        for leaving_id in ids:
            let_go(actor, work, leaving_id)
            with work.step():
                _finish(actor, leaving_id)
        after_id = ids[-1]


def _order_some(actor: Actor, leaving_id: int) -> bool:
    """Order a portion; whether there may be more."""
    leaving = queries.get_leaving(actor, leaving_id)
    if leaving is None:
        return False
    films = queries.list_films_to_go(actor, leaving.person_id, FILMS_AT_ONCE)
    for clip in films:
        with suppress(FilmHeld):  # a hold that was placed this moment
            order_erasure(actor, clip, ErasureReason.PERSON_LEFT)
    return len(films) == FILMS_AT_ONCE


def _finish(actor: Actor, leaving_id: int) -> None:
    leaving = queries.get_leaving(actor, leaving_id)
    if leaving is None:
        return
    lock_row(
        db.session(), leaving
    )  # whoever takes it back at this moment comes first, or finds it finished
    if leaving.reopened_at or leaving.finished_at or not queries.is_due(actor, leaving):
        return
    person = leaving.person
    forget_work(actor, person)
    keeps_name = _keeps_name(actor, leaving)
    become_nameless(actor, person, keeps_name=keeps_name)
    leaving.finished_at = clock.now()
    record_event(actor, "person.left", "person", person.uuid)


def _keeps_name(actor: Actor, leaving: Leaving) -> bool:
    """The register promises whom it names; whoever asks otherwise leaves it without a name."""
    return queries.is_accredited(actor, leaving.person_id) and not leaving.takes_name

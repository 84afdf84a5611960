"""A day's run: what is due is let go, and whoever's films go soon is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import date

import sqlalchemy as sa

from app.clips.keeping.errors import FilmHeld
from app.clips.keeping.services import order_erasure
from app.clips.keeping.terms import list_terms
from app.clips.models import Clip
from app.core.actor import Actor
from app.core.durations import format_day
from app.core.policy import require
from app.extensions import db, unit_of_reading
from app.notifications.services import notify
from app.retention.models import KeepingReminder
from app.retention.policies import can_erase
from app.retention.runs import queries
from app.retention.runs.plan import OVERDUE, Planned, Step, plan_film

CLIENTS_AT_ONCE = 50

Begin = Callable[[], AbstractContextManager[None]]
"""Opens one short writing transaction: a step of a job, or a unit of work."""


def foresee(actor: Actor) -> Iterator[Planned]:
    """Yield every kept film with what a run would do today. Changes nothing."""
    require(can_erase(actor))
    return _go_through(actor, unit_of_reading, _look)


def run_retention(actor: Actor, begin: Begin) -> Iterator[Planned]:
    """Order the erasures that are due and send the reminders, and yield what was done with each kept film.

    Works in portions, each a transaction: cut short, the next run goes on, and nothing is done or said twice.
    """
    require(can_erase(actor))
    return _go_through(actor, begin, _carry_out)


def _go_through(
    actor: Actor, begin: Begin, treat: Callable[[Actor, Sequence[Planned]], None]
) -> Iterator[Planned]:
    after_id = 0
    while True:
        with begin():
            client_ids = queries.list_clients_with_films(actor, after_id, CLIENTS_AT_ONCE)
            portion = _plan(actor, client_ids)
            treat(actor, portion)
        if not client_ids:
            return
        yield from portion
        after_id = client_ids[-1]


def _plan(actor: Actor, client_ids: Sequence[int]) -> Sequence[Planned]:
    films = queries.list_kept_films(actor, client_ids)
    clip_ids = [film.clip_id for film in films]
    terms = list_terms(clip_ids)
    reminded = queries.list_reminded(actor, clip_ids)
    planned = []
    for film in films:
        term = terms[film.clip_id]
        sent = reminded.get((film.clip_id, term.due_on), set()) if term.due_on else set()
        planned.append(plan_film(film, term, sent))
    return planned


def _look(_actor: Actor, _portion: Sequence[Planned]) -> None:
    """Only look."""


def _carry_out(actor: Actor, portion: Sequence[Planned]) -> None:
    for each in portion:
        if each.step is Step.ERASE:
            clip = db.session.get_one(Clip, each.film.clip_id)
            with suppress(FilmHeld):  # a hold that was placed this moment
                order_erasure(actor, clip, each.term.erasure_reason)
    _remind(actor, [each for each in portion if each.step is Step.REMIND])


def _remind(actor: Actor, portion: Sequence[Planned]) -> None:
    """One line for all films of a client that go on the same day."""
    together: defaultdict[tuple[int, date, int], list[Planned]] = defaultdict(list)
    for each in portion:
        if each.term.due_on is not None and each.days_before is not None:
            together[each.film.client_id, each.term.due_on, each.days_before].append(each)
    for (_, due_on, days_before), group in together.items():
        _tell(actor, group, due_on, is_over=days_before == OVERDUE)
        rows = [
            {"clip_id": each.film.clip_id, "due_on": due_on, "days_before": days_before}
            for each in group
        ]
        db.session.execute(sa.insert(KeepingReminder), rows)


def _tell(actor: Actor, group: Sequence[Planned], due_on: date, *, is_over: bool) -> None:
    film = group[0].film
    is_one = len(group) == 1
    day = format_day(due_on)
    if is_over:
        count = "A film was" if is_one else f"{len(group)} films were"
        words = f"{count} to stay until {day}, and {'goes' if is_one else 'go'} tomorrow"
    else:
        count = "A film stays" if is_one else f"{len(group)} films stay"
        words = f"{count} until {day}, and {'is' if is_one else 'are'} erased then"
    notify(
        actor,
        film.owner_id,
        subject=words,
        path=f"/clips/{film.clip_uuid}" if is_one else f"/clients/{film.client_uuid}",
    )

"""Holding a film, moving the end of a hold, lifting it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from app.accounts.models import Person
from app.audit.services import record_event
from app.clips.keeping.errors import EndNotAhead, HoldEnded, HoldStands
from app.clips.keeping.holds import queries
from app.clips.keeping.holds.policies import can_change_hold, can_remind, can_review_hold
from app.clips.keeping.policies import can_decide_keeping, can_report_worry
from app.clips.keeping.queries import find_order
from app.clips.keeping.rules import add_period
from app.clips.models import Clip, Hold, HoldKind, HoldReader
from app.core import clock
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.durations import format_day
from app.core.errors import NotFound
from app.core.policy import require
from app.extensions import db
from app.jobs.work import Work
from app.notifications.services import notify, notify_people
from app.organisations.models import RuleUnit

LONGEST_MONTHS = 12
"""How far ahead the end of a hold may lie; a longer one is looked at again and moved."""
REMINDED_AGAIN = timedelta(days=7)
AT_ONCE = 100
"""How many reminders one transaction carries."""
HOLDS = "/holds"


def place_hold(actor: Actor, clip: Clip, reason: str, until_on: date) -> Hold:
    """Keep a film from being erased until a day, for a reason. Raises EndNotAhead and HoldStands."""
    require(can_decide_keeping(actor, clip))
    _check_end(until_on)
    _lock(clip)
    if queries.find_reason_hold(actor, clip) is not None:
        raise HoldStands
    return _place(actor, clip, HoldKind.REASON, until_on, reason)


def move_hold(actor: Actor, hold: Hold, reason: str, until_on: date) -> None:
    """Give a hold with a reason another end, or another reason. Raises EndNotAhead and HoldEnded."""
    require(can_change_hold(actor, hold))
    _check_end(until_on)
    _require_standing(hold)
    hold.until_on, hold.reason = until_on, reason
    _record(actor, "hold.moved", hold)


def lift_hold(actor: Actor, hold: Hold) -> None:
    """End a hold with a reason: from now on the film goes when its last day comes. Raises HoldEnded."""
    require(can_change_hold(actor, hold))
    _lift(actor, hold)


def place_safeguarding_hold(
    actor: Actor, clip: Clip, readers: Collection[Person], review_on: date
) -> Hold:
    """Hold a film for safeguarding, without details: at once nobody sees it but the actor and ``readers``.

    Readers who have no reason to see the film are left out. The office and the people the organisation named learn that
    there is a hold and when it is looked at again, nothing of the film. Raises EndNotAhead.
    """
    require(can_report_worry(actor, clip))
    _check_end(review_on)
    _lock(clip)
    hold = _place(actor, clip, HoldKind.SAFEGUARDING, review_on, "")
    possible = {person.id for person in queries.list_possible_readers(actor, clip)}
    named = {actor.person_id, *(possible & {reader.id for reader in readers})}
    db.session.add_all(HoldReader(hold_id=hold.id, person_id=one) for one in sorted(named))
    db.session.flush()
    _tell_reviewers(actor, hold, f"A hold was placed; look at it by {format_day(review_on)}")
    return hold


def renew_safeguarding_hold(actor: Actor, hold: Hold, review_on: date) -> None:
    """The hold was looked at and is needed longer. Raises EndNotAhead and HoldEnded."""
    require(can_review_hold(actor, hold))
    _check_end(review_on)
    _require_standing(hold)
    hold.until_on, hold.reminded_on = review_on, None
    _record(actor, "hold.renewed", hold)


def lift_safeguarding_hold(actor: Actor, hold: Hold) -> None:
    """The hold was looked at and is over: consent and the organisation's rule speak again. Raises HoldEnded."""
    require(can_review_hold(actor, hold))
    _lift(actor, hold)
    notify(
        actor,
        hold.placed_by_id,
        subject="A hold you placed was lifted",
        path=HOLDS,
    )


def remind_of_holds(actor: Actor, work: Work) -> None:
    """Tell those who look after a hold that its review day has come, and again each week until somebody looks."""
    require(can_remind(actor))
    today, is_done = clock.today(), False
    while not is_done:
        with work.step():
            holds = queries.list_holds_to_remind(actor, today, REMINDED_AGAIN, AT_ONCE)
            for hold in holds:
                hold.reminded_on = today
                _tell_reviewers(actor, hold, "A hold waits to be looked at again")
        is_done = len(holds) < AT_ONCE


def _place(actor: Actor, clip: Clip, kind: HoldKind, until_on: date, reason: str) -> Hold:
    hold = Hold(
        clip=clip, kind=kind, reason=reason, until_on=until_on, placed_by_id=actor.person_id
    )
    db.session.add(hold)
    db.session.flush()
    _record(actor, "hold.placed", hold)
    return hold


def _lift(actor: Actor, hold: Hold) -> None:
    _require_standing(hold)
    hold.lifted_at, hold.lifted_by_id = clock.now(), actor.person_id
    _record(actor, "hold.lifted", hold)


def _lock(clip: Clip) -> None:
    """Where an erasure was ordered a moment ago, there is nothing to hold any more. Raises NotFound."""
    lock_row(db.session(), clip)
    if find_order(clip) is not None:
        raise NotFound


def _require_standing(hold: Hold) -> None:
    lock_row(db.session(), hold)
    is_over = hold.kind is HoldKind.REASON and hold.until_on < clock.today()
    if hold.lifted_at is not None or is_over:
        raise HoldEnded


def _check_end(until_on: date) -> None:
    today = clock.today()
    if not today < until_on <= add_period(today, LONGEST_MONTHS, RuleUnit.MONTHS):
        raise EndNotAhead


def _record(actor: Actor, action: str, hold: Hold) -> None:
    """A hold for safeguarding may be about whoever made the film: it is not written to them."""
    is_reason = hold.kind is HoldKind.REASON
    owner_id = hold.clip.cycle.client.enrolment.person_id
    record_event(actor, action, "hold", hold.uuid, about=owner_id if is_reason else None)


def _tell_reviewers(actor: Actor, hold: Hold, subject: str) -> None:
    people = queries.list_reviewer_ids(actor, hold.clip.cycle.client)
    notify_people(actor, people, subject=subject, path=HOLDS)

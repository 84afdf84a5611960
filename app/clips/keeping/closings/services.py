"""Closing a case: what becomes of each film is decided, written down and done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from app.audit.services import record_event
from app.cases.closings.models import CaseClosing
from app.cases.closings.policies import can_close
from app.cases.closings.services import check_day, close_case
from app.cases.models import Client
from app.clips.keeping.closings.errors import DecisionMissing, KeptInPast
from app.clips.keeping.closings.films import Decision
from app.clips.keeping.closings.queries import list_films
from app.clips.keeping.facts import FilmFacts
from app.clips.keeping.limits import require_consent
from app.clips.keeping.models import FilmDecision, FilmOutcome
from app.clips.keeping.queries import list_facts, list_standing_holds
from app.clips.keeping.services import order_erasure
from app.clips.models import ErasureReason
from app.core import clock
from app.core.actor import Actor
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import db

REASONS = {
    FilmOutcome.ERASE: ErasureReason.CASE_CLOSED,
    FilmOutcome.RETURN: ErasureReason.RETURNED,
}
"""What lets a film go at once, and why its record says it went."""


def find_problems(
    actor: Actor, client: Client, decisions: Sequence[Decision]
) -> Mapping[int, DomainError]:
    """Clip id -> why its film may not be kept as it was decided: DecisionMissing, KeptInPast or ConsentTooShort."""
    require(can_close(actor, client))
    facts = {known.clip_id: known for known in list_facts([one.clip.id for one in decisions])}
    problems: dict[int, DomainError] = {}
    for decision in decisions:
        try:
            _check(decision, facts[decision.clip.id])
        except DomainError as problem:
            problems[decision.clip.id] = problem
    return problems


def close_with_decisions(
    actor: Actor, client: Client, closed_on: date, decisions: Sequence[Decision]
) -> CaseClosing:
    """Close a case and do with its films what was decided; films that are held wait for the end of their hold.

    Raises DecisionMissing where a film that came meanwhile has none, ClosedInFuture, CaseClosed, and what `find_problems`
    finds first.
    """
    require(can_close(actor, client))
    check_day(actor, client, closed_on)
    films = {clip.id for clip in list_films(actor, client)}
    undecided = films - list_standing_holds(films).keys()
    if undecided != {decision.clip.id for decision in decisions}:
        raise DecisionMissing
    for problem in find_problems(actor, client, decisions).values():
        raise problem
    closing = close_case(actor, client, closed_on)
    for decision in decisions:
        _carry_out(actor, closing, decision)
    return closing


def record_taking(actor: Actor, closing: CaseClosing) -> None:
    """Somebody takes the record of a closing out of the portal."""
    require(can_close(actor, closing.client) or actor.supervises(closing.client.enrolment_id))
    owner_id = closing.client.enrolment.person_id
    record_event(actor, "closing.taken", "client", closing.client.uuid, about=owner_id)


def _check(decision: Decision, facts: FilmFacts) -> None:
    if decision.outcome is not FilmOutcome.KEEP:
        return
    if decision.purpose is None or decision.until_on is None:
        raise DecisionMissing("Choose what the film is kept for, and until when.")
    if decision.until_on <= clock.today():
        raise KeptInPast
    require_consent(facts, decision.purpose, decision.until_on)


def _carry_out(actor: Actor, closing: CaseClosing, decision: Decision) -> None:
    is_kept = decision.outcome is FilmOutcome.KEEP
    db.session.add(
        FilmDecision(
            closing=closing,
            clip=decision.clip,
            outcome=decision.outcome,
            purpose=decision.purpose if is_kept else None,
            until_on=decision.until_on if is_kept else None,
        )
    )
    db.session.flush()
    if not is_kept:
        order_erasure(actor, decision.clip, REASONS[decision.outcome])

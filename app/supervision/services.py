"""Recording sessions, and standing behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.accounts.models import Person
from app.allocations.queries import find_supervisor
from app.audit.services import record_event
from app.cases.models import Cycle
from app.cases.notes.models import MarkKind
from app.cases.notes.services import mark_cycles
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict, DomainError
from app.core.policy import require
from app.extensions import db
from app.notifications.models import NewsKind
from app.notifications.services import notify
from app.supervision.models import ConfirmedSession, Mode, SessionRefusal, SupervisionSession
from app.supervision.policies import can_answer_session, can_record_session
from app.supervision.queries import has_answer
from app.trainees.models import Enrolment
from app.trainees.queries import get_stage_on


class NoSupervisorYet(DomainError):
    """A session is between a trainee and their supervisor; nobody is allocated yet."""

    title = "No supervisor yet"
    message = "The association has not allocated a supervisor yet. Once it has, sessions are recorded here."


class SessionInFuture(DomainError):
    """A session is recorded after it happened."""

    title = "That day is still to come"
    message = "Record the session after it has taken place: today is the latest day."
    field = "held_on"


class SessionBeforeRegistration(DomainError):
    """Registration comes before the first counted supervision."""

    title = "That is before registration"
    message = "Supervision counts from the day of registration with the association. Please check the day."
    field = "held_on"


class SessionAnswered(Conflict):
    """The other person has already confirmed or sent back this session."""

    title = "Somebody has answered already"
    message = (
        "This session was confirmed or sent back before. Reload the page to see how it stands."
    )


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """What one of the two writes down about a session; ``minutes`` are what will count."""

    held_on: date
    minutes: int
    mode: Mode
    note: str
    cycles: Sequence[Cycle]


def record_session(actor: Actor, enrolment: Enrolment, record: SessionRecord) -> SupervisionSession:
    """Write down a session that took place; its minutes wait for the other person's word.

    Raises NoSupervisorYet, SessionInFuture and SessionBeforeRegistration.
    """
    require(can_record_session(actor, enrolment))
    supervisor = find_supervisor(enrolment)
    if supervisor is None:
        raise NoSupervisorYet
    if record.held_on > clock.today():
        raise SessionInFuture
    if record.held_on < enrolment.registered_on:
        raise SessionBeforeRegistration
    session = _build_session(actor, enrolment, supervisor, record)
    db.session.add(session)
    db.session.flush()
    other = supervisor.id if actor.person_id == enrolment.person_id else enrolment.person_id
    record_event(actor, "session.recorded", "session", session.uuid, about=other)
    notify(
        actor,
        other,
        subject="A supervision session waits for your confirmation",
        path=f"/sessions/{session.uuid}",
        kind=NewsKind.SESSIONS,
    )
    return session


def _build_session(
    actor: Actor, enrolment: Enrolment, supervisor: Person, record: SessionRecord
) -> SupervisionSession:
    return SupervisionSession(
        enrolment=enrolment,
        supervisor=supervisor,
        stage_id=get_stage_on(actor, enrolment, record.held_on).id,
        held_on=record.held_on,
        minutes=record.minutes,
        mode=record.mode,
        note=record.note,
        cycles=list(record.cycles),
        recorded_by_id=actor.person_id,
    )


def confirm_session(actor: Actor, session: SupervisionSession) -> ConfirmedSession:
    """Stand behind the other person's record: from now on its minutes count. Raises SessionAnswered."""
    require(can_answer_session(actor, session))
    _check_unanswered(session, SessionRefusal)
    confirmation = ConfirmedSession(
        session_id=session.id,
        enrolment_id=session.enrolment_id,
        stage_id=session.stage_id,
        minutes=session.minutes,
        effective_on=session.held_on,
        confirmed_by_id=actor.person_id,
    )
    with refusing(db.session(), {"uq_confirmed_session_session_id": SessionAnswered}):
        db.session.add(confirmation)
    mark_cycles(actor, session.cycles, MarkKind.SUPERVISED, session.held_on)
    record_event(actor, "session.confirmed", "session", session.uuid, about=session.recorded_by_id)
    _tell_recorder(actor, session, "Your supervision session is confirmed")
    return confirmation


def refuse_session(actor: Actor, session: SupervisionSession, reason: str) -> SessionRefusal:
    """Say what is not right with the other person's record; it never counts. Raises SessionAnswered."""
    require(can_answer_session(actor, session))
    _check_unanswered(session, ConfirmedSession)
    refusal = SessionRefusal(session_id=session.id, reason=reason, refused_by_id=actor.person_id)
    with refusing(db.session(), {"uq_session_refusal_session_id": SessionAnswered}):
        db.session.add(refusal)
    record_event(actor, "session.refused", "session", session.uuid, about=session.recorded_by_id)
    _tell_recorder(actor, session, "A supervision session was sent back to you")
    return refusal


def _check_unanswered(
    session: SupervisionSession, answer: type[ConfirmedSession] | type[SessionRefusal]
) -> None:
    lock_row(db.session(), session)  # two answers at once wait for each other
    if has_answer(session, answer):
        raise SessionAnswered


def _tell_recorder(actor: Actor, session: SupervisionSession, subject: str) -> None:
    notify(
        actor,
        session.recorded_by_id,
        subject=subject,
        path=f"/sessions/{session.uuid}",
        kind=NewsKind.SESSIONS,
    )

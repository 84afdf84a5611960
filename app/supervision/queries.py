"""Supervision sessions, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Person
from app.cases.models import Client, Cycle
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import PAGE_SIZE, Page, read_page
from app.extensions import db
from app.supervision.models import ConfirmedSession, SessionRefusal, SupervisionSession
from app.supervision.policies import can_record_session, visible_to
from app.trainees.models import Enrolment


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session with the other person's answer, where there is one."""

    session: SupervisionSession
    confirmation: ConfirmedSession | None
    refusal: SessionRefusal | None

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.confirmation is None and self.refusal is None


def _select_rows(
    actor: Actor,
) -> sa.Select[SupervisionSession, ConfirmedSession, SessionRefusal]:
    return (
        sa.select(SupervisionSession, ConfirmedSession, SessionRefusal)
        .outerjoin(ConfirmedSession, ConfirmedSession.session_id == SupervisionSession.id)
        .outerjoin(SessionRefusal, SessionRefusal.session_id == SupervisionSession.id)
        .where(visible_to(actor))
        .options(
            joinedload(SupervisionSession.enrolment).joinedload(Enrolment.person),
            joinedload(SupervisionSession.supervisor),
            joinedload(SupervisionSession.recorded_by),
            selectinload(SupervisionSession.cycles).joinedload(Cycle.client),
        )
    )


def _build_row(
    row: sa.Row[SupervisionSession, ConfirmedSession | None, SessionRefusal | None],
) -> SessionRow:
    session, confirmation, refusal = row
    return SessionRow(session, confirmation, refusal)


def get_session(actor: Actor, uuid: UUID) -> SessionRow:
    """The session at this address with its answer. Raises NotFound, also where it is not shared."""
    found = db.session.execute(_select_rows(actor).where(SupervisionSession.uuid == uuid)).first()
    if found is None:
        raise NotFound
    return _build_row(found)


def list_sessions(actor: Actor, page: int = 1) -> Page[SessionRow]:
    """Every session the actor sees, the latest day first."""
    return _read_sessions(actor, page)


def list_training_sessions(actor: Actor, enrolment: Enrolment, page: int = 1) -> Page[SessionRow]:
    """The sessions of one training that the actor sees, the latest day first."""
    return _read_sessions(actor, page, SupervisionSession.enrolment_id == enrolment.id)


def _read_sessions(actor: Actor, page: int, *criteria: sa.ColumnElement[bool]) -> Page[SessionRow]:
    counted = sa.select(sa.func.count(SupervisionSession.id)).where(visible_to(actor), *criteria)
    latest_first = (
        _select_rows(actor)
        .where(*criteria)
        .order_by(SupervisionSession.held_on.desc(), SupervisionSession.id.desc())
    )
    return read_page(db.session(), latest_first, counted, page).build(_build_row)


def list_sessions_to_answer(actor: Actor) -> Sequence[SessionRow]:
    """Sessions that wait for this person's word, the oldest record first; at most one page."""
    rows = db.session.execute(
        _select_rows(actor)
        .where(
            ConfirmedSession.id.is_(None),
            SessionRefusal.id.is_(None),
            SupervisionSession.recorded_by_id != actor.person_id,
            sa.or_(
                SupervisionSession.supervisor_id == actor.person_id,
                SupervisionSession.enrolment.has(Enrolment.person_id == actor.person_id),
            ),
        )
        .order_by(SupervisionSession.recorded_at, SupervisionSession.id)
        .limit(PAGE_SIZE)
    )
    return [_build_row(row) for row in rows]


def list_cycles_to_bring(actor: Actor, enrolment: Enrolment) -> Sequence[Cycle]:
    """The trainee's cycles that a session may have looked at, the newest first; at most one page."""
    if not can_record_session(actor, enrolment):
        return []
    return db.session.scalars(
        sa.select(Cycle)
        .join(Cycle.client)
        .where(Client.enrolment_id == enrolment.id)
        .options(joinedload(Cycle.client))
        .order_by(Cycle.id.desc())
        .limit(PAGE_SIZE)
    ).all()


def list_supervised_enrolments(actor: Actor) -> Sequence[Enrolment]:
    """The trainees this person supervises now, by name."""
    return db.session.scalars(
        sa.select(Enrolment)
        .join(Enrolment.person)
        .where(Enrolment.id.in_(actor.supervised_ids))
        .options(joinedload(Enrolment.person))
        .order_by(Person.full_name, Enrolment.id)
    ).all()


def has_answer(
    session: SupervisionSession, answer: type[ConfirmedSession] | type[SessionRefusal]
) -> bool:
    """Whether this kind of answer stands already."""
    found = db.session.scalar(sa.select(answer.id).where(answer.session_id == session.id))
    return found is not None

"""A supervisor's trainees, read for a list: as many statements for one as for fifty."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.core import clock
from app.core.actor import Actor
from app.core.durations import count_months
from app.core.pagination import Page, count_rows, read_page
from app.extensions import db
from app.pathways.models import Stage
from app.progress.queries import count_progress
from app.progress.tally import Standing
from app.supervision.models import ConfirmedSession
from app.trainees.models import Enrolment
from app.trainees.queries import list_current_stages


@dataclass(frozen=True, slots=True)
class TraineeLine:
    """One trainee of a caseload: where they stand, how long they have been in training, when they last met."""

    enrolment: Enrolment
    stage: Stage | None
    standings: tuple[Standing, ...]
    months: int
    last_session_on: date | None


def list_caseload(actor: Actor, page: int = 1) -> Page[TraineeLine]:
    """The trainees this person supervises now, by name."""
    mine = sa.select(Enrolment).where(Enrolment.id.in_(actor.supervised_ids))
    by_name = (
        mine.join(Enrolment.person)
        .options(joinedload(Enrolment.person))
        .order_by(Person.full_name, Enrolment.id)
    )
    enrolments = read_page(db.session(), by_name, count_rows(mine), page).build(itemgetter(0))
    ids = [enrolment.id for enrolment in enrolments.rows]
    stages, progress = list_current_stages(ids), count_progress(ids)
    last = _find_last_sessions(ids)
    return enrolments.build(
        lambda enrolment: TraineeLine(
            enrolment=enrolment,
            stage=(stage := stages.get(enrolment.id)),
            standings=progress[enrolment.id].standings_in(stage.id) if stage else (),
            months=count_months(enrolment.registered_on, clock.today()),
            last_session_on=last.get(enrolment.id),
        )
    )


def _find_last_sessions(enrolment_ids: Collection[int]) -> Mapping[int, date]:
    return dict(
        db.session.execute(
            sa.select(ConfirmedSession.enrolment_id, sa.func.max(ConfirmedSession.effective_on))
            .where(ConfirmedSession.enrolment_id.in_(enrolment_ids))
            .group_by(ConfirmedSession.enrolment_id)
        ).all()
    )

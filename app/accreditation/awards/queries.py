"""Awards, read."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accreditation.awards.policies import visible_to
from app.accreditation.models import Award, StageDecision
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db
from app.pathways.models import PathwayVersion
from app.trainees.models import Enrolment

_with_words = (
    joinedload(Award.person),
    joinedload(Award.enrolment).joinedload(Enrolment.version).joinedload(PathwayVersion.pathway),
    joinedload(Award.decision).joinedload(StageDecision.decided_by),
)


def get_award(actor: Actor, uuid: UUID) -> Award:
    """The award at this address with person and pathway. Raises NotFound, also where it is not shared."""
    award = db.session.scalar(
        sa.select(Award).where(Award.uuid == uuid, visible_to(actor)).options(*_with_words)
    )
    if award is None:
        raise NotFound
    return award


def find_own_award(actor: Actor) -> Award | None:
    """The actor's own accreditation; the latest where there are several."""
    return db.session.scalar(
        sa.select(Award)
        .where(Award.person_id == actor.person_id)
        .order_by(Award.effective_on.desc(), Award.id.desc())
        .limit(1)
        .options(*_with_words)
    )

"""Who may see an award and take its certificate."""

from __future__ import annotations

import sqlalchemy as sa

from app.accreditation.models import Award, Outcome, StageDecision
from app.core.actor import Actor, RoleName


def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
    """A person's own awards; the office sees every number and date."""
    if actor.is_system or actor.holds(RoleName.ADMINISTRATOR):
        return sa.true()
    return Award.person_id == actor.person_id


def can_make_award(actor: Actor, decision: StageDecision) -> bool:
    """An award follows from the word of the reviewer who found the last stage met."""
    return decision.outcome is Outcome.MET and decision.decided_by_id == actor.person_id


def can_take_over_awards(actor: Actor) -> bool:
    """The office takes over the accreditations of its register from before the portal."""
    return actor.holds(RoleName.ADMINISTRATOR)


def can_issue_certificate(actor: Actor, award: Award) -> bool:
    """The practitioner takes their certificate, and the office prints it for them; never one that was given on paper."""
    if award.was_taken_over:
        return False
    return award.person_id == actor.person_id or actor.holds(RoleName.ADMINISTRATOR)

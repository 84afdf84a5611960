"""Setting how long an organisation keeps films."""

from __future__ import annotations

from app.audit.services import record_event
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.organisations.models import Organisation, RetentionRule, RuleBasis, RuleUnit
from app.organisations.policies import can_manage_organisations
from app.organisations.rules.queries import find_rule


def set_rule(
    actor: Actor, organisation: Organisation, basis: RuleBasis, amount: int, unit: RuleUnit
) -> RetentionRule:
    """From now on this rule holds, also for films that are here already. The one that holds, set again, stays one."""
    require(can_manage_organisations(actor))
    before = find_rule(actor, organisation)
    if before is not None and (before.basis, before.amount, before.unit) == (basis, amount, unit):
        return before
    rule = RetentionRule(
        organisation_id=organisation.id,
        basis=basis,
        amount=amount,
        unit=unit,
        recorded_by_id=actor.hand,
    )
    db.session.add(rule)
    db.session.flush()
    record_event(actor, "retention_rule.set", "organisation", organisation.uuid)
    return rule

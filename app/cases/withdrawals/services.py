"""Ending a family's consents by the code on its slip."""

from __future__ import annotations

from app.cases.consents.services import withdraw_consents
from app.cases.models import Client, Purpose
from app.cases.policies import can_withdraw_by_code
from app.cases.withdrawals.models import CodeWithdrawal
from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db


def withdraw_by_code(actor: Actor, client: Client, purpose: Purpose | None) -> CodeWithdrawal:
    """End one purpose, or everything, for everybody on the films now. Answers the receipt."""
    require(can_withdraw_by_code(actor, client))
    withdraw_consents(actor, client, purpose=purpose)
    receipt = CodeWithdrawal(client=client, purpose=purpose, recorded_by_id=actor.person_id)
    db.session.add(receipt)
    db.session.flush()
    return receipt

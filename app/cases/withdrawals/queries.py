"""Codes of families and receipts of their withdrawals, read by those who see nothing else of a case."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.cases.client_codes import spell_code
from app.cases.models import Client
from app.cases.policies import code_visible_to
from app.cases.withdrawals.models import CodeWithdrawal
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db


def find_client_by_code(actor: Actor, typed: str) -> Client | None:
    """The client whose code this is, however it is spelt in capitals, spaces and hyphens.

    None where the actor finds none, or where codes of an older kind differ in their hyphens alone.
    """
    code = spell_code(typed)
    bare = sa.func.replace(Client.code, "-", "")
    found = db.session.scalars(
        sa.select(Client)
        .where(bare == code.replace("-", ""), code_visible_to(actor))
        .options(joinedload(Client.enrolment))
        .limit(2)
    ).all()
    exact = [client for client in found if client.code == code]
    return next(iter(exact), found[0] if len(found) == 1 else None)


def get_withdrawal(actor: Actor, uuid: UUID) -> CodeWithdrawal:
    """A receipt, for whoever recorded the withdrawal. Raises NotFound."""
    withdrawal = db.session.scalar(
        sa.select(CodeWithdrawal)
        .where(CodeWithdrawal.uuid == uuid, CodeWithdrawal.recorded_by_id == actor.person_id)
        .options(joinedload(CodeWithdrawal.client))
    )
    if withdrawal is None:
        raise NotFound
    return withdrawal

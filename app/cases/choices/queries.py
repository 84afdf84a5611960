"""The lists of casework, read."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa

from app.cases.choices.models import CaseChoice, ChoiceList
from app.cases.choices.policies import can_edit_lists
from app.core.actor import Actor
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db

IN_ORDER = (CaseChoice.position, CaseChoice.words, CaseChoice.id)


def list_offered(actor: Actor, list_name: ChoiceList) -> Sequence[CaseChoice]:
    """What can be chosen from a list today, in its order."""
    require(actor.person_id > 0 or actor.is_system)
    return db.session.scalars(
        sa.select(CaseChoice)
        .where(CaseChoice.list_name == list_name, CaseChoice.retired_at.is_(None))
        .order_by(*IN_ORDER)
    ).all()


def page_choices(actor: Actor, list_name: ChoiceList, page: int = 1) -> Page[CaseChoice]:
    """One list as the office edits it: what is offered first, then what is retired."""
    require(can_edit_lists(actor))
    those = sa.select(CaseChoice).where(CaseChoice.list_name == list_name)
    in_order = those.order_by(CaseChoice.retired_at.is_not(None), *IN_ORDER)
    return read_page(db.session(), in_order, count_rows(those), page).build(itemgetter(0))


def find_choice(actor: Actor, choice_uuid: UUID) -> CaseChoice | None:
    """One entry of a list, for the office."""
    require(can_edit_lists(actor))
    return db.session.scalar(sa.select(CaseChoice).where(CaseChoice.uuid == choice_uuid))


def find_last_position(actor: Actor, list_name: ChoiceList) -> int:
    """The place of the last entry of a list; 0 where there is none."""
    require(can_edit_lists(actor))
    asked = sa.select(sa.func.max(CaseChoice.position)).where(CaseChoice.list_name == list_name)
    return db.session.scalar(asked) or 0

"""Keeping the lists of casework."""

from __future__ import annotations

import sqlalchemy as sa

from app.audit.services import record_event
from app.cases.choices.models import CaseChoice, ChoiceList
from app.cases.choices.policies import can_edit_lists
from app.cases.choices.queries import find_last_position
from app.cases.choices.seeds import FIRST_CHOICES
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import db


class EntryExists(DomainError):
    """The same words twice in one list."""

    title = "That is in the list already"
    message = "The list has an entry in these words already. It may be among the retired ones: bring it back there."
    field = "name"


def add_choice(actor: Actor, list_name: ChoiceList, words: str) -> CaseChoice:
    """Offer something new at the end of a list. Raises EntryExists."""
    require(can_edit_lists(actor))
    position = find_last_position(actor, list_name) + 1
    choice = CaseChoice(list_name=list_name, words=words, position=position)
    with refusing(db.session(), {"uq_case_choice_list_name_words": EntryExists}):
        db.session.add(choice)
    record_event(actor, "choice.added", "case_choice", choice.uuid)
    return choice


def reword_choice(actor: Actor, choice: CaseChoice, words: str) -> None:
    """Word an entry anew, wherever it was chosen. Raises EntryExists."""
    require(can_edit_lists(actor))
    with refusing(db.session(), {"uq_case_choice_list_name_words": EntryExists}):
        choice.words = words
    record_event(actor, "choice.reworded", "case_choice", choice.uuid)


def retire_choice(actor: Actor, choice: CaseChoice) -> None:
    """Offer an entry no more; what was chosen stays."""
    require(can_edit_lists(actor))
    choice.retire()
    record_event(actor, "choice.retired", "case_choice", choice.uuid)


def bring_back_choice(actor: Actor, choice: CaseChoice) -> None:
    """Offer an entry again."""
    require(can_edit_lists(actor))
    choice.bring_back()
    record_event(actor, "choice.brought-back", "case_choice", choice.uuid)


def install_case_choices(actor: Actor) -> None:
    """Fill the lists that are empty; what the office has made of them since is left alone."""
    require(actor.is_system)
    present = set(db.session.scalars(sa.select(CaseChoice.list_name).distinct()))
    for list_name, entries in FIRST_CHOICES.items():
        if list_name not in present:
            db.session.add_all(
                CaseChoice(list_name=list_name, words=words, position=position)
                for position, words in enumerate(entries, 1)
            )
    db.session.flush()

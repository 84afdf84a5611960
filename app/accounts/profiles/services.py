"""Saying who one is, and keeping the lists to choose from."""

from __future__ import annotations

import sqlalchemy as sa

from app.accounts.models import Person
from app.accounts.profiles.models import ChoiceKind, Particulars, Profile, ProfileChoice
from app.accounts.profiles.policies import can_change_profile, can_edit_lists
from app.accounts.profiles.queries import find_profile
from app.accounts.profiles.seeds import FIRST_CHOICES, LAST_CHOICES
from app.audit.services import record_event
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db


class ChoiceExists(Conflict):
    """The same words twice in one list."""

    title = "That is in the list already"
    message = "The list has an entry of this name already. It may be among the retired ones: bring it back there."
    field = "name"


def change_profile(actor: Actor, person: Person, said: Particulars) -> Profile:
    """Put what somebody says about themselves in place of what stood there."""
    require(can_change_profile(actor, person.id))
    if person.full_name != said.full_name:
        record_event(actor, "person.renamed", "person", person.uuid)
    person.full_name, person.known_as = said.full_name, said.known_as
    person.pronouns, person.time_zone = said.pronouns, said.time_zone
    profile = _open_profile(actor, person)
    profile.registration_number, profile.employer = said.registration_number, said.employer
    profile.profession = said.choices.get(ChoiceKind.PROFESSION)
    profile.setting = said.choices.get(ChoiceKind.SETTING)
    profile.region = said.choices.get(ChoiceKind.REGION)
    profile.body = said.choices.get(ChoiceKind.BODY)
    record_event(actor, "profile.changed", "person", person.uuid)
    db.session.flush()
    return profile


def put_off_profile(actor: Actor, person: Person) -> None:
    """Not now: the person is not asked again, and can say it whenever they like."""
    require(can_change_profile(actor, person.id))
    _open_profile(actor, person)


def add_choice(actor: Actor, kind: ChoiceKind, name: str) -> ProfileChoice:
    """Offer something new in a list. Raises ChoiceExists."""
    require(can_edit_lists(actor))
    choice = ProfileChoice(kind=kind, name=name)
    with refusing(db.session(), {"uq_profile_choice_kind_name": ChoiceExists}):
        db.session.add(choice)
    record_event(actor, "choice.added", "profile_choice", choice.uuid)
    return choice


def reword_choice(actor: Actor, choice: ProfileChoice, name: str) -> None:
    """Name an entry anew, also on the profiles that have it. Raises ChoiceExists."""
    require(can_edit_lists(actor))
    with refusing(db.session(), {"uq_profile_choice_kind_name": ChoiceExists}):
        choice.name = name
    record_event(actor, "choice.reworded", "profile_choice", choice.uuid)


def retire_choice(actor: Actor, choice: ProfileChoice) -> None:
    """Offer an entry no more; profiles that have it keep it."""
    require(can_edit_lists(actor))
    choice.retire()
    record_event(actor, "choice.retired", "profile_choice", choice.uuid)


def bring_back_choice(actor: Actor, choice: ProfileChoice) -> None:
    """Offer an entry again."""
    require(can_edit_lists(actor))
    choice.bring_back()
    record_event(actor, "choice.brought-back", "profile_choice", choice.uuid)


def install_choices(actor: Actor) -> None:
    """Fill the lists that are empty; what the office has made of them since is left alone."""
    require(actor.is_system)
    present = set(db.session.scalars(sa.select(ProfileChoice.kind).distinct()))
    for kind in ChoiceKind:
        if kind not in present:
            names = [(name, 0) for name in FIRST_CHOICES[kind]] + [(LAST_CHOICES[kind], 1)]
            db.session.add_all(ProfileChoice(kind=kind, name=n, position=p) for n, p in names)
    db.session.flush()


def _open_profile(actor: Actor, person: Person) -> Profile:
    """The person's profile, made where they had none; from several tabs at once it is one."""
    if (found := find_profile(actor, person)) is not None:
        return found
    profile = Profile(person_id=person.id)
    try:
        with refusing(db.session(), {"uq_profile_person_id": Conflict}):
            db.session.add(profile)
    except Conflict:
        return _open_profile(actor, person)
    return profile

"""Profiles and their lists, read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.accounts.profiles.models import ChoiceKind, Profile, ProfileChoice
from app.accounts.profiles.policies import can_edit_lists, can_see_profile
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db

IN_ORDER = (ProfileChoice.position, ProfileChoice.name, ProfileChoice.id)


def find_profile(actor: Actor, person: Person) -> Profile | None:
    """What somebody said about themselves; None where they have not. Raises NotFound for other people's."""
    if not can_see_profile(actor, person.id):
        raise NotFound
    return db.session.scalar(
        sa.select(Profile)
        .where(Profile.person_id == person.id)
        .options(
            joinedload(Profile.profession),
            joinedload(Profile.setting),
            joinedload(Profile.region),
            joinedload(Profile.body),
        )
    )


def has_profile(actor: Actor) -> bool:
    """Whether the person has said something about themselves, or put it off."""
    mine = sa.exists().where(Profile.person_id == actor.person_id)
    return bool(db.session.scalar(sa.select(mine)))


def list_choices(actor: Actor) -> Mapping[ChoiceKind, Sequence[ProfileChoice]]:
    """Every list in its order, with what is retired: the profile shows those of others too."""
    require(actor.person_id > 0 or actor.is_system)
    lists: dict[ChoiceKind, list[ProfileChoice]] = {kind: [] for kind in ChoiceKind}
    for choice in db.session.scalars(sa.select(ProfileChoice).order_by(*IN_ORDER)):
        lists[choice.kind].append(choice)
    return lists


def page_choices(actor: Actor, kind: ChoiceKind, page: int = 1) -> Page[ProfileChoice]:
    """One list as the office edits it: what is offered first, then what is retired."""
    require(can_edit_lists(actor))
    those = sa.select(ProfileChoice).where(ProfileChoice.kind == kind)
    in_order = those.order_by(ProfileChoice.retired_at.is_not(None), *IN_ORDER)
    return read_page(db.session(), in_order, count_rows(those), page).build(itemgetter(0))


def get_choice(actor: Actor, choice_uuid: UUID) -> ProfileChoice:
    """One entry of a list, for the office. Raises NotFound."""
    require(can_edit_lists(actor))
    found = db.session.scalar(sa.select(ProfileChoice).where(ProfileChoice.uuid == choice_uuid))
    if found is None:
        raise NotFound
    return found

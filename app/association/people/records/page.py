"""The page of one person, read in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.changes.models import Deactivation
from app.accounts.invitations.models import Invitation
from app.accounts.invitations.queries import find_accepted_invitation
from app.accounts.models import Person
from app.accounts.profiles.models import Profile
from app.accounts.profiles.queries import find_profile
from app.association.people.policies import can_change_person
from app.association.people.queries import find_deactivation
from app.association.people.records.queries import (
    Change,
    Charge,
    Factors,
    HeldRole,
    OpenReview,
    Training,
    count_factors,
    find_last_sign_in,
    list_changes,
    list_charges,
    list_held_roles,
    list_open_reviews,
    list_trainings,
)
from app.core.actor import Actor, RoleName
from app.core.pagination import Page


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Everything the office sees of somebody, and whether whoever looks may change it."""

    person: Person
    profile: Profile | None
    invitation: Invitation | None
    last_sign_in_at: datetime | None
    deactivation: Deactivation | None
    factors: Factors
    held: Sequence[HeldRole]
    trainings: Sequence[Training]
    charges: Page[Charge]
    reviews: Page[OpenReview]
    changes: Sequence[Change]
    can_change: bool

    @property
    def is_in_training(self) -> bool:
        """Whether a training has begun and not led to an accreditation yet."""
        return any(training.number is None for training in self.trainings)

    @property
    def carries_work(self) -> bool:
        """Whether a training or an open review rests on this person."""
        return bool(self.charges.total or self.reviews.total)

    def find_role(self, role: RoleName) -> HeldRole | None:
        """How somebody holds this role; None where they do not."""
        return next((held for held in self.held if held.role is role), None)


def read_record(actor: Actor, person: Person, *, page: int, reviews_page: int) -> PersonRecord:
    """Read the record of this person; ``page`` turns their trainees, ``reviews_page`` their open reviews."""
    return PersonRecord(
        person=person,
        profile=find_profile(actor, person),
        invitation=find_accepted_invitation(actor, person.id),
        last_sign_in_at=find_last_sign_in(actor, person),
        deactivation=find_deactivation(actor, person),
        factors=count_factors(actor, person),
        held=list_held_roles(actor, person),
        trainings=list_trainings(actor, person),
        charges=list_charges(actor, person, page),
        reviews=list_open_reviews(actor, person, reviews_page),
        changes=list_changes(actor, person),
        can_change=can_change_person(actor, person),
    )

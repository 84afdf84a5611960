"""Who invites whom, for everybody who could ask."""

from __future__ import annotations

import pytest

from app.accounts.invitations import policies
from app.accounts.invitations.models import Invitation
from app.accounts.invitations.words import describe_roles, label_roles
from app.accounts.models import Person, Role
from app.core.actor import NOBODY, SYSTEM, Actor, RoleName

TRAINEE, PRACTITIONER = RoleName.TRAINEE, RoleName.PRACTITIONER
SUPERVISOR, ADMINISTRATOR = RoleName.SUPERVISOR, RoleName.ADMINISTRATOR
EVERYTHING = set(RoleName)
PEOPLE = [
    (Actor(1, frozenset({TRAINEE})), set()),
    (Actor(1, frozenset({PRACTITIONER})), set()),
    (Actor(1, frozenset({SUPERVISOR})), {TRAINEE}),
    (Actor(1, frozenset({SUPERVISOR, PRACTITIONER})), {TRAINEE}),
    (Actor(1, frozenset({ADMINISTRATOR})), EVERYTHING),
    (Actor(1, frozenset({ADMINISTRATOR, SUPERVISOR})), EVERYTHING),
    (Actor(1), set()),
    (NOBODY, set()),
    (SYSTEM, EVERYTHING),
]


@pytest.mark.parametrize(("actor", "offered"), PEOPLE)
def test_everybody_offers_exactly_what_their_roles_allow(
    actor: Actor, offered: set[RoleName]
) -> None:
    assert {role for role in RoleName if policies.can_offer(actor, {role})} == offered
    assert policies.can_invite(actor) == bool(offered)
    assert policies.can_invite_many(actor) == policies.sees_all(actor) == (offered == EVERYTHING)


def invitation_of(inviter: Person, *roles: RoleName) -> Invitation:
    return Invitation(
        invited_by=inviter, invited_by_id=inviter.id, roles=[Role(name=role) for role in roles]
    )


def test_a_supervisor_changes_only_invitations_of_their_own() -> None:
    actor = Actor(2, frozenset({SUPERVISOR}))
    assert policies.can_change(actor, invitation_of(Person(id=2), TRAINEE))
    assert not policies.can_change(actor, invitation_of(Person(id=3), TRAINEE))


def test_who_is_no_administrator_any_more_does_not_change_what_they_offered_as_one() -> None:
    actor = Actor(2, frozenset({SUPERVISOR}))
    assert not policies.can_change(actor, invitation_of(Person(id=2), ADMINISTRATOR))


@pytest.mark.parametrize(
    ("held", "active", "backed"),
    [
        ([ADMINISTRATOR], True, True),
        ([ADMINISTRATOR], False, False),
        ([SUPERVISOR], True, False),
        ([], True, False),
    ],
)
def test_an_invitation_stands_as_long_as_its_inviter_may_offer_it(
    held: list[RoleName], active: bool, backed: bool
) -> None:
    inviter = Person(id=2, active=active, roles=[Role(name=role) for role in held])
    assert invitation_of(inviter, SUPERVISOR).is_backed is backed


@pytest.mark.parametrize("person_id", [1, -1, 0])
def test_a_new_account_is_opened_by_somebody_signed_out(person_id: int) -> None:
    assert policies.can_open_account(Actor(person_id)) == (person_id < 0)


def test_roles_are_said_in_words() -> None:
    assert describe_roles({TRAINEE}) == "a trainee"
    assert describe_roles({SUPERVISOR, PRACTITIONER}) == "a practitioner and a supervisor"
    assert label_roles({SUPERVISOR, PRACTITIONER}) == "Practitioner, supervisor"

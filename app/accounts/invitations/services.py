"""Inviting, sending again and taking back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from app.accounts.invitations.addresses import Entry, read_address, read_entries
from app.accounts.invitations.errors import (
    AccountClosed,
    CourseTooFarAway,
    CourseUnknown,
    HoldsRoleAlready,
    InvitationAnswered,
    InvitedAlready,
    InvitesOneself,
    NoRoleOffered,
)
from app.accounts.invitations.grants import Offer
from app.accounts.invitations.models import Invitation, State
from app.accounts.invitations.policies import (
    can_change,
    can_invite_many,
    can_offer,
    sees_all,
)
from app.accounts.invitations.queries import find_people, find_unanswered, list_newcomers
from app.accounts.models import Person, Role
from app.accounts.queries import list_roles
from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor, RoleName
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import db
from app.jobs.services import enqueue_job, enqueue_jobs

LETTER_JOB = "notifications.send_invitation"
COURSE_AHEAD = timedelta(days=366)
UNCHANGED = Offer(frozenset())
"""Nothing beyond what somebody holds already."""


def invite(actor: Actor, email: str, full_name: str, offer: Offer) -> Invitation:
    """Ask somebody to join; the letter with the link leaves when the request has succeeded.

    Raises AddressUnreadable, InvitedAlready, InvitesOneself, NoRoleOffered, CourseUnknown and CourseTooFarAway; to the
    association alone, who may know who has an account, HoldsRoleAlready and AccountClosed.
    """
    require(can_offer(actor, offer.roles))
    _check_offer(actor, offer)
    address = read_address(email)
    person = find_people([address]).get(address)
    before = find_unanswered([address]).get(address)
    if problem := _find_problem(actor, offer, person, before):
        raise problem
    roles = list_roles(offer.roles)
    with refusing(db.session(), {"uq_invitation_open_email": InvitedAlready}):
        _make_room([before] if before else [])
        invitation = _add(actor, Entry(email, address, full_name), offer, roles)
    _record(actor, invitation, person)
    enqueue_job(LETTER_JOB, {"invitation": str(invitation.uuid)})
    return invitation


def plan_batch(actor: Actor, text: str, offer: Offer) -> Sequence[Entry]:
    """Each line of a list, with what keeps it from being sent. Changes nothing.

    Raises NoRoleOffered and CourseTooFarAway.
    """
    require(can_invite_many(actor) and can_offer(actor, offer.roles))
    _check_offer(actor, offer)
    entries = list(read_entries(text))
    addresses = {entry.email for entry in entries if entry.email}
    people, unanswered = find_people(addresses), find_unanswered(addresses)
    seen: set[str] = set()
    plan = []
    for entry in entries:
        problem = entry.problem or _find_line_problem(actor, offer, entry, seen, people, unanswered)
        seen.add(entry.email)
        plan.append(replace(entry, problem=problem))
    return plan


def invite_batch(actor: Actor, plan: Sequence[Entry], offer: Offer) -> int:
    """Invite everybody in the plan whose line is in order; answers how many. Raises InvitedAlready."""
    require(can_invite_many(actor) and can_offer(actor, offer.roles))
    entries = [entry for entry in plan if entry.problem is None]
    addresses = [entry.email for entry in entries]
    people, roles = find_people(addresses), list_roles(offer.roles)
    with refusing(db.session(), {"uq_invitation_open_email": InvitedAlready}):
        _make_room(find_unanswered(addresses).values())
        added = [_add(actor, entry, offer, roles) for entry in entries]
    for invitation in added:
        _record(actor, invitation, people.get(invitation.email))
    enqueue_jobs(LETTER_JOB, [{"invitation": str(invitation.uuid)} for invitation in added])
    return len(added)


def invite_newcomers(actor: Actor) -> int:
    """Send a letter to everybody who was brought in and has not come in yet; answers how many. Raises InvitedAlready."""
    require(can_invite_many(actor))
    return invite_people(actor, list_newcomers(actor))


def invite_people(actor: Actor, newcomers: Sequence[Person]) -> int:
    """Send people with an account and no way in a letter each, to come in with the roles they hold; answers how many.

    Raises InvitedAlready where somebody else invites one of them at the same moment.
    """
    require(can_invite_many(actor))
    with refusing(db.session(), {"uq_invitation_open_email": InvitedAlready}):
        _make_room(find_unanswered([person.email for person in newcomers]).values())
        added = [
            _add(actor, Entry("", person.email, person.full_name), UNCHANGED, person.roles)
            for person in newcomers
        ]
    for invitation, person in zip(added, newcomers, strict=True):
        _record(actor, invitation, person)
    enqueue_jobs(LETTER_JOB, [{"invitation": str(invitation.uuid)} for invitation in added])
    return len(added)


def resend(actor: Actor, invitation: Invitation) -> None:
    """Send a new letter with a new link; the link before ends at once. Raises InvitationAnswered.

    Where the one who invited may no longer offer these roles, the one who sends again stands for it from now on.
    """
    require(can_change(actor, invitation))
    lock_row(db.session(), invitation)
    if invitation.accepted_at or invitation.revoked_at or invitation.superseded_at:
        raise InvitationAnswered
    if not invitation.is_backed:
        invitation.invited_by_id = actor.hand
    invitation.renew_link()
    record_event(actor, "invitation.resent", "invitation", invitation.uuid)
    enqueue_job(LETTER_JOB, {"invitation": str(invitation.uuid)})


def revoke(actor: Actor, invitation: Invitation) -> None:
    """Take an invitation back: its link is worth nothing from now on. Raises InvitationAnswered."""
    require(can_change(actor, invitation))
    lock_row(db.session(), invitation)
    if invitation.state not in {State.OPEN, State.EXPIRED} or invitation.superseded_at:
        raise InvitationAnswered
    invitation.revoke()
    record_event(actor, "invitation.revoked", "invitation", invitation.uuid)


def revoke_unanswered(actor: Actor, email: str, role: RoleName | None = None) -> None:
    """Take back what an address has not answered; with a ``role`` only where it is offered. Nothing where there is none."""
    require(can_invite_many(actor))
    invitation = find_unanswered([email]).get(email)
    if invitation is not None and (role is None or role in invitation.role_names):
        revoke(actor, invitation)


def _check_offer(actor: Actor, offer: Offer) -> None:
    if not offer.roles:
        raise NoRoleOffered
    if offer.course_ended_on is None and not sees_all(actor):
        raise CourseUnknown
    if offer.course_ended_on and offer.course_ended_on > clock.today() + COURSE_AHEAD:
        raise CourseTooFarAway


def _find_line_problem(
    actor: Actor,
    offer: Offer,
    entry: Entry,
    seen: Collection[str],
    people: Mapping[str, Person],
    unanswered: Mapping[str, Invitation],
) -> str | None:
    if entry.email in seen:
        return "This address stands further up already."
    person, before = people.get(entry.email), unanswered.get(entry.email)
    problem = _find_problem(actor, offer, person, before)
    return problem.message if problem else None


def _find_problem(
    actor: Actor, offer: Offer, person: Person | None, before: Invitation | None
) -> DomainError | None:
    """Why this address cannot be invited. Whether somebody has an account is told to the association alone."""
    if person is not None and person.id == actor.person_id:
        return InvitesOneself()
    if before is not None and before.state is State.OPEN:
        return InvitedAlready()
    if person is None or not sees_all(actor):
        return None
    if not person.active:
        return AccountClosed()
    held = {RoleName(role.name) for role in person.roles}
    return HoldsRoleAlready() if person.password and offer.roles <= held else None


def _make_room(run_out: Iterable[Invitation]) -> None:
    """What ran out gives way to a new invitation of the same address."""
    for invitation in run_out:
        if invitation.state is State.EXPIRED:
            invitation.supersede()
    db.session.flush()


def _add(actor: Actor, entry: Entry, offer: Offer, roles: Sequence[Role]) -> Invitation:
    invitation = Invitation(
        email=entry.email,
        full_name=" ".join(entry.full_name.split()),
        invited_by_id=actor.hand,
        course_ended_on=offer.course_ended_on,
        roles=list(roles),
    )
    db.session.add(invitation)
    return invitation


def _record(actor: Actor, invitation: Invitation, person: Person | None) -> None:
    about = None if person is None else person.id
    record_event(actor, "person.invited", "invitation", invitation.uuid, about=about)

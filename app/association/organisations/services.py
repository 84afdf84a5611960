"""What is approved or ended, with word of it to those who work there."""

from __future__ import annotations

from collections.abc import Collection

from app.accounts.models import Person
from app.accounts.queries import list_administrator_ids
from app.association.organisations.queries import list_concerned_ids, list_people_by_address
from app.core import clock
from app.core.actor import Actor
from app.core.durations import format_day
from app.core.errors import DomainError
from app.core.policy import require
from app.notifications.models import NewsKind
from app.notifications.services import notify_people
from app.organisations.approvals import services as approvals
from app.organisations.approvals.services import Terms
from app.organisations.models import Approval, ApprovalScope, Organisation
from app.organisations.policies import can_manage_organisations

PLACE = "/organisations"
"""The page on which people see what is approved where."""


class AddressUnknown(DomainError):
    """An approval names people who have an account."""

    title = "Nobody signs in with this address"
    field = "people"


def record_approval(
    actor: Actor, organisation: Organisation, terms: Terms, addresses: Collection[str] | None
) -> Approval:
    """Record what an organisation approved, for these people or, with None, for everybody; those with cases there are told.

    Raises AddressUnknown and the errors of `approvals.services.record_approval`.
    """
    require(can_manage_organisations(actor))
    people = None if addresses is None else _find_people(actor, addresses)
    approval = approvals.record_approval(actor, organisation, terms, people)
    has_begun = terms.from_on <= clock.today()
    if terms.scope is ApprovalScope.FILMS and has_begun:
        _tell(actor, approval, f"{organisation.name} has approved films")
    return approval


def end_approval(actor: Actor, approval: Approval) -> None:
    """Take an approval back; those with cases there are told. Raises AlreadyEnded."""
    require(can_manage_organisations(actor))
    concerned = list_concerned_ids(actor, approval)
    approvals.end_approval(actor, approval)
    what = "films" if approval.scope is ApprovalScope.FILMS else "counts"
    subject = f"{approval.organisation.name} has ended an approval of {what}"
    notify_people(actor, concerned, subject=subject, path=PLACE, kind=NewsKind.PEOPLE)


def tell_of_end(actor: Actor, approval: Approval) -> None:
    """Tell those with cases there, their supervisors and the office that an approval ends soon, and remember it."""
    require(actor.is_system)
    if approval.until_on is None:
        return
    day = format_day(approval.until_on)
    subject = f"An approval of {approval.organisation.name} ends on {day}"
    office = set(list_administrator_ids(actor))
    address = f"/association/organisations/{approval.organisation.uuid}"
    notify_people(actor, office, subject=subject, path=address, kind=NewsKind.PEOPLE)
    concerned = [who for who in list_concerned_ids(actor, approval) if who not in office]
    notify_people(actor, concerned, subject=subject, path=PLACE, kind=NewsKind.PEOPLE)
    approvals.note_notice(actor, approval, (approval.until_on - clock.today()).days)


def _find_people(actor: Actor, addresses: Collection[str]) -> Collection[Person]:
    people = list_people_by_address(actor, addresses)
    if unknown := sorted(set(addresses) - {person.email for person in people}):
        raise AddressUnknown(
            f"Nobody with an open account signs in as {', '.join(unknown)}. Check the spelling, or invite them first."
        )
    return people


def _tell(actor: Actor, approval: Approval, subject: str) -> None:
    concerned = list_concerned_ids(actor, approval)
    notify_people(actor, concerned, subject=subject, path=PLACE, kind=NewsKind.PEOPLE)

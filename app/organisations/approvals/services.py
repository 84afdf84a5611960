"""Recording what an organisation approved, and that it took it back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.accounts.models import Person
from app.audit.services import record_event
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.errors import Conflict, DomainError
from app.core.policy import require
from app.extensions import db
from app.organisations.approvals.policies import NOTICE_DAYS
from app.organisations.approvals.queries import has_ended, list_told
from app.organisations.models import (
    Approval,
    ApprovalEnding,
    ApprovalNotice,
    ApprovalScope,
    ApprovedPerson,
    Organisation,
)
from app.organisations.policies import can_manage_organisations


class EndsBeforeItBegins(DomainError):
    """An approval has its first day before its last."""

    title = "The last day comes before the first"
    message = "Enter a last day that is not before the first, or leave it empty."
    field = "until_on"


class NobodyNamed(DomainError):
    """An approval is for everybody, or says for whom."""

    title = "Whom is it for?"
    message = "Enter the e-mail address of everybody it is for, or say that it is for everybody."
    field = "people"


class AlreadyEnded(Conflict):
    """Somebody else took it back."""

    title = "This approval was ended already"
    message = "Somebody ended this approval meanwhile. Reload the page and look again."


@dataclass(frozen=True, slots=True)
class Terms:
    """What an approval says: its scope, by whom it was given, from when to when, and where the paper is."""

    scope: ApprovalScope
    approved_by: str
    from_on: date
    until_on: date | None
    filed_at: str


def record_approval(
    actor: Actor, organisation: Organisation, terms: Terms, people: Collection[Person] | None
) -> Approval:
    """Put on record what an organisation approved, for these people or, with None, for everybody.

    Raises EndsBeforeItBegins and NobodyNamed.
    """
    require(can_manage_organisations(actor))
    if terms.until_on is not None and terms.until_on < terms.from_on:
        raise EndsBeforeItBegins
    if people is not None and not people:
        raise NobodyNamed
    approval = Approval(
        organisation=organisation,
        scope=terms.scope,
        is_for_everybody=people is None,
        approved_by=terms.approved_by,
        from_on=terms.from_on,
        until_on=terms.until_on,
        filed_at=terms.filed_at,
        recorded_by_id=actor.hand,
    )
    db.session.add(approval)
    db.session.flush()
    db.session.add_all(
        ApprovedPerson(approval_id=approval.id, person_id=person.id) for person in people or ()
    )
    db.session.flush()
    record_event(actor, "approval.recorded", "organisation", organisation.uuid)
    return approval


def end_approval(actor: Actor, approval: Approval) -> None:
    """From this moment no film comes in under it. Films that are here stay until their own last day.

    Raises AlreadyEnded.
    """
    require(can_manage_organisations(actor))
    if has_ended(actor, approval):
        raise AlreadyEnded
    with refusing(db.session(), {"uq_approval_ending_approval_id": AlreadyEnded}):
        db.session.add(ApprovalEnding(approval_id=approval.id, recorded_by_id=actor.hand))
    record_event(actor, "approval.ended", "organisation", approval.organisation.uuid)


def note_notice(actor: Actor, approval: Approval, days_left: int) -> None:
    """Remember that people were told; marks that were passed without a word are told with it."""
    require(actor.is_system)
    told = list_told(actor, approval)
    db.session.add_all(
        ApprovalNotice(approval_id=approval.id, days=days)
        for days in NOTICE_DAYS
        if days_left <= days and days not in told
    )
    db.session.flush()

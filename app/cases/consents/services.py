"""Recording what a family said yes to, and ending it the moment they say so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.audit.services import record_event
from app.cases.consents.queries import list_filmed_people, list_running_consents
from app.cases.models import Client, Consent, ConsentWithdrawal, FilmedPerson, Purpose
from app.cases.policies import can_withdraw_consent, can_work_with
from app.cases.queries import list_purposes
from app.cases.relations import Giver, Relation
from app.core import clock
from app.core.actor import Actor
from app.core.database import lock_row
from app.core.errors import DomainError
from app.core.policy import require
from app.extensions import db
from app.wording.identifying_words import find_identifier


class NothingConsented(DomainError):
    """A form with no yes at all opens nothing."""

    title = "There is no yes to record yet"
    message = "Say yes to at least one purpose, or come back when the family has signed."


class OtherPurposeNeedsVig(DomainError):
    """Supervision and reviews look at films that are made for VIG."""

    title = "VIG itself needs a yes first"
    message = (
        "The other purposes use the films made for VIG. Record the family's yes to VIG as well."
    )
    field = "vig"


class ConsentStillRuns(DomainError):
    """Saying no on a new form does not end a consent by accident; withdrawing it does, at once."""

    title = "This consent is on record"
    message = "A yes to this is on record. To end it, use “Withdraw” on the client's page: it takes effect at once."


class ConsentInFuture(DomainError):
    """Consent is recorded after it was given."""

    title = "That date is still to come"
    message = "Enter the day the family signed, today at the latest."
    field = "given_on"


class FilingIdentifies(DomainError):
    """Where a form is filed must not tell whose it is."""

    title = "That could identify a family"
    field = "filed_at"


@dataclass(frozen=True, slots=True)
class SignedForm:
    """The paper behind the consents: when it was signed, which wording, and where the service keeps it."""

    given_on: date
    version: str
    filed_at: str


def record_consents(
    actor: Actor, client: Client, answers: Mapping[Purpose, bool], form: SignedForm
) -> list[Consent]:
    """Record each yes of one signed form as a consent of its own; purposes without an answer stay as they are.

    Sending the same form twice records it once. Raises NothingConsented, OtherPurposeNeedsVig, ConsentStillRuns,
    ConsentInFuture and FilingIdentifies.
    """
    require(can_work_with(actor, client))
    lock_row(db.session(), client)  # the same form sent twice waits its turn
    running = list_purposes([client.id]).get(client.id, frozenset())
    agreed = [purpose for purpose, yes in answers.items() if yes]
    _check_answers(answers, running)
    _check_form(form)
    present = {
        (c.filmed_person_id, c.purpose, c.given_on, c.form_version, c.filed_at)
        for c in list_running_consents(actor, client)
    }
    people = list_filmed_people(actor, client) or [_add_family(client)]
    consents = [
        _build_consent(actor, person, purpose, form)
        for person in people
        for purpose in agreed
        if (person.id, purpose, form.given_on, form.version, form.filed_at) not in present
    ]
    db.session.add_all(consents)
    db.session.flush()
    record_event(actor, "consent.recorded", "client", client.uuid)
    return consents


def withdraw_consent(actor: Actor, client: Client, purpose: Purpose) -> None:
    """End every running consent to this purpose now. Withdrawing VIG itself ends all purposes, which rest on it."""
    require(can_withdraw_consent(actor, client))
    withdrawn = set(Purpose) if purpose is Purpose.VIG else {purpose}
    _withdraw(actor, client, withdrawn)


def withdraw_all_consents(actor: Actor, client: Client) -> None:
    """End everything the family said yes to, now. Counts, dates and minutes stay."""
    require(can_withdraw_consent(actor, client))
    _withdraw(actor, client, set(Purpose))


def _withdraw(actor: Actor, client: Client, purposes: Iterable[Purpose]) -> None:
    lock_row(db.session(), client)
    db.session.add_all(
        ConsentWithdrawal(consent=consent, recorded_by_id=actor.person_id)
        for consent in list_running_consents(actor, client)
        if consent.purpose in purposes
    )
    db.session.flush()
    record_event(
        actor, "consent.withdrawn", "client", client.uuid, about=client.enrolment.person_id
    )


def _check_answers(answers: Mapping[Purpose, bool], running: frozenset[Purpose]) -> None:
    if any(purpose in running and not yes for purpose, yes in answers.items()):
        raise ConsentStillRuns
    agreed = {purpose for purpose, yes in answers.items() if yes}
    if not agreed:
        raise NothingConsented
    if Purpose.VIG not in agreed | running:
        raise OtherPurposeNeedsVig


def _check_form(form: SignedForm) -> None:
    if form.given_on > clock.today():
        raise ConsentInFuture
    if identifier := find_identifier(f"{form.filed_at} | {form.version}"):
        raise FilingIdentifies(
            f"This looks like {identifier}. Say where the form is filed without telling whose it is."
        )


def _add_family(client: Client) -> FilmedPerson:
    family = FilmedPerson(client=client, relation=Relation.FAMILY, is_client=True)
    db.session.add(family)
    db.session.flush()
    return family


def _build_consent(
    actor: Actor, person: FilmedPerson, purpose: Purpose, form: SignedForm
) -> Consent:
    return Consent(
        filmed_person=person,
        purpose=purpose,
        given_on=form.given_on,
        from_on=form.given_on,
        given_by=Giver.PARENT,
        form_version=form.version,
        filed_at=form.filed_at,
        recorded_by_id=actor.person_id,
    )

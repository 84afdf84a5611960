"""Recording what a family said yes to, and ending it the moment they say so."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.allocations.queries import find_supervisor
from app.audit.services import record_event
from app.cases.consents.errors import (
    BeginsBeforeSigning,
    ConsentInFuture,
    ConsentStillRuns,
    EndsBeforeBeginning,
    FilingIdentifies,
    NobodyChosen,
    NothingConsented,
    OtherPurposeNeedsVig,
    SpeaksForThemselves,
)
from app.cases.consents.orders import ERASE_WITHOUT_CONSENT
from app.cases.consents.queries import list_open_consents, list_running_consents
from app.cases.models import Client, Consent, ConsentWithdrawal, FilmedPerson, Purpose
from app.cases.policies import can_withdraw_consent, can_work_with
from app.cases.relations import EvidenceKind, Giver
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.database import lock_row
from app.core.durations import format_day
from app.core.policy import require
from app.extensions import db
from app.jobs.services import enqueue_job
from app.notifications.models import NewsKind
from app.notifications.services import notify_people
from app.organisations.models import ConsentWording
from app.wording.identifying_words import find_identifier

Running = Mapping[int, Collection[Purpose]]
"""Id of somebody filmed -> the purposes they say yes to today."""


@dataclass(frozen=True, slots=True)
class SignedForm:
    """The paper behind the consents: signed when and by whom, for which time, which wording, and where the service keeps it.

    Without ``from_on`` it holds from the day it was signed.
    """

    given_on: date
    version: str
    filed_at: str
    given_by: Giver = Giver.PARENT
    evidence: EvidenceKind = EvidenceKind.SIGNED_FORM
    from_on: date | None = None
    until_on: date | None = None
    wording: ConsentWording | None = None

    @property
    def first_day(self) -> date:
        """The day from which it holds."""
        return self.from_on or self.given_on


def record_consents(
    actor: Actor,
    client: Client,
    people: Sequence[FilmedPerson],
    answers: Mapping[Purpose, bool],
    form: SignedForm,
) -> list[Consent]:
    """Record each yes of one signed form, for each of ``people``, as a consent of its own.

    Purposes without an answer stay as they are; sending the same form twice records it once. Raises the errors of
    `consents.errors`.
    """
    require(can_work_with(actor, client))
    lock_row(db.session(), client)  # the same form sent twice waits its turn
    if not people or any(person.client_id != client.id for person in people):
        raise NobodyChosen
    runs = list_running_consents(actor, client)
    running = {
        person.id: {c.purpose for c in runs if c.filmed_person is person} for person in people
    }
    _check_answers(answers, running)
    _check_form(form, people)
    present = {_describe(consent) for consent in list_open_consents(actor, client)}
    built = [
        _build_consent(actor, person, purpose, form)
        for person in people
        for purpose, yes in answers.items()
        if yes
    ]
    consents = [consent for consent in built if _describe(consent) not in present]
    db.session.add_all(consents)
    db.session.flush()
    record_event(actor, "consent.recorded", "client", client.uuid)
    return consents


def withdraw_consents(
    actor: Actor,
    client: Client,
    *,
    purpose: Purpose | None = None,
    person: FilmedPerson | None = None,
) -> int:
    """End what was said yes to, now: one purpose or all, of one person or everybody; the number of consents that ended.

    Withdrawing VIG itself ends all purposes of that person, which rest on it. Also ends what has not begun yet. Trainee and
    supervisor are told, and what nobody permits to keep any more is erased. Counts, dates and minutes stay.
    """
    require(can_withdraw_consent(actor, client))
    lock_row(db.session(), client)
    purposes = set(Purpose) if purpose in (None, Purpose.VIG) else {purpose}
    ended = [
        consent
        for consent in list_open_consents(SYSTEM, client)
        if consent.purpose in purposes and person in (None, consent.filmed_person)
    ]
    by = actor.person_id
    db.session.add_all(ConsentWithdrawal(consent=consent, recorded_by_id=by) for consent in ended)
    db.session.flush()
    about = client.enrolment.person_id
    record_event(actor, "consent.withdrawn", "client", client.uuid, about=about)
    if ended:
        enqueue_job(ERASE_WITHOUT_CONSENT, {"client_id": client.id})
        _tell(actor, client)
    return len(ended)


def _tell(actor: Actor, client: Client) -> None:
    supervisor = find_supervisor(client.enrolment)
    notify_people(
        actor,
        [client.enrolment.person_id, *([supervisor.id] if supervisor else [])],
        subject="Somebody ended a consent: films are closed",
        path=f"/clients/{client.uuid}",
        kind=NewsKind.CONSENTS,
    )


def _check_answers(answers: Mapping[Purpose, bool], running: Running) -> None:
    refused = {purpose for purpose, yes in answers.items() if not yes}
    agreed = {purpose for purpose, yes in answers.items() if yes}
    if any(refused & set(purposes) for purposes in running.values()):
        raise ConsentStillRuns
    if not agreed:
        raise NothingConsented
    if any(Purpose.VIG not in agreed | set(purposes) for purposes in running.values()):
        raise OtherPurposeNeedsVig


def _check_form(form: SignedForm, people: Sequence[FilmedPerson]) -> None:
    if form.given_on > clock.today():
        raise ConsentInFuture
    if form.first_day < form.given_on:
        raise BeginsBeforeSigning
    if form.until_on is not None and form.until_on < form.first_day:
        raise EndsBeforeBeginning
    for person in people:
        of_age = person.consents_again_on
        if of_age and of_age <= form.given_on and form.given_by in {Giver.PARENT, Giver.GUARDIAN}:
            raise SpeaksForThemselves(
                f"{person.mention.capitalize()} speaks for themselves since {format_day(of_age)}. Record their own yes, on a form "
                "for them alone."
            )
    if identifier := find_identifier(f"{form.filed_at} | {form.version}"):
        raise FilingIdentifies(
            f"This looks like {identifier}. Say where the form is filed without telling whose it is."
        )


def _describe(consent: Consent) -> tuple[object, ...]:
    """What makes one form's yes the same as another's."""
    person_id = consent.filmed_person_id or consent.filmed_person.id
    period = (consent.given_on, consent.from_on, consent.until_on)
    return person_id, consent.purpose, *period, consent.form_version, consent.filed_at


def _build_consent(
    actor: Actor, person: FilmedPerson, purpose: Purpose, form: SignedForm
) -> Consent:
    return Consent(
        filmed_person_id=person.id,
        purpose=purpose,
        given_on=form.given_on,
        from_on=form.first_day,
        until_on=form.until_on,
        given_by=form.given_by,
        evidence=form.evidence,
        wording_id=form.wording.id if form.wording else None,
        form_version=form.wording.version if form.wording else form.version,
        filed_at=form.filed_at,
        recorded_by_id=actor.person_id,
    )

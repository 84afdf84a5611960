"""Working with clients: adding them, beginning cycles, dating them, and counting them once they are whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.audit.services import record_event
from app.cases.client_codes import make_code
from app.cases.closings.errors import CaseClosed
from app.cases.closings.queries import find_closing
from app.cases.consents.queries import find_first_consent_on
from app.cases.cycle_dates import Earliest, check_dates
from app.cases.models import (
    Client,
    CompletedCycle,
    Cycle,
    CycleEvidence,
    EvidenceAnnulment,
    EvidenceBasis,
    FilmKind,
    Purpose,
)
from app.cases.particulars import Particulars
from app.cases.policies import (
    can_add_client,
    can_annul_evidence,
    can_confirm_cycle,
    can_record_evidence,
    can_work_with,
)
from app.cases.queries import (
    find_film_evidence,
    find_latest_cycle,
    is_code_used,
    list_evidence,
    list_purposes,
    list_steps,
)
from app.cases.steps import CycleSteps
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.database import lock_row
from app.core.errors import Conflict, DomainError
from app.core.policy import require
from app.extensions import db
from app.notifications.models import NewsKind
from app.notifications.services import notify
from app.trainees.models import Enrolment
from app.trainees.queries import list_current_stages
from app.wording.identifying_words import find_identifier


class CodeTaken(Conflict):
    """Two clients were given the same code at the same moment."""

    title = "Please try once more"
    message = "Somebody was given the same code at this very moment. Send the form again."


class SettingIdentifies(DomainError):
    """The setting says what kind of place it is, never which family."""

    title = "That could identify a family"
    field = "setting"


class ReferredInFuture(DomainError):
    """A referral is recorded when it has come."""

    title = "That date is still to come"
    message = "Enter the day the referral came, today at the latest."
    field = "referred_on"


class ConsentMissing(DomainError):
    """Consent comes before filming."""

    title = "Consent comes first"
    message = "Record the family's consent to VIG on the client's page, then start the cycle."


class CycleCounted(Conflict):
    """Dates may be corrected until the cycle is complete."""

    title = "This cycle counts already"
    message = (
        "Its dates are on record and cannot be changed here. Tell your supervisor if one is wrong."
    )


class DateConfirmed(Conflict):
    """A date the supervisor stood for stays as it is."""

    title = "Your supervisor confirmed this date"
    message = (
        "It stays as it is, because your supervisor stood for it. Talk to them if it is wrong."
    )


class NothingToConfirm(DomainError):
    """The supervisor says which film is kept elsewhere, and its step has a date."""

    title = "There is nothing to confirm yet"
    message = (
        "Choose a film that is kept elsewhere. Its step needs a date, which the trainee enters."
    )


def add_client(actor: Actor, enrolment: Enrolment, particulars: Particulars) -> Client:
    """Add a client under a code that the portal makes. Raises SettingIdentifies, ReferredInFuture and CodeTaken."""
    require(can_add_client(actor, enrolment))
    _check_particulars(particulars)
    client = Client(enrolment=enrolment, code=_make_free_code())
    _describe(client, particulars)
    with refusing(db.session(), {"uq_client_code": CodeTaken}):
        db.session.add(client)
    record_event(actor, "client.added", "client", client.uuid)
    return client


def correct_client(actor: Actor, client: Client, particulars: Particulars) -> None:
    """Correct what is kept beside the code; the code stays. Raises SettingIdentifies and ReferredInFuture."""
    require(can_work_with(actor, client))
    _check_particulars(particulars)
    _describe(client, particulars)
    db.session.flush()
    record_event(actor, "client.corrected", "client", client.uuid)


def _make_free_code() -> str:
    while is_code_used(code := make_code()):
        pass
    return code


def _check_particulars(particulars: Particulars) -> None:
    if identifier := find_identifier(particulars.setting):
        raise SettingIdentifies(
            f"This looks like {identifier}. Say what kind of place it is, such as nursery or Family Hub."
        )
    if particulars.referred_on is not None and particulars.referred_on > clock.today():
        raise ReferredInFuture


def _describe(client: Client, particulars: Particulars) -> None:
    client.age_band, client.setting = particulars.age_band, particulars.setting.strip()
    client.organisation, client.referral_reason = (
        particulars.organisation,
        particulars.referral_reason,
    )
    client.referred_on = particulars.referred_on


def start_cycle(actor: Actor, client: Client) -> Cycle:
    """Begin the next cycle with this client, in the trainee's current stage.

    Where the last one is still empty, that one is given back: two clicks do not make two cycles. Raises ConsentMissing.
    """
    require(can_work_with(actor, client))
    if find_closing(actor, client) is not None:
        raise CaseClosed
    if Purpose.VIG not in list_purposes([client.id]).get(client.id, ()):
        raise ConsentMissing
    lock_row(db.session(), client)  # cycles are numbered one after the other
    last = find_latest_cycle(actor, client)
    if last is not None and not list_steps([last])[last.id].done:
        return last
    cycle = Cycle(
        client=client,
        number=1 if last is None else last.number + 1,
        stage=list_current_stages([client.enrolment_id])[client.enrolment_id],
    )
    db.session.add(cycle)
    db.session.flush()
    record_event(actor, "cycle.started", "cycle", cycle.uuid)
    return cycle


def date_cycle(
    actor: Actor, cycle: Cycle, filmed_on: date | None, reviewed_on: date | None
) -> None:
    """State when the interaction was filmed and when the shared review took place; counts the cycle if it is whole.

    Raises CycleCounted, DateConfirmed and the errors of `check_dates`.
    """
    require(can_work_with(actor, cycle.client))
    lock_row(db.session(), cycle)
    _check_changeable(cycle, list_steps([cycle])[cycle.id], filmed_on, reviewed_on)
    check_dates(
        filmed_on,
        reviewed_on,
        Earliest(
            course_on=cycle.client.enrolment.course_completed_on,
            consent_on=find_first_consent_on(actor, cycle.client),
        ),
    )
    cycle.filmed_on, cycle.reviewed_on = filmed_on, reviewed_on
    db.session.flush()
    record_event(actor, "cycle.dated", "cycle", cycle.uuid)
    complete_cycle_if_whole(cycle)


def record_evidence(actor: Actor, cycle: Cycle, kind: FilmKind, basis: EvidenceBasis) -> None:
    """Record that one of the two films was seen: by the portal (the system), or by the own supervisor elsewhere.

    The first evidence stays; recording it again changes nothing. Counts the cycle if it is whole.
    """
    require(can_record_evidence(actor, cycle, basis))
    lock_row(db.session(), cycle)
    if list_steps([cycle])[cycle.id].find_basis(kind) is None:
        evidence = CycleEvidence(
            cycle_id=cycle.id,
            kind=kind,
            number=len(list_evidence(cycle, kind)) + 1,
            basis=basis,
            recorded_by_id=actor.hand,
        )
        db.session.add(evidence)
        db.session.flush()
        record_event(
            actor, "cycle.evidenced", "cycle", cycle.uuid, about=cycle.client.enrolment.person_id
        )
    complete_cycle_if_whole(cycle)


def annul_evidence(actor: Actor, cycle: Cycle, kind: FilmKind) -> None:
    """The film of this half was the wrong one: its half is open again, unless the cycle counts already.

    What the supervisor confirmed stays.
    """
    require(can_annul_evidence(actor, cycle))
    lock_row(db.session(), cycle)
    evidence = find_film_evidence(cycle, kind)
    if evidence is None or list_steps([cycle])[cycle.id].counts:
        return
    db.session.add(EvidenceAnnulment(evidence_id=evidence.id, annulled_by_id=actor.hand))
    db.session.flush()
    record_event(actor, "evidence.annulled", "cycle", cycle.uuid)


def confirm_cycle(actor: Actor, cycle: Cycle, kinds: Iterable[FilmKind]) -> None:
    """The supervisor stands for films that are kept elsewhere, erased or lost. Raises NothingToConfirm."""
    require(can_confirm_cycle(actor, cycle))
    dates = {FilmKind.INTERACTION: cycle.filmed_on, FilmKind.SHARED_REVIEW: cycle.reviewed_on}
    chosen = set(kinds)
    if not chosen or any(dates[kind] is None for kind in chosen):
        raise NothingToConfirm
    for kind in FilmKind:
        if kind in chosen:
            record_evidence(actor, cycle, kind, EvidenceBasis.SUPERVISOR)
    notify(
        actor,
        cycle.client.enrolment.person_id,
        subject="Your supervisor confirmed a cycle",
        path=f"/cycles/{cycle.uuid}",
        kind=NewsKind.SESSIONS,
    )


def complete_cycle_if_whole(cycle: Cycle) -> CompletedCycle | None:
    """Write the fact that the cycle counts, once, when both dates and both films are there; None where nothing was written.

    It counts in the stage it was done in, on the later of its two dates. Called wherever one of the four arrives.
    """
    lock_row(db.session(), cycle)  # two films may be read at one moment: the second sees the first
    steps = list_steps([cycle])[cycle.id]
    if steps.counts or not steps.is_whole or cycle.filmed_on is None or cycle.reviewed_on is None:
        return None
    completed = CompletedCycle(
        cycle=cycle,
        client_id=cycle.client_id,
        enrolment_id=cycle.client.enrolment_id,
        stage_id=cycle.stage_id,
        basis=steps.basis,
        effective_on=max(cycle.filmed_on, cycle.reviewed_on),
    )
    db.session.add(completed)
    db.session.flush()
    return completed


def _check_changeable(
    cycle: Cycle, steps: CycleSteps, filmed_on: date | None, reviewed_on: date | None
) -> None:
    if steps.counts:
        raise CycleCounted
    confirmed = EvidenceBasis.SUPERVISOR
    if steps.interaction is confirmed and filmed_on != cycle.filmed_on:
        raise DateConfirmed
    if steps.shared_review is confirmed and reviewed_on != cycle.reviewed_on:
        raise DateConfirmed

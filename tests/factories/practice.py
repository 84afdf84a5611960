"""Clients, cycles and sessions of invented trainees, made straight in the database."""

from __future__ import annotations

from datetime import date
from itertools import count

from app.accounts.models import Person
from app.cases.models import (
    AgeBand,
    Client,
    CompletedCycle,
    Consent,
    Cycle,
    EvidenceBasis,
    FilmedPerson,
    Purpose,
)
from app.cases.relations import Giver, Relation
from app.cases.withdrawals.models import CodeWithdrawal
from app.extensions import db
from app.organisations.models import Organisation
from app.supervision.models import ConfirmedSession, Mode, SupervisionSession
from app.trainees.models import Enrolment
from app.trainees.queries import list_current_stages
from tests.factories.organisations import find_approving_organisation

_numbers = count(100)


def make_client(
    enrolment: Enrolment, *purposes: Purpose, organisation: Organisation | None = None
) -> Client:
    """A client, a parent filmed with a child, with a consent of both for each purpose; all of them where none is named.

    Their organisation approves films unless another one is given.
    """
    client = Client(
        enrolment=enrolment,
        organisation=organisation or find_approving_organisation(),
        code=f"heron-{next(_numbers)}",
        setting="Family Hub",
        age_band=AgeBand.FROM_0_TO_2,
    )
    db.session.add(client)
    for relation in (Relation.PARENT, Relation.CHILD):
        person = FilmedPerson(
            client=client, relation=relation, is_client=relation is Relation.PARENT
        )
        give_consent(person, *(purposes or tuple(Purpose)))
    db.session.commit()
    return client


def give_consent(
    person: FilmedPerson,
    *purposes: Purpose,
    given_on: date = date(2025, 3, 10),
    until_on: date | None = None,
) -> list[Consent]:
    """Consents of one filmed person, added to the session and not yet committed."""
    consents = [
        Consent(
            filmed_person=person,
            purpose=purpose,
            given_on=given_on,
            from_on=given_on,
            until_on=until_on,
            given_by=Giver.PARENT,
            form_version="2025-01",
            filed_at="Service record",
            recorded_by_id=person.client.enrolment.person_id,
        )
        for purpose in purposes
    ]
    db.session.add_all([person, *consents])
    return consents


def make_code_withdrawal(client: Client, person: Person) -> CodeWithdrawal:
    """The receipt of somebody who ended everything by the code of this client; what it ended is not touched here."""
    receipt = CodeWithdrawal(client=client, recorded_by_id=person.id)
    db.session.add(receipt)
    db.session.commit()
    return receipt


def make_cycle(client: Client, **dates: date) -> Cycle:
    """The client's next cycle, in the stage the trainee is in now."""
    number = db.session.query(Cycle).filter_by(client_id=client.id).count() + 1
    stage = list_current_stages([client.enrolment_id])[client.enrolment_id]
    cycle = Cycle(client=client, number=number, stage=stage, **dates)
    db.session.add(cycle)
    db.session.commit()
    return cycle


def make_completed_cycle(client: Client, on: date = date(2025, 4, 1)) -> CompletedCycle:
    """A cycle that counts since ``on``."""
    cycle = make_cycle(client, filmed_on=on, reviewed_on=on)
    completed = CompletedCycle(
        cycle=cycle,
        client_id=client.id,
        enrolment_id=client.enrolment_id,
        stage_id=cycle.stage_id,
        basis=EvidenceBasis.FILM,
        effective_on=on,
    )
    db.session.add(completed)
    db.session.commit()
    return completed


def make_session(
    enrolment: Enrolment,
    supervisor: Person,
    *,
    minutes: int = 60,
    held_on: date = date(2025, 4, 8),
    recorded_by: Person | None = None,
    confirmed: bool = False,
) -> SupervisionSession:
    """A session recorded by the trainee unless said otherwise, and confirmed by the other where asked."""
    session = SupervisionSession(
        enrolment=enrolment,
        supervisor=supervisor,
        stage_id=list_current_stages([enrolment.id])[enrolment.id].id,
        held_on=held_on,
        minutes=minutes,
        mode=Mode.VIDEO_CALL,
        recorded_by=recorded_by or enrolment.person,
    )
    db.session.add(session)
    db.session.flush()
    if confirmed:
        db.session.add(
            ConfirmedSession(
                session_id=session.id,
                enrolment_id=enrolment.id,
                stage_id=session.stage_id,
                minutes=minutes,
                effective_on=held_on,
                confirmed_by_id=supervisor.id,
            )
        )
    db.session.commit()
    return session

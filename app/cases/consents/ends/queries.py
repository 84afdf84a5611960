"""Consents that end soon, and whose trainees were not told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from app.cases.closings.models import CaseClosing
from app.cases.consents.ends.models import ConsentReminder, ReminderOccasion
from app.cases.consents.standing import EXPIRES_SOON, OF_AGE_SOON
from app.cases.models import Client, Consent, ConsentWithdrawal, FilmedPerson
from app.cases.policies import is_filmed, running_consent, visible_to
from app.core import clock
from app.core.actor import Actor
from app.extensions import db

_with_trainee = joinedload(FilmedPerson.client).joinedload(Client.enrolment)


@dataclass(frozen=True, slots=True)
class ConsentEnding:
    """A day on which what one person on the films said ends, and why."""

    person: FilmedPerson
    occasion: ReminderOccasion
    due_on: date


def list_expiring(actor: Actor, limit: int) -> Sequence[ConsentEnding]:
    """People whose consent runs out within thirty days and was not renewed, the first day first."""
    today = clock.today()
    rows = db.session.execute(
        sa.select(FilmedPerson, Consent.until_on)
        .join(Consent, Consent.filmed_person_id == FilmedPerson.id)
        .join(FilmedPerson.client)
        .where(
            running_consent(),
            Consent.until_on <= today + EXPIRES_SOON,
            ~_is_renewed(),
            _is_untold(ReminderOccasion.EXPIRES, Consent.until_on),
            *_concerns(actor),
        )
        .distinct()
        .order_by(Consent.until_on, FilmedPerson.id)
        .limit(limit)
        .options(_with_trainee)
    )
    return [
        ConsentEnding(person, ReminderOccasion.EXPIRES, until)
        for person, until in rows
        if until is not None
    ]


def list_coming_of_age(actor: Actor, limit: int) -> Sequence[ConsentEnding]:
    """People who speak for themselves within sixty days and for whom somebody else says yes today."""
    today, month = clock.today(), FilmedPerson.consents_again_on
    said = sa.exists().where(
        Consent.filmed_person_id == FilmedPerson.id, Consent.given_on < month, running_consent()
    )
    people = db.session.scalars(
        sa.select(FilmedPerson)
        .join(FilmedPerson.client)
        .where(
            month > today,
            month <= today + OF_AGE_SOON,
            said.correlate(FilmedPerson),
            _is_untold(ReminderOccasion.COMES_OF_AGE, month),
            *_concerns(actor),
        )
        .order_by(month, FilmedPerson.id)
        .limit(limit)
        .options(_with_trainee)
    )
    return [
        ConsentEnding(person, ReminderOccasion.COMES_OF_AGE, person.consents_again_on)
        for person in people
        if person.consents_again_on is not None
    ]


def _concerns(actor: Actor) -> tuple[sa.ColumnElement[bool], ...]:
    """People still on films of work that goes on."""
    closed = sa.exists().where(CaseClosing.client_id == Client.id).correlate(Client)
    return is_filmed(), ~closed, visible_to(actor)


def _is_renewed() -> sa.ColumnElement[bool]:
    """A later consent of the same person to the same purpose goes on after this one, and nobody ended it."""
    later = aliased(Consent)
    ended = sa.exists().where(ConsentWithdrawal.consent_id == later.id).correlate(later)
    return (
        sa.exists()
        .where(
            later.filmed_person_id == Consent.filmed_person_id,
            later.purpose == Consent.purpose,
            sa.or_(later.until_on.is_(None), later.until_on > Consent.until_on),
            ~ended,
        )
        .correlate(Consent)
    )


def _is_untold(
    occasion: ReminderOccasion, due_on: sa.SQLColumnExpression[date | None]
) -> sa.ColumnElement[bool]:
    return ~(
        sa.exists()
        .where(
            ConsentReminder.filmed_person_id == FilmedPerson.id,
            ConsentReminder.occasion == occasion,
            ConsentReminder.due_on == due_on,
        )
        .correlate(FilmedPerson, Consent)
    )

"""Closed cases, holds, extensions and rules, made straight in the database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import count

from app.accounts.models import Person
from app.cases.closings.models import CaseClosing
from app.cases.models import Client, Purpose
from app.clips.keeping.models import KeepingExtension
from app.clips.models import Clip, Hold, HoldKind, HoldReader
from app.core import clock
from app.extensions import db
from app.organisations.models import Organisation, RetentionRule, RuleBasis, RuleUnit

_numbers = count(1)


def close_case(client: Client, on: date | None = None) -> CaseClosing:
    """The work with the client ended on this day, today unless said otherwise; nothing was decided about films."""
    closing = CaseClosing(
        client=client,
        closed_on=on or clock.today(),
        recorded_by_id=client.enrolment.person_id,
    )
    db.session.add(closing)
    db.session.commit()
    return closing


def set_rule(
    client: Client,
    basis: RuleBasis = RuleBasis.CASE_CLOSED,
    amount: int = 2,
    unit: RuleUnit = RuleUnit.MONTHS,
) -> Organisation:
    """The client's organisation, a new one where there is none, keeps films so long from now on."""
    if client.organisation is None:
        client.organisation = Organisation(name=f"Service {next(_numbers)}")
    db.session.flush()
    db.session.add(
        RetentionRule(organisation_id=client.organisation.id, basis=basis, amount=amount, unit=unit)
    )
    db.session.commit()
    return client.organisation


def place_hold(
    clip: Clip,
    until_on: date,
    *,
    kind: HoldKind = HoldKind.REASON,
    readers: Iterable[Person] = (),
    by: Person | None = None,
) -> Hold:
    """A hold that stands; for safeguarding, the readers alone still see the film."""
    person = by or clip.cycle.client.enrolment.person
    hold = Hold(
        clip=clip,
        kind=kind,
        reason="The court asked for it" if kind is HoldKind.REASON else "",
        until_on=until_on,
        placed_by=person,
    )
    db.session.add(hold)
    db.session.flush()
    db.session.add_all(HoldReader(hold_id=hold.id, person_id=reader.id) for reader in readers)
    db.session.commit()
    return hold


def extend_keeping(
    clip: Clip, until_on: date, purpose: Purpose = Purpose.SUPERVISION
) -> KeepingExtension:
    """The film is kept longer under one consent."""
    extension = KeepingExtension(
        clip_id=clip.id,
        purpose=purpose,
        until_on=until_on,
        recorded_by_id=clip.cycle.client.enrolment.person_id,
    )
    db.session.add(extension)
    db.session.commit()
    return extension

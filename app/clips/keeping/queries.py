"""How long films stay, read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from app.cases.closings.models import CaseClosing
from app.cases.models import Client, Consent, ConsentWithdrawal, Cycle, FilmedPerson, FilmKind
from app.cases.policies import is_filmed
from app.clips.keeping.consent_ends import Filmed, Yes
from app.clips.keeping.facts import Choice, FilmFacts
from app.clips.keeping.models import (
    FilmDecision,
    FilmOutcome,
    KeepingExtension,
)
from app.clips.keeping.policies import is_standing
from app.clips.keeping.rules import DEFAULT_RULE, Rule
from app.clips.models import Clip, ClipState, ErasureOrder, ErasureReason, Hold
from app.core import clock
from app.extensions import db
from app.organisations.models import RetentionRule, RuleBasis


def list_facts(clip_ids: Collection[int]) -> Sequence[FilmFacts]:
    """What the terms of these films are worked out from, in six queries; erased films are left out."""
    rows = _list_rows(clip_ids)
    rules = _list_rules({row.organisation_id for row in rows if row.organisation_id is not None})
    people = _list_people({row.client_id for row in rows})
    decisions, extensions = _list_decisions(clip_ids), _list_extensions(clip_ids)
    holds = list_standing_holds(clip_ids)
    return [
        FilmFacts(
            clip_id=row.id,
            kind=row.kind,
            rule=rules.get(row.organisation_id, DEFAULT_RULE),
            basis_days={
                RuleBasis.CASE_CLOSED: row.closed_on,
                RuleBasis.SHARED_REVIEW: row.reviewed_on,
                RuleBasis.FILMED: (
                    row.filmed_on if row.kind is FilmKind.INTERACTION else row.reviewed_on
                ),
            },
            people=people.get(row.client_id, ()),
            decision=decisions.get(row.id),
            extension=extensions.get(row.id),
            hold=holds.get(row.id),
            is_ordered=row.order_id is not None,
        )
        for row in rows
    ]


def _list_rows(clip_ids: Collection[int]) -> Sequence[sa.Row[*tuple[object, ...]]]:
    return db.session.execute(
        sa.select(
            Clip.id,
            Clip.kind,
            Cycle.client_id,
            Cycle.filmed_on,
            Cycle.reviewed_on,
            Client.organisation_id,
            CaseClosing.closed_on,
            ErasureOrder.id.label("order_id"),
        )
        .join(Clip.cycle)
        .join(Cycle.client)
        .outerjoin(
            CaseClosing,
            (CaseClosing.client_id == Client.id) & CaseClosing.reopened_at.is_(None),
        )
        .outerjoin(ErasureOrder, ErasureOrder.clip_id == Clip.id)
        .where(Clip.id.in_(clip_ids), Clip.state != ClipState.ERASED)
        .order_by(Clip.id)
    ).all()


def _list_rules(organisation_ids: Collection[int]) -> Mapping[int, Rule]:
    latest = (
        sa.select(sa.func.max(RetentionRule.id))
        .where(RetentionRule.organisation_id.in_(organisation_ids))
        .group_by(RetentionRule.organisation_id)
    )
    return {
        rule.organisation_id: Rule(rule.basis, rule.amount, rule.unit)
        for rule in db.session.scalars(sa.select(RetentionRule).where(RetentionRule.id.in_(latest)))
    }


def _list_people(client_ids: Collection[int]) -> Mapping[int, Sequence[Filmed]]:
    rows = db.session.execute(
        sa.select(FilmedPerson, Consent, ConsentWithdrawal.withdrawn_at)
        .outerjoin(Consent, Consent.filmed_person_id == FilmedPerson.id)
        .outerjoin(ConsentWithdrawal, ConsentWithdrawal.consent_id == Consent.id)
        .where(FilmedPerson.client_id.in_(client_ids), is_filmed())
        .order_by(FilmedPerson.id, Consent.id)
    )
    said: dict[FilmedPerson, list[Yes]] = {}
    for person, consent, withdrawn_at in rows:
        withdrawn_on = None if withdrawn_at is None else clock.day_of(withdrawn_at)
        yeses = said.setdefault(person, [])
        if consent is not None:
            yeses.append(Yes(consent.purpose, consent.given_on, consent.until_on, withdrawn_on))
    people: defaultdict[int, list[Filmed]] = defaultdict(list)
    for person, yeses in said.items():
        people[person.client_id].append(
            Filmed(person.label, person.in_interaction, person.consents_again_on, tuple(yeses))
        )
    return people


def _list_decisions(clip_ids: Collection[int]) -> Mapping[int, Choice]:
    rows = db.session.scalars(
        sa.select(FilmDecision)
        .join(FilmDecision.closing)
        .where(
            FilmDecision.clip_id.in_(clip_ids),
            FilmDecision.outcome == FilmOutcome.KEEP,
            CaseClosing.reopened_at.is_(None),
        )
        .options(contains_eager(FilmDecision.closing))
    )
    return {
        row.clip_id: Choice(row.purpose, row.until_on, row.closing.recorded_at)
        for row in rows
        if row.purpose is not None and row.until_on is not None
    }


def _list_extensions(clip_ids: Collection[int]) -> Mapping[int, Choice]:
    latest = (
        sa.select(sa.func.max(KeepingExtension.id))
        .where(KeepingExtension.clip_id.in_(clip_ids))
        .group_by(KeepingExtension.clip_id)
    )
    rows = db.session.scalars(sa.select(KeepingExtension).where(KeepingExtension.id.in_(latest)))
    return {row.clip_id: Choice(row.purpose, row.until_on, row.recorded_at) for row in rows}


def list_standing_holds(clip_ids: Collection[int]) -> Mapping[int, Hold]:
    """Clip id -> the hold that stops its erasure now; of several the one with the later day, safeguarding first."""
    holds = db.session.scalars(
        sa.select(Hold)
        .where(Hold.clip_id.in_(clip_ids), is_standing())
        .options(joinedload(Hold.placed_by))
        .order_by(Hold.kind, Hold.until_on, Hold.id)  # reason < safeguarding
    )
    return {hold.clip_id: hold for hold in holds}


def find_order(clip: Clip) -> ErasureOrder | None:
    """The order to erase this film, where somebody or a rule gave one."""
    return db.session.scalar(sa.select(ErasureOrder).where(ErasureOrder.clip_id == clip.id))


def list_wrong_kinds(cycle: Cycle) -> frozenset[FilmKind]:
    """The halves of a cycle whose last film was taken away because it was the wrong one."""
    rows = db.session.execute(
        sa.select(Clip.kind, ErasureOrder.reason)
        .outerjoin(ErasureOrder, ErasureOrder.clip_id == Clip.id)
        .where(Clip.cycle_id == cycle.id)
        .order_by(Clip.id)
    )
    last = dict(rows.all())
    return frozenset(k for k, reason in last.items() if reason is ErasureReason.WRONG_FILM)

"""Invented services where clients are: one approved films, one counts alone, one's approval ends soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from uuid import UUID

from app.demonstration.scene import Scene
from app.organisations.models import (
    Approval,
    ApprovalScope,
    Organisation,
    RetentionRule,
    RuleBasis,
    RuleUnit,
)

APPROVED_DAYS_AGO = 3_650
"""Before the oldest invented work."""


@dataclass(frozen=True, slots=True)
class Workplace:
    """One invented service. ``weight``: how many clients of ten are there; ``ends_in_days``: its approval, from today."""

    name: str
    controller: str
    domain: str
    scope: ApprovalScope
    weight: int
    ends_in_days: int | None
    rule: tuple[RuleBasis, int, RuleUnit]

    @property
    def has_films(self) -> bool:
        """Whether films of the clients here may be in the portal."""
        return self.scope is ApprovalScope.FILMS


LINDENVALE = Workplace(
    "Lindenvale Family Hubs",
    "Lindenvale Council",
    "lindenvale.example.org",
    ApprovalScope.FILMS,
    weight=6,
    ends_in_days=None,
    rule=(RuleBasis.CASE_CLOSED, 2, RuleUnit.MONTHS),
)
SALTERNE = Workplace(
    "Salterne Perinatal Service",
    "Salterne Health Trust",
    "salterne.example.org",
    ApprovalScope.FILMS,
    weight=3,
    ends_in_days=45,
    rule=(RuleBasis.FILMED, 26, RuleUnit.WEEKS),
)
HAWKRIDGE = Workplace(
    "Hawkridge Learning Partnership",
    "Hawkridge Learning Partnership",
    "hawkridge.example.org",
    ApprovalScope.COUNTS,
    weight=1,
    ends_in_days=None,
    rule=(RuleBasis.CASE_CLOSED, 2, RuleUnit.MONTHS),
)
WORKPLACES = (LINDENVALE, SALTERNE, HAWKRIDGE)


def add_workplaces(scene: Scene) -> None:
    """Gather the services that are not there yet, each with what it approved and how long it keeps."""
    for workplace in WORKPLACES:
        if workplace.name not in scene.organisation_ids:
            scene.organisation_ids[workplace.name] = _add_workplace(scene, workplace)


def choose_workplace(client: UUID, *, needs_films: bool) -> Workplace:
    """Where a client is; drawn from the client's own address, so that it changes nothing else that is invented."""
    open_to = [place for place in WORKPLACES if place.has_films or not needs_films]
    chance = Random(client.int)  # noqa: S311  # chance that can be repeated is what is wanted
    return chance.choices(open_to, [place.weight for place in open_to])[0]


def _add_workplace(scene: Scene, workplace: Workplace) -> int:
    chance = Random(workplace.name)  # noqa: S311
    approved_on = scene.today - timedelta(days=APPROVED_DAYS_AGO)
    ends_in = workplace.ends_in_days
    organisation_id = scene.ledger.add(
        Organisation,
        uuid=UUID(int=chance.getrandbits(128), version=4),
        name=workplace.name,
        lead="Head of service",
        controller=workplace.controller,
        privacy_contact=f"privacy@{workplace.domain}",
        safeguarding_contact=f"Designated safeguarding lead, safeguarding@{workplace.domain}",
        films_may_leave=False,
        created_at=scene.at(approved_on),
        closed_at=None,
    )
    scene.ledger.add(
        Approval,
        uuid=UUID(int=chance.getrandbits(128), version=4),
        organisation_id=organisation_id,
        scope=workplace.scope,
        is_for_everybody=True,
        approved_by="Information governance lead",
        from_on=approved_on,
        until_on=None if ends_in is None else scene.today + timedelta(days=ends_in),
        filed_at="Information governance register",
        recorded_at=scene.at(approved_on),
        recorded_by_id=None,
    )
    basis, amount, unit = workplace.rule
    scene.ledger.add(
        RetentionRule,
        organisation_id=organisation_id,
        basis=basis,
        amount=amount,
        unit=unit,
        recorded_at=scene.at(approved_on),
        recorded_by_id=None,
    )
    return organisation_id

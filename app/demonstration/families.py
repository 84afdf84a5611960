"""Invented clients, the people on their films, and what those said yes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.cases.models import AgeBand, Client, Consent, ConsentWithdrawal, FilmedPerson, Purpose
from app.cases.relations import EvidenceKind, Giver, Relation
from app.demonstration.scene import Scene
from app.demonstration.words import SETTINGS
from app.demonstration.workplaces import choose_workplace

CONSENT_WITHDRAWN = 0.02
BORN = tuple(band for band in AgeBand if band is not AgeBand.PRE_BIRTH)
"""Invented films show a child."""
AGREED_ALWAYS = (Purpose.VIG, Purpose.SUPERVISION, Purpose.ACCREDITATION)
AGREED_AT_TIMES = {Purpose.INTERVISION: 0.5, Purpose.TEACHING: 0.15, Purpose.RESEARCH: 0.1}
"""The share of families that say yes to what goes further than their own work."""


@dataclass(frozen=True, slots=True)
class Family:
    """An invented client by its key, and whether its service approves films."""

    client_id: int
    has_films: bool


def add_client(
    scene: Scene,
    enrolment_id: int,
    trainee_id: int,
    first_filmed_on: date,
    last: date,
    *,
    needs_films: bool,
) -> Family:
    """Invent a client, a parent filmed with a child, with their consents, at one of the services.

    A consent that was withdrawn ended on the day ``last``. ``needs_films``: somewhere else they could not count.
    """
    given_on = first_filmed_on - timedelta(days=scene.chance.randint(0, 3))
    uuid = scene.make_uuid()
    workplace = choose_workplace(uuid, needs_films=needs_films)
    client_id = scene.ledger.add(
        Client,
        uuid=uuid,
        enrolment_id=enrolment_id,
        organisation_id=scene.organisation_ids.get(workplace.name),
        code=scene.make_client_code(),
        setting=scene.chance.choice(SETTINGS),
        age_band=scene.chance.choice(BORN),
        referral_reason_id=scene.chance.choice(scene.reason_ids) if scene.reason_ids else None,
        referred_on=given_on - timedelta(days=scene.chance.randint(5, 30)),
        created_at=scene.at(given_on),
    )
    agreed = [*AGREED_ALWAYS, *(p for p, share in AGREED_AT_TIMES.items() if scene.happens(share))]
    withdrawn = {purpose for purpose in agreed if scene.happens(CONSENT_WITHDRAWN)}
    for relation in (Relation.PARENT, Relation.CHILD):
        person_id = _add_filmed_person(scene, client_id, relation, given_on)
        for purpose in agreed:
            giver = Giver.THEMSELVES if relation is Relation.PARENT else Giver.PARENT
            consent_id = _add_consent(scene, person_id, trainee_id, purpose, given_on, giver)
            if purpose in withdrawn:
                scene.ledger.add(
                    ConsentWithdrawal,
                    consent_id=consent_id,
                    withdrawn_at=scene.at(last),
                    recorded_by_id=trainee_id,
                )
    return Family(client_id, workplace.has_films)


def _add_filmed_person(scene: Scene, client_id: int, relation: Relation, day: date) -> int:
    return scene.ledger.add(
        FilmedPerson,
        uuid=scene.make_uuid(),
        client_id=client_id,
        relation=relation,
        number=1,
        is_client=relation is Relation.PARENT,
        in_interaction=True,
        consents_again_on=None,
        added_at=scene.at(day),
        left_at=None,
    )


def _add_consent(
    scene: Scene, person_id: int, trainee_id: int, purpose: Purpose, given_on: date, giver: Giver
) -> int:
    return scene.ledger.add(
        Consent,
        uuid=scene.make_uuid(),
        filmed_person_id=person_id,
        purpose=purpose,
        given_on=given_on,
        from_on=given_on,
        until_on=None,
        given_by=giver,
        evidence=EvidenceKind.SIGNED_FORM,
        wording_id=None,
        form_version="2025-01",
        filed_at="Service record",
        recorded_at=scene.at(given_on),
        recorded_by_id=trainee_id,
    )

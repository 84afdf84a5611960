"""What invented people have accepted and said about themselves."""

from __future__ import annotations

from datetime import datetime
from random import Random
from uuid import UUID

from app.accounts.agreements.models import Acceptance
from app.accounts.profiles.models import ChoiceKind, Profile
from app.demonstration.scene import Scene

WITH_PROFILE = 0.85
"""The share of people who have filled in their profile."""
PRONOUNS = ("she/her", "she/her", "she/her", "he/him", "they/them", "")


def choose_pronouns(uuid: UUID) -> str:
    """What somebody is called by; some do not say."""
    return _draw(uuid).choice(PRONOUNS)


def add_paperwork(scene: Scene, person_id: int, uuid: UUID, joined_at: datetime) -> None:
    """Gather somebody's acceptances and, for most people, a profile."""
    for wording_id, published_at in scene.wordings.items():
        scene.ledger.add(
            Acceptance,
            person_id=person_id,
            version_id=wording_id,
            accepted_at=max(joined_at, published_at),
        )
    chance = _draw(uuid)
    if not scene.choice_ids or chance.random() > WITH_PROFILE:
        return
    chosen = {kind: chance.choice(ids) for kind, ids in scene.choice_ids.items()}
    scene.ledger.add(
        Profile,
        person_id=person_id,
        profession_id=chosen[ChoiceKind.PROFESSION],
        setting_id=chosen[ChoiceKind.SETTING],
        region_id=chosen[ChoiceKind.REGION],
        body_id=chosen[ChoiceKind.BODY],
        registration_number="",
        employer="",
        changed_at=joined_at,
    )


def _draw(uuid: UUID) -> Random:
    """A chance of each person's own, so that what they say changes nothing else that is invented."""
    return Random(uuid.int)  # noqa: S311  # chance that can be repeated is what is wanted

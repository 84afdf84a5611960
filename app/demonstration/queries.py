"""What inventing starts from, read from the database."""

from __future__ import annotations

from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from app.accounts.agreements.queries import list_in_force
from app.accounts.models import Person, Role
from app.accounts.profiles.queries import list_choices
from app.cases.choices.models import ChoiceList
from app.cases.choices.queries import list_offered
from app.cases.goals.queries import find_scale_row
from app.cases.models import Client
from app.clips.models import Clip
from app.core import clock
from app.core.actor import Actor
from app.core.policy import require
from app.demonstration.ledger import Ledger, read_last_ids
from app.demonstration.scene import Scene, plan_pathway
from app.extensions import db
from app.frameworks.queries import find_vocabulary
from app.organisations.models import Organisation
from app.pathways.models import Pathway, PathwayVersion

DEFAULT_WEIGHT = 7
"""How many trainees follow the default pathway for each that follows another."""


def read_scene(actor: Actor, seed: int) -> Scene:
    """The scene of this database today, its ledger empty."""
    require(actor.is_system)
    scale, vocabulary = find_scale_row(), find_vocabulary()
    versions = db.session.scalars(
        sa.select(PathwayVersion)
        .join(PathwayVersion.pathway)
        .order_by(PathwayVersion.id)
        .options(
            selectinload(PathwayVersion.stages),
            selectinload(PathwayVersion.requirements),
            selectinload(PathwayVersion.pathway),
        )
    ).all()
    return Scene(
        chance=Random(seed),  # noqa: S311  # chance that can be repeated is what is wanted
        ledger=Ledger(read_last_ids(db.session())),
        today=clock.today(),
        role_ids={role.name: role.id for role in db.session.scalars(sa.select(Role))},
        choice_ids={
            kind: [choice.id for choice in choices if choice.retired_at is None]
            for kind, choices in list_choices(actor).items()
        },
        wordings={version.id: version.published_at for version in list_in_force()},
        organisation_ids=dict(
            db.session.execute(sa.select(Organisation.name, Organisation.id)).all()
        ),
        reason_ids=[c.id for c in list_offered(actor, ChoiceList.REFERRAL_REASON)],
        prompt_ids=[c.id for c in list_offered(actor, ChoiceList.REFLECTION_PROMPT)],
        scale_id=scale.id if scale else None,
        principle_ids={
            principle.code: (principle.id, [item.id for item in principle.items])
            for principle in (vocabulary.principles if vocabulary else [])
        },
        codes=set(db.session.scalars(sa.select(Client.code))),
        plans=[plan_pathway(v) for v in versions for _ in range(_weigh(v.pathway))],
    )


def _weigh(pathway: Pathway) -> int:
    return DEFAULT_WEIGHT if pathway.is_default else 1


def has_people(actor: Actor) -> bool:
    """Whether anybody has an account already."""
    require(actor.is_system)
    return db.session.scalar(sa.select(Person.id).limit(1)) is not None


def get_clip(actor: Actor, clip_id: int) -> Clip:
    """A clip that was just invented."""
    require(actor.is_system)
    return db.session.get_one(Clip, clip_id)

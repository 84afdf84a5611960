"""Pathways, written."""

from __future__ import annotations

from app.core.actor import Actor
from app.core.policy import require
from app.extensions import db
from app.pathways.models import Pathway, PathwayVersion, Requirement, Stage
from app.pathways.queries import find_pathway
from app.pathways.templates import PUBLISHED_ON, TEMPLATES, PathwayTemplate, RequirementTemplate


def install_templates(actor: Actor) -> None:
    """Add the published pathways that are missing; what people have edited since is left alone."""
    require(actor.is_system)
    for template in TEMPLATES:
        if find_pathway(template.slug) is None:
            db.session.add(_build_pathway(template))
    db.session.flush()


def _build_pathway(template: PathwayTemplate) -> Pathway:
    version = PathwayVersion(number=1, published_on=PUBLISHED_ON)
    version.requirements = [_build_requirement(item) for item in template.requirements]
    for position, item in enumerate(template.stages, start=1):
        stage = Stage(
            position=position,
            name=item.name,
            description=item.description,
            review_kind=item.review_kind,
            review_name=item.review_name,
            review_guidance=item.review_guidance,
        )
        version.stages.append(stage)
        for needed in item.requirements:
            requirement = _build_requirement(needed)
            requirement.stage = stage
            version.requirements.append(requirement)
    return Pathway(
        slug=template.slug,
        name=template.name,
        description=template.description,
        is_default=template.is_default,
        versions=[version],
    )


def _build_requirement(item: RequirementTemplate) -> Requirement:
    return Requirement(measure=item.measure, minimum=item.minimum, is_guide=item.is_guide)

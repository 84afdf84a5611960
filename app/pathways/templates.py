"""The two published practitioner routes, as seed data; from then on they are rows that people edit.

Figures: AVIGuk's training pages (several undated versions) and its flyer of November 2019. The texts are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.pathways.models import Measure, ReviewKind

PUBLISHED_ON = date(2019, 11, 1)


@dataclass(frozen=True, slots=True)
class RequirementTemplate:
    """``minimum`` in cycles, clients or minutes."""

    measure: Measure
    minimum: int
    is_guide: bool = False


@dataclass(frozen=True, slots=True)
class StageTemplate:
    """A stage with the review that closes it and the minimums that belong to it alone."""

    name: str
    description: str
    review_kind: ReviewKind
    review_name: str
    review_guidance: str
    requirements: tuple[RequirementTemplate, ...] = ()


@dataclass(frozen=True, slots=True)
class PathwayTemplate:
    """A pathway; its own ``requirements`` count over all stages."""

    slug: str
    name: str
    description: str
    is_default: bool
    stages: tuple[StageTemplate, ...]
    requirements: tuple[RequirementTemplate, ...] = ()


def _stage_minimums(cycles: int, clients: int, hours: int) -> tuple[RequirementTemplate, ...]:
    return (
        RequirementTemplate(Measure.CYCLES, cycles),
        RequirementTemplate(Measure.CLIENTS, clients),
        RequirementTemplate(Measure.SUPERVISION_MINUTES, hours * 60),
    )


MIDPOINT = PathwayTemplate(
    slug="practitioner-midpoint",
    name="Mid-point pathway",
    description="Supervised practice with a mid-point review about halfway, usually in 15 to 18 months.",
    is_default=True,
    requirements=(
        RequirementTemplate(Measure.CYCLES, 18),
        RequirementTemplate(Measure.CLIENTS, 6),
        RequirementTemplate(Measure.SUPERVISION_MINUTES, 15 * 60, is_guide=True),
    ),
    stages=(
        StageTemplate(
            name="Supervised practice, first half",
            description="Your first cycles, each taken to supervision.",
            review_kind=ReviewKind.MIDPOINT,
            review_name="Mid-point review",
            review_guidance="About halfway, when you and your supervisor agree that the time is right. "
            "It is held with a different supervisor and teaches as much as it looks back.",
        ),
        StageTemplate(
            name="Supervised practice, second half",
            description="Deepening your practice towards working independently.",
            review_kind=ReviewKind.ACCREDITATION,
            review_name="Accreditation",
            review_guidance="With an accrediting supervisor who is not your own. "
            "You bring films you choose and a reflective statement.",
        ),
    ),
)

THREE_STAGES = PathwayTemplate(
    slug="practitioner-three-stages",
    name="Three-stage pathway",
    description="Three stages of about six months, each closed by a meeting with an external supervisor.",
    is_default=False,
    stages=(
        StageTemplate(
            name="Stage 1",
            description="Learning the method with your first clients.",
            review_kind=ReviewKind.TRANSITION,
            review_name="First transition meeting",
            review_guidance="One hour with a supervisor who is not your own. Your reflective statement is read first.",
            requirements=_stage_minimums(cycles=6, clients=2, hours=7),
        ),
        StageTemplate(
            name="Stage 2",
            description="Opens with a one-hour introduction.",
            review_kind=ReviewKind.TRANSITION,
            review_name="Second transition meeting",
            review_guidance="One hour with a supervisor who is not your own. Your reflective statement is read first.",
            requirements=_stage_minimums(cycles=9, clients=3, hours=8),
        ),
        StageTemplate(
            name="Stage 3",
            description="Opens with a one-hour introduction.",
            review_kind=ReviewKind.ACCREDITATION,
            review_name="Accreditation meeting",
            review_guidance="One hour with an accrediting supervisor who is not your own. Your reflective statement is read first.",
            requirements=_stage_minimums(cycles=12, clients=3, hours=8),
        ),
    ),
)

TEMPLATES = (THREE_STAGES, MIDPOINT)

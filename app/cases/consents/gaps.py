"""What a film of a client is missing before an audience may see it. Pure, so that every page says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.cases.consents.standing import PersonLine
from app.cases.models import FilmKind, Purpose
from app.cases.steps import join_words

AUDIENCES = {
    Purpose.SUPERVISION: "your supervisor",
    Purpose.ACCREDITATION: "the reviewer of a stage",
    Purpose.INTERVISION: "other trainees",
}
"""Whom the purposes open a film to, beside the trainee."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A purpose that some people on a film do not say yes to; without anybody, nobody filmed is on record."""

    purpose: Purpose
    people: Sequence[str]

    @property
    def blocks(self) -> bool:
        """Whether the film may not even be sent."""
        return self.purpose is Purpose.VIG

    @property
    def who(self) -> str:
        """The people in words: ``the child and the parent``."""
        return join_words(self.people) if self.people else "anybody"

    @property
    def audience(self) -> str:
        """Whom the film stays closed to."""
        return AUDIENCES.get(self.purpose, "")


def list_gaps(lines: Sequence[PersonLine], kind: FilmKind | None = None) -> list[Gap]:
    """The purposes with an audience here that a film of this kind is missing, the one that blocks first, or that alone."""
    shown = [
        line for line in lines if kind is not FilmKind.INTERACTION or line.person.in_interaction
    ]
    gaps = [
        Gap(purpose, [line.person.mention for line in shown if not line.says_yes(purpose)])
        for purpose in (Purpose.VIG, *AUDIENCES)
    ]
    missing = [gap for gap in gaps if gap.people or not shown]
    return missing[:1] if missing and missing[0].blocks else missing

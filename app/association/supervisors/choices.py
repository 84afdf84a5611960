"""Supervisors to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from app.association.supervisors.queries import SupervisorRow
from app.core.forms import Choice


def build_choices(supervisors: Sequence[SupervisorRow]) -> Sequence[Choice]:
    """Each supervisor with their load, those with the fewest trainees first."""
    ordered = sorted(supervisors, key=lambda row: (row.trainees, row.name))
    return [Choice(str(row.uuid), f"{row.name}, {_name_load(row.trainees)}") for row in ordered]


def _name_load(trainees: int) -> str:
    return "1 trainee" if trainees == 1 else f"{trainees or 'no'} trainees"

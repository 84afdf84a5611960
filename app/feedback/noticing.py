"""What a trainee noticed, as it comes from the form and goes to the service."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.time_range import TimeRange


@dataclass(frozen=True, slots=True)
class Noticed:
    """A stretch the trainee chose, with what they noticed there themselves."""

    anchor: TimeRange
    noticing: str

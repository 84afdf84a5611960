"""What part somebody has in the films of a family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Part:
    """Whether they receive VIG, whether interaction films show them, and from which month on they speak for themselves."""

    is_client: bool
    in_interaction: bool
    consents_again_on: date | None = None

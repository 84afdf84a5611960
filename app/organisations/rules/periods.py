"""How long films are kept, in words."""

from __future__ import annotations

from app.organisations.models import RuleBasis, RuleUnit


def describe_rule(basis: RuleBasis, amount: int, unit: RuleUnit) -> str:
    """A retention rule as people say it: ``2 months after the case is closed``."""
    word = unit.value.removesuffix("s") if amount == 1 else unit.value
    return f"{amount} {word} after {basis.label}"

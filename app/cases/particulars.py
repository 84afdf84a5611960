"""What is kept of a client beside the code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.cases.choices.models import CaseChoice
from app.cases.models import AgeBand
from app.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is kept of a client beside the code, and may be corrected."""

    age_band: AgeBand
    setting: str = ""
    organisation: Organisation | None = None
    referral_reason: CaseChoice | None = None
    referred_on: date | None = None

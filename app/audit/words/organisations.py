"""What is called how: services and employers, what they approved, and what their families sign."""

from __future__ import annotations

from collections.abc import Mapping

from app.audit.words.wording import Words

ORGANISATION_WORDS: Mapping[str, Words] = {
    "organisation.added": Words("Organisation added", "You added an organisation"),
    "organisation.changed": Words("Organisation changed", "You changed an organisation"),
    "organisation.closed": Words(
        "Organisation closed", "You closed an organisation to new clients"
    ),
    "organisation.reopened": Words("Organisation reopened", "You reopened an organisation"),
    "approval.recorded": Words("Approval recorded", "You recorded what an organisation approved"),
    "approval.ended": Words("Approval ended", "You ended an approval of an organisation"),
    "retention_rule.set": Words(
        "Retention rule set", "You set how long an organisation keeps films"
    ),
    "named_person.named": Words(
        "Person named",
        on="You named {other} for an organisation",
        by="{other} named you for an organisation",
        is_office=True,
    ),
    "named_person.ended": Words(
        "Naming ended",
        on="You ended that {other} is named for an organisation",
        by="{other} ended that you are named for an organisation",
        is_office=True,
    ),
    "consent_wording.published": Words(
        "Consent wording published", "You published a wording of the consent form"
    ),
}

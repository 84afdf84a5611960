"""Everything the office sees of one organisation, in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.association.organisations.queries import count_films, count_open_cases
from app.clips.keeping.rules import DEFAULT_RULE
from app.core.actor import Actor
from app.core.pagination import Page
from app.organisations.approvals.queries import (
    ApprovalRow,
    Standing,
    list_standings,
    page_approvals,
)
from app.organisations.models import ConsentWording, NamedPerson, Organisation, RetentionRule
from app.organisations.named_people.queries import list_named_people
from app.organisations.rules.periods import describe_rule
from app.organisations.rules.queries import list_rules
from app.organisations.wordings.queries import find_in_force


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """One organisation with what it approved, how long it keeps, whom it named and what its families sign."""

    organisation: Organisation
    standing: Standing
    approvals: Page[ApprovalRow]
    rules: Sequence[RetentionRule]
    named: Sequence[NamedPerson]
    wording: ConsentWording | None
    open_cases: int
    films: int

    @property
    def rule_words(self) -> str:
        """How long films are kept: by the organisation's rule, or by the portal's own."""
        if self.rules:
            return name_rule(self.rules[0])
        return describe_rule(DEFAULT_RULE.basis, DEFAULT_RULE.amount, DEFAULT_RULE.unit)


def read_organisation_page(actor: Actor, organisation: Organisation, page: int) -> OrganisationPage:
    """Read it; ``page`` is that of the approvals."""
    return OrganisationPage(
        organisation=organisation,
        standing=list_standings(actor, [organisation.id]).get(organisation.id, Standing()),
        approvals=page_approvals(actor, organisation, page),
        rules=list_rules(actor, organisation),
        named=list_named_people(actor, organisation),
        wording=find_in_force(actor, organisation.id),
        open_cases=count_open_cases(actor, organisation),
        films=count_films(actor, organisation),
    )


def name_rule(rule: RetentionRule) -> str:
    """A rule on record in words."""
    return describe_rule(rule.basis, rule.amount, rule.unit)

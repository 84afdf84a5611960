"""Before another retention rule holds, the office reads what it does to the films that are here."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.association.organisations.rules.effects import weigh_rule
from app.clips.keeping.rules import Rule
from app.core import clock
from app.core.actor import Actor
from app.extensions import db
from app.organisations.models import Organisation, RetentionRule, RuleBasis, RuleUnit
from tests.factories.clips import make_clip
from tests.factories.organisations import make_approval, make_organisation
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle

FORM = {"amount": "6", "unit": "weeks", "basis": "filmed"}


@pytest.fixture
def organisation(administrator: Person) -> Organisation:
    """One that approves films, with a film of 10, of 40 and of 400 days ago, and one elsewhere."""
    organisation = make_organisation("Lark Rise")
    make_approval(organisation)
    enrolment = make_enrolment()
    client, other = make_client(enrolment, organisation=organisation), make_client(enrolment)
    for days_ago in (10, 40, 400):
        make_clip(make_cycle(client, filmed_on=clock.today() - timedelta(days=days_ago)))
    make_clip(make_cycle(other, filmed_on=date(2025, 1, 1)))
    return organisation


def address(organisation: Organisation) -> str:
    return f"/association/organisations/{organisation.uuid}/rules"


def test_the_preview_counts_what_goes_earlier_and_what_goes_at_once(
    office: Actor, organisation: Organisation
) -> None:
    effect = weigh_rule(office, organisation, Rule(RuleBasis.FILMED, 6, RuleUnit.WEEKS))
    assert (effect.earlier, effect.due_now, effect.later, effect.unchanged) == (3, 1, 0, 0)
    assert effect.films == effect.looked_at == 3


def test_it_counts_against_the_rule_that_holds(office: Actor, organisation: Organisation) -> None:
    db.session.add(
        RetentionRule(
            organisation_id=organisation.id,
            basis=RuleBasis.FILMED,
            amount=6,
            unit=RuleUnit.WEEKS,
        )
    )
    db.session.commit()
    same = weigh_rule(office, organisation, Rule(RuleBasis.FILMED, 42, RuleUnit.DAYS))
    assert (same.earlier, same.due_now, same.later, same.unchanged) == (0, 0, 0, 3)
    longer = weigh_rule(office, organisation, Rule(RuleBasis.CASE_CLOSED, 2, RuleUnit.MONTHS))
    assert (longer.earlier, longer.later) == (0, 3)


def test_a_rule_holds_only_after_the_preview_is_confirmed(
    desk: FlaskClient, organisation: Organisation
) -> None:
    assert "2 months after the case is closed" in desk.get(address(organisation)).text
    page = desk.post(f"{address(organisation)}/previews", data=FORM).text
    assert "1 of them at once" in page
    assert "Erased films cannot be brought back" in page
    assert db.session.scalar(sa.select(sa.func.count()).select_from(RetentionRule)) == 0
    desk.post(address(organisation), data=FORM)
    desk.post(address(organisation), data=FORM)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(RetentionRule)) == 1
    assert (
        "6 weeks after filming" in desk.get(f"/association/organisations/{organisation.uuid}").text
    )


@pytest.mark.parametrize(
    "change",
    [{"amount": "0"}, {"amount": "3651"}, {"amount": ""}, {"unit": "years"}, {"basis": ""}],
)
def test_a_rule_that_makes_no_sense_is_refused(
    desk: FlaskClient, organisation: Organisation, change: dict[str, str]
) -> None:
    for where in ("", "/previews"):
        assert desk.post(address(organisation) + where, data=FORM | change).status_code == 422

"""How long an organisation keeps films: what holds, what held, and what another rule would change."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from app.association.organisations.desk import get_managed, return_to
from app.association.organisations.forms import RuleForm
from app.association.organisations.page import name_rule
from app.association.organisations.rules.effects import weigh_rule
from app.clips.keeping.rules import DEFAULT_RULE, Rule
from app.extensions import current_actor
from app.organisations.models import Organisation
from app.organisations.rules.periods import describe_rule
from app.organisations.rules.queries import list_rules
from app.organisations.rules.services import set_rule

bp = Blueprint(
    "retention_rules",
    __name__,
    url_prefix="/association/organisations/<uuid:organisation_uuid>/rules",
)


@bp.get("")
def index_rules(organisation_uuid: UUID) -> str:
    """The rule that holds, those that held, and the way to another one."""
    organisation = get_managed(organisation_uuid)
    rule = next(iter(list_rules(current_actor(), organisation)), DEFAULT_RULE)
    form = RuleForm(basis=rule.basis, amount=rule.amount, unit=rule.unit)
    return _render_rules(organisation, form)


@bp.post("/previews")
def create_preview(organisation_uuid: UUID) -> ResponseReturnValue:
    """What another rule would do, before it holds."""
    organisation, form = get_managed(organisation_uuid), RuleForm()
    if not form.validate_on_submit():
        return _render_rules(organisation, form), 422
    return render_template(
        "association/organisations/rule_preview.html",
        organisation=organisation,
        form=form,
        words=describe_rule(*form.read()),
        effect=weigh_rule(current_actor(), organisation, Rule(*form.read())),
    )


@bp.post("")
def create_rule(organisation_uuid: UUID) -> ResponseReturnValue:
    """Let another rule hold from now on."""
    organisation, form = get_managed(organisation_uuid), RuleForm()
    if not form.validate_on_submit():
        return _render_rules(organisation, form), 422
    rule = set_rule(current_actor(), organisation, *form.read())
    flash(f"Films are kept until {name_rule(rule)}.", "success")
    return return_to(organisation, "rule")


def _render_rules(organisation: Organisation, form: RuleForm) -> str:
    rules = list_rules(current_actor(), organisation)
    return render_template(
        "association/organisations/rules.html",
        organisation=organisation,
        rules=[(rule, name_rule(rule)) for rule in rules],
        default=describe_rule(DEFAULT_RULE.basis, DEFAULT_RULE.amount, DEFAULT_RULE.unit),
        form=form,
    )

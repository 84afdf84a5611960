"""Free text is the known leak: whatever people write in their own words is read before it is kept."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.fields.core import UnboundField
from wtforms.validators import Length

from app.wording.forms import ReadsWords
from app.wording.models import LONGEST_KIND
from tests.conventions.source import read_modules

LONG = 100
"""A line that takes as many characters takes a sentence."""

NOT_READ = {
    "app.accounts.invitations.acceptances.forms.WelcomeForm.full_name": "a person's own name",
    "app.accounts.invitations.forms.BatchForm.people": "a list of people who work here; no family stands in it",
    "app.accounts.invitations.forms.InvitationForm.email": "the address of somebody who works here",
    "app.accounts.invitations.forms.InvitationForm.full_name": "the name of somebody who works here",
    "app.accounts.profiles.forms.ProfileForm.employer": "where somebody works",
    "app.accounts.profiles.forms.ProfileForm.full_name": "a person's own name",
    "app.association.agreements.forms.WordingForm.body": "the office writes what everybody reads; its contact stands in it",
    "app.association.agreements.forms.WordingForm.summary": "the office writes what everybody reads",
    "app.association.organisations.forms.ApprovalForm.approved_by": "who decided in an organisation",
    "app.association.organisations.forms.ApprovalForm.filed_at": "a register of an organisation, not of a family",
    "app.association.organisations.forms.ApprovalForm.people": "addresses of people who work here",
    "app.association.organisations.forms.ConsentWordingForm.body": "what every family reads; contacts stand in it",
    "app.association.organisations.forms.OrganisationForm.controller": "the name of an organisation",
    "app.association.organisations.forms.OrganisationForm.lead": "whoever answers for an organisation",
    "app.association.organisations.forms.OrganisationForm.name": "the name of an organisation",
    "app.association.organisations.forms.OrganisationForm.privacy_contact": "a published contact, with its address",
    "app.association.organisations.forms.OrganisationForm.safeguarding_contact": "a published contact, with its address",
    "app.association.people.corrections.forms.CorrectionForm.email": "the address of somebody who works here",
    "app.association.people.corrections.forms.CorrectionForm.full_name": "the name of somebody who works here",
    "app.cases.consents.forms.ConsentForm.filed_at": "nothing may be kept there: the service refuses it",
    "app.clips.edited_films.parts.forms.RemovedPartForm.words": "what was read when it was first sent, put back",
    "app.cases.reminders.forms.ReminderForm.words": "nothing may be kept there: the service refuses it",
}
"""Fields with room for words that are not read, each with its reason."""


def list_fields() -> dict[str, UnboundField[Any]]:
    """Every field of every form, by its full name, as the class that declares it has it."""
    fields = {}
    for module in read_modules():
        if module.kind != "forms" or module.name.count(".") < 2:
            continue
        for _, form in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(form, FlaskForm) and form.__module__ == module.name:
                for name, field in vars(form).items():
                    if isinstance(field, UnboundField):
                        fields[f"{module.name}.{form.__name__}.{name}"] = field
    return fields


def takes_prose(field: UnboundField[Any]) -> bool:
    """Whether there are several lines in it, or one that takes a sentence."""
    if issubclass(field.field_class, TextAreaField):
        return True
    given = [*field.args[1:2], field.kwargs.get("validators", ())]
    lengths = [rule.max for rules in given for rule in rules if isinstance(rule, Length)]
    return issubclass(field.field_class, StringField) and max(lengths, default=0) >= LONG


def test_every_field_with_room_for_prose_is_read() -> None:
    prose = {name: field for name, field in list_fields().items() if takes_prose(field)}
    unread = {name for name, f in prose.items() if not issubclass(f.field_class, ReadsWords)}
    assert len(prose) > len(unread) + 8, "nothing was found: the test looks in the wrong place"
    assert unread == set(NOT_READ), (
        "use WordsField or WordsLineField of app.wording.forms, or say why not in NOT_READ: "
        f"{sorted(unread ^ set(NOT_READ))}"
    )


def test_the_office_can_count_every_text_by_what_it_is() -> None:
    kinds = [
        f.kwargs["kind"] for f in list_fields().values() if issubclass(f.field_class, ReadsWords)
    ]
    assert all(kind == kind.strip() and 0 < len(kind) <= LONGEST_KIND for kind in kinds)

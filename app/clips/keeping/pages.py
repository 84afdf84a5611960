"""The page that says how long a film stays, with what may be done about it."""

from __future__ import annotations

from datetime import date

from flask import render_template

from app.cases.models import Purpose
from app.clips.keeping.forms import ExtensionForm, HoldForm
from app.clips.keeping.holds.queries import find_reason_hold
from app.clips.keeping.limits import list_permitted
from app.clips.keeping.queries import list_facts
from app.clips.keeping.views import build_keepings
from app.clips.models import Clip
from app.core import clock
from app.core.durations import format_day
from app.core.forms import BaseForm, Choice
from app.extensions import current_actor

HOLD, EXTENSION = "hold", "longer"
"""Prefixes of the two forms of the page."""


def read_hold_form() -> HoldForm:
    """The form as it was sent."""
    return HoldForm(prefix=HOLD)


def read_extension_form(clip: Clip) -> ExtensionForm:
    """The form as it was sent, with the purposes everybody on the film agreed to."""
    return _offer(clip, ExtensionForm(prefix=EXTENSION))


def render_keeping(clip: Clip, refused: BaseForm | None = None) -> str:
    """The page, with the form that has to be put right as it was sent."""
    hold = find_reason_hold(current_actor(), clip)
    hold_form = HoldForm(
        formdata=None,
        prefix=HOLD,
        reason=hold.reason if hold else "",
        until_on=hold.until_on if hold else None,
    )
    extension_form = _offer(clip, ExtensionForm(formdata=None, prefix=EXTENSION))
    return render_template(
        "clips/keeping/show.html",
        clip=clip,
        keeping=build_keepings(current_actor(), [clip])[clip.id],
        hold=hold,
        form=refused,
        hold_form=refused if isinstance(refused, HoldForm) else hold_form,
        extension_form=refused if isinstance(refused, ExtensionForm) else extension_form,
    )


def _offer(clip: Clip, form: ExtensionForm) -> ExtensionForm:
    permitted = list_permitted(list_facts([clip.id])[0], clock.today())
    form.purpose.choices = [
        Choice(purpose.value, _name(purpose, None if last == date.max else format_day(last)))
        for purpose, last in permitted
    ]
    return form


def _name(purpose: Purpose, until: str | None) -> str:
    return f"{purpose.label} (agreed until {until})" if until else purpose.label

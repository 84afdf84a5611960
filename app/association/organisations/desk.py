"""What every page of one organisation begins with."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.core.policy import require
from app.extensions import current_actor
from app.organisations.models import Organisation
from app.organisations.policies import can_manage_organisations
from app.organisations.queries import get_organisation


def get_managed(organisation_uuid: UUID) -> Organisation:
    """An organisation that the office is about to change. Raises Forbidden and NotFound."""
    require(can_manage_organisations(current_actor()))
    return get_organisation(current_actor(), organisation_uuid)


def return_to(organisation: Organisation, anchor: str | None = None) -> ResponseReturnValue:
    """Back to its page."""
    return redirect(
        url_for(
            "organisations.show_organisation",
            organisation_uuid=organisation.uuid,
            _anchor=anchor,
        )
    )

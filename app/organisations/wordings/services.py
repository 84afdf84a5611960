"""Publishing what families read and sign."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from app.audit.services import record_event
from app.core import clock
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db
from app.organisations.models import ConsentWording, Organisation
from app.organisations.wordings.policies import can_publish_wording
from app.organisations.wordings.queries import count_versions, find_own

EXAMPLE = Path(__file__).parent / "example-wording.md"
"""The example that comes with the portal, for the association to put its own in its place."""


class ConsentWordingReplaced(Conflict):
    """What one reworded is not in force any more."""

    title = "There is a newer wording"
    message = "Somebody published a newer wording meanwhile. Read that one first."


RULES = {
    "uq_consent_wording_organisation_id_version": ConsentWordingReplaced,
    "uq_consent_wording_default": ConsentWordingReplaced,
}


def publish_wording(
    actor: Actor, organisation: Organisation | None, body: str, *, after: UUID | None
) -> ConsentWording:
    """Put a new version in force for forms that are signed from now on; what was signed stands under its own.

    ``after`` names the version it was written upon, None for the first. Raises ConsentWordingReplaced.
    """
    require(can_publish_wording(actor))
    organisation_id = organisation.id if organisation else None
    last = find_own(actor, organisation_id)
    if (last.uuid if last else None) != after:
        raise ConsentWordingReplaced
    year = clock.today().year
    wording = ConsentWording(
        organisation_id=organisation_id,
        version=f"{year}-{count_versions(actor, organisation_id, year) + 1}",
        body=body,
        published_by_id=actor.hand,
    )
    with refusing(db.session(), RULES):
        db.session.add(wording)
    if not actor.is_system:  # the example that the portal brings is nobody's act
        record_event(actor, "consent_wording.published", "consent_wording", wording.uuid)
    return wording


def install_consent_wording(actor: Actor) -> None:
    """Publish the portal's own example where the association has no wording yet."""
    require(actor.is_system)
    if find_own(actor, None) is None:
        publish_wording(actor, None, EXAMPLE.read_text(encoding="utf-8"), after=None)

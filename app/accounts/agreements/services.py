"""Publishing what everybody agrees to, and accepting it."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from app.accounts.agreements.models import Acceptance, AgreementKind, AgreementVersion
from app.accounts.agreements.policies import can_accept, can_publish
from app.accounts.agreements.queries import get_in_force, has_accepted
from app.audit.services import record_event
from app.core.actor import Actor
from app.core.constraints import refusing
from app.core.errors import Conflict
from app.core.policy import require
from app.extensions import db

WORDINGS = Path(__file__).parent / "wordings"
"""The drafts that come with the portal, for the association to put its own in their place."""


class WordingReplaced(Conflict):
    """What one read or reworded is not in force any more."""

    title = "There is a newer wording"
    message = "Somebody published a newer wording meanwhile. Read that one first."


def accept(actor: Actor, version: AgreementVersion) -> None:
    """The person accepts a wording; doing so twice is once. Raises WordingReplaced."""
    require(can_accept(actor))
    if get_in_force(version.kind).id != version.id:
        raise WordingReplaced
    if has_accepted(actor, version):
        return
    try:
        with refusing(db.session(), {"uq_acceptance_person_id_version_id": Conflict}):
            db.session.add(Acceptance(person_id=actor.person_id, version_id=version.id))
    except Conflict:  # another tab was faster
        return
    record_event(actor, "agreement.accepted", "agreement_version", version.uuid)


def publish_version(
    actor: Actor, kind: AgreementKind, body: str, summary: str, *, after: int
) -> AgreementVersion:
    """Put a new wording in force; everybody is asked for it at their next page.

    ``after`` is the number of the wording it was written upon. Raises WordingReplaced where that is not in force.
    """
    require(can_publish(actor))
    if get_in_force(kind).number != after:
        raise WordingReplaced
    version = AgreementVersion(
        kind=kind, number=after + 1, body=body, summary=summary, published_by_id=actor.person_id
    )
    with refusing(db.session(), {"uq_agreement_version_kind_number": WordingReplaced}):
        db.session.add(version)
    record_event(actor, "agreement.published", "agreement_version", version.uuid)
    return version


def install_wordings(actor: Actor) -> None:
    """Publish the portal's own draft of each document that has no wording yet."""
    require(actor.is_system)
    present = set(db.session.scalars(sa.select(AgreementVersion.kind).distinct()))
    for kind in AgreementKind:
        if kind not in present:
            body = (WORDINGS / f"{kind}.md").read_text(encoding="utf-8")
            db.session.add(AgreementVersion(kind=kind, number=1, body=body))
    db.session.flush()

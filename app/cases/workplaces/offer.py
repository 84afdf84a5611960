"""The places offered to a trainee for a client. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.core.errors import NotFound
from app.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Workplace:
    """An organisation, and whether it approves films of this person's work there today."""

    organisation: Organisation
    has_films: bool


def find_workplace(workplaces: Sequence[Workplace], uuid: UUID | None) -> Organisation | None:
    """The organisation of this address among those that were offered; None for none. Raises NotFound."""
    if uuid is None:
        return None
    for workplace in workplaces:
        if workplace.organisation.uuid == uuid:
            return workplace.organisation
    raise NotFound

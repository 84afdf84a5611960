"""Second factors, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from app.accounts.models import Passkey
from app.accounts.queries import get_own_person
from app.core.actor import Actor
from app.core.errors import NotFound
from app.extensions import db

HALF_MINUTE_S = 30


@dataclass(frozen=True, slots=True)
class Factor:
    """One line of the list: a passkey, or the authenticator app, which has no uuid."""

    uuid: UUID | None
    name: str
    kind: str
    added_at: datetime
    last_used_at: datetime | None


def get_passkey(actor: Actor, uuid: UUID) -> Passkey:
    """One of the actor's own. Raises NotFound."""
    mine = sa.select(Passkey).where(Passkey.uuid == uuid, Passkey.person_id == actor.person_id)
    if (passkey := db.session.scalar(mine)) is None:
        raise NotFound
    return passkey


def get_passkey_called(actor: Actor, name: str) -> Passkey:
    """The actor's own of this name."""
    mine = sa.select(Passkey).where(Passkey.person_id == actor.person_id, Passkey.name == name)
    return db.session.scalars(mine).one()


def list_factors(actor: Actor) -> Sequence[Factor]:
    """The actor's own: passkeys as they were added, then the authenticator app."""
    person = get_own_person(actor)
    factors = [
        Factor(key.uuid, key.name, _describe(key), key.added_at, key.last_used_at)
        for key in person.webauthn
    ]
    if person.totp_added_at is not None:
        used_at = _find_last_code(person.totp_counter, person.totp_added_at)
        factors.append(
            Factor(None, "Authenticator app", "App with codes", person.totp_added_at, used_at)
        )
    return factors


def _describe(key: Passkey) -> str:
    if key.transports and "internal" not in key.transports:
        return "Passkey on a security key"
    return "Passkey, kept in step between devices" if key.backup_state else "Passkey on a device"


def _find_last_code(counter: int | None, added_at: datetime) -> datetime | None:
    """When a code was last used, to half a minute; the one that the app was set up with does not count."""
    if counter is None:
        return None
    used_at = datetime.fromtimestamp(counter * HALF_MINUTE_S, UTC)
    return used_at if used_at > added_at + timedelta(seconds=HALF_MINUTE_S) else None

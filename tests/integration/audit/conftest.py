"""A small sealed trail with heads of its own, and ways to ask whether it is whole."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from app.audit.chain.heads import Heads
from app.audit.chain.macs import ChainKeys
from app.audit.chain.services import Desk, seal_events
from app.audit.chain.verification import Report, verify_chain
from app.audit.models import AuditEvent
from app.core.actor import SYSTEM
from app.extensions import db


@dataclass(frozen=True)
class Trail:
    """Sealed by a desk of the test's own."""

    desk: Desk

    def record(self, *actions: str) -> None:
        """Add events that differ in what they leave empty."""
        for number, action in enumerate(actions):
            has_subject = number % 2 == 0
            event = AuditEvent(
                action=action,
                actor_id=7 if number % 3 else None,
                subject_kind="clip" if has_subject else None,
                subject_id=uuid4() if has_subject else None,
                about_id=9 if number % 4 else None,
            )
            db.session.add(event)
        db.session.commit()

    def seal(self, *, above: int = 0, limit: int = 1000) -> int:
        """Seal what waits."""
        return seal_events(SYSTEM, self.desk, above=above, limit=limit)

    def verify(self) -> Report:
        """Read everything again."""
        return verify_chain(SYSTEM, self.desk.keys, self.desk.heads)

    @contextmanager
    def undoing(self) -> Iterator[sa.Connection]:
        """Somebody with the database, who changes it behind the portal's back; afterwards all is as before."""
        connection = cast("dict[str | None, Any]", db.engines)[None]
        db.session.remove()
        savepoint = connection.begin_nested()
        try:
            yield connection
        finally:
            db.session.remove()
            savepoint.rollback()


@pytest.fixture
def trail(app: Flask, tmp_path: Path) -> Trail:
    """Twelve sealed events under three heads."""
    keys = ChainKeys.draw(secrets.token_hex(32))
    trail = Trail(Desk(str(uuid4()), keys, Heads(tmp_path / "audit" / "heads", keys.heads)))
    for batch in range(3):
        trail.record(*(f"clip.viewed-{batch}-{number}" for number in range(4)))
        trail.seal()
    return trail

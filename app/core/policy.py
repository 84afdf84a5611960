"""The third ring: a service begins by requiring a policy's answer."""

from __future__ import annotations

from app.core.errors import Forbidden


def require(allowed: bool, message: str | None = None) -> None:
    """Refuse with 403 unless the policy said yes. Raises Forbidden."""
    if not allowed:
        raise Forbidden(message)

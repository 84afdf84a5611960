"""The outbox that letters fall into."""

from __future__ import annotations

from tests.integration.notifications.test_letters import outbox

__all__ = ["outbox"]

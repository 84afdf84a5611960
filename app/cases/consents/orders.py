"""What is asked of the erasing feature, which stands above this one: named jobs alone."""

from __future__ import annotations

ERASE_WITHOUT_CONSENT = "retention.erase_without_consent"
"""Erase what nobody permits to keep any more, of the client in ``{"client_id": id}``."""

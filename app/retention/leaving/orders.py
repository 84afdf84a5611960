"""What is asked of the worker when somebody leaves."""

from __future__ import annotations

LET_GO = "retention.let_go"
"""Begins what leaving entails; its argument is ``leaving_id``."""

"""A worker that keeps apart from the test."""

from __future__ import annotations

from tests.integration.clips.conftest import WorkOff, work_off

__all__ = ["WorkOff", "work_off"]

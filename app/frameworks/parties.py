"""Whose doing is described."""

from __future__ import annotations

import enum


class Party(enum.StrEnum):
    """Whose doing is described: the same words serve film, shared review and supervision."""

    CHILD = "child"
    CLIENT = "client"
    TRAINEE = "trainee"
    SUPERVISOR = "supervisor"

    @property
    def label(self) -> str:
        """The party in a word."""
        return self.value.capitalize()

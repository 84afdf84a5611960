"""What is right, where something stood wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """The name, what the person is called, and the address they sign in with, as they should be."""

    full_name: str
    known_as: str
    email: str

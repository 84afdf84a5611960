"""What one action is called."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """``label`` for lists; the rest are sentences for people.

    ``own`` is what somebody did, ``on`` what they did where it concerns {other}, ``by`` what {other} did where it concerns
    them. With ``is_office`` the other is told as the association's office, and not by name.
    """

    label: str
    own: str = ""
    on: str = ""
    by: str = ""
    is_office: bool = False

"""A wording as it is read: the names of this installation stand where the text leaves room for them."""

from __future__ import annotations

from config import Settings

ASSOCIATION, CONTACT = "[association]", "[contact]"
"""What a wording writes where the settings `ASSOCIATION_NAME` and `PRIVACY_CONTACT` belong."""


def fill_names(wording: str, settings: Settings) -> str:
    """Put the association's name and its contact for privacy in their places."""
    named = wording.replace(ASSOCIATION, settings.association_name)
    return named.replace(CONTACT, settings.privacy_contact)

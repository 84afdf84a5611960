"""What may go wrong when the principles are worded anew."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError
from app.frameworks.written import MOST_ITEMS, MOST_PRINCIPLES


class VersionPublished(Conflict):
    """What was tagged keeps its words, so a published version never changes."""

    title = "This version is published"
    message = (
        "A published version never changes. Start a draft from the one in force and word that."
    )


class DraftEmpty(DomainError):
    """A vocabulary needs at least one principle."""

    title = "There is no principle left"
    message = "Add at least one principle before you go on."


class TooMuchWritten(DomainError):
    """A version that nobody could look through."""

    title = "That is more than a version holds"
    message = f"A version has at most {MOST_PRINCIPLES} principles with {MOST_ITEMS} items each. Leave one out first, then add."


class CodeTwice(DomainError):
    """Two principles of one version carry the same sign."""

    title = "That sign stands twice"
    message = "Each principle needs a sign of its own. Two of them carry the same."


class NothingChanged(DomainError):
    """A draft says what the version in force says."""

    title = "Nothing has changed yet"
    message = (
        "The draft says the same as the version in force. Change something first, or discard it."
    )

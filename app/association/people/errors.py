"""The rules that hold when an account is changed."""

from __future__ import annotations

from app.core.errors import Conflict


class LastAdministrator(Conflict):
    """Somebody must be able to open accounts again."""

    title = "That is the last administrator"
    message = "Give somebody else the role of administrator first: the association needs one who can sign in."


class StillSupervises(Conflict):
    """A supervisor's trainees never lose them unnoticed."""

    title = "Trainees or reviews still rest on this person"
    message = "Give their trainees and open reviews to other supervisors first. They stand on the person’s page."


class StillInTraining(Conflict):
    """One training at a time."""

    title = "This person is in training already"
    message = "They are registered on a pathway and not accredited yet. The next training begins after that."


class AccountClosed(Conflict):
    """A closed account begins nothing new."""

    title = "This account is deactivated"
    message = "Reactivate the account first, then register the person on a pathway."

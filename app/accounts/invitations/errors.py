"""Rules of inviting and of accepting."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError


class AddressUnreadable(DomainError):
    """A letter has to arrive."""

    title = "That address cannot be written to"
    message = "That does not look like an e-mail address. It has an @ in the middle."
    field = "email"


class InvitedAlready(Conflict):
    """One open invitation for each address."""

    title = "Invited already"
    message = "A letter to this address is on its way already. Ask the person to look for it, or send it again from the list."
    field = "email"


class InvitesOneself(DomainError):
    """Nobody gives themselves a role."""

    title = "That is your own address"
    message = "Nobody can invite themselves. Ask somebody else of the association."
    field = "email"


class HoldsRoleAlready(DomainError):
    """An invitation brings something new."""

    title = "Nothing new to invite to"
    message = "This person has an account with this role already."
    field = "email"


class AccountClosed(DomainError):
    """Opening a closed account is a decision of its own."""

    title = "This account is closed"
    message = "This person has an account that was closed. Open it again on their page instead of inviting them."
    field = "email"


class NoRoleOffered(DomainError):
    """An invitation is to something."""

    title = "A role is missing"
    message = "Choose what the person is invited as."
    field = "offered"


class CourseUnknown(DomainError):
    """A supervisor invites those who took their course."""

    title = "Which course?"
    message = "Enter the last day of the course this person took with you."
    field = "course_ended_on"


class CourseTooFarAway(DomainError):
    """A slip in the year."""

    title = "That course is far away"
    message = "That is more than a year from now. Please check the year."
    field = "course_ended_on"


class InvitationAnswered(Conflict):
    """What was accepted or taken back cannot be sent again."""

    title = "This invitation is over"
    message = "It has been accepted or taken back meanwhile. Reload the page; where needed, invite the person anew."


class LinkOver(DomainError):
    """The link once worked and does so no more."""

    status = 410
    title = "This link no longer works"
    message = (
        "It was used already, taken back, replaced by a newer letter, or it is more than seven days old. If you have an "
        "account, sign in. If not, ask the person who invited you to send the invitation again."
    )
    way_on = ("security.login", "Sign in")


class LinkUnknown(LinkOver):
    """The address was not copied whole, or never was one."""

    status = 404
    title = "This link is not complete"
    message = (
        "Open it from the letter again, or copy the whole address. If that does not help, ask the person who invited you to "
        "send the invitation again."
    )


class AccountExists(Conflict):
    """One address, one account."""

    title = "You have an account"
    message = "Sign in with this address, then open the link in the letter again to accept."
    way_on = ("security.login", "Sign in")


class NotForThisAccount(Conflict):
    """An invitation is for the address it was sent to."""

    title = "This invitation is for another address"
    message = "Sign out, and open the link in the letter again."

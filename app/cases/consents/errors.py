"""What a signed form cannot be."""

from __future__ import annotations

from app.core.errors import DomainError


class NobodyChosen(DomainError):
    """A form is signed for somebody."""

    title = "Who is the form for?"
    message = "Choose the people this form was signed for."
    field = "people"


class NothingConsented(DomainError):
    """A form with no yes at all opens nothing."""

    title = "There is no yes to record yet"
    message = "Say yes to at least one purpose, or come back when the family has signed."


class OtherPurposeNeedsVig(DomainError):
    """Supervision and reviews look at films that are made for VIG."""

    title = "VIG itself needs a yes first"
    message = (
        "The other purposes use the films made for VIG. Record the family's yes to VIG as well."
    )
    field = "vig"


class ConsentStillRuns(DomainError):
    """Saying no on a new form does not end a consent by accident; withdrawing it does, at once."""

    title = "This consent is on record"
    message = (
        "A yes to this is on record for somebody you chose. To end it, use “End a consent” on the client's page: it takes "
        "effect at once."
    )


class ConsentInFuture(DomainError):
    """Consent is recorded after it was given."""

    title = "That date is still to come"
    message = "Enter the day the family signed, today at the latest."
    field = "given_on"


class BeginsBeforeSigning(DomainError):
    """Nobody says yes for a time that has passed: consent comes before filming."""

    title = "That is before the signature"
    message = "A yes holds from the day it was signed at the earliest."
    field = "from_on"


class EndsBeforeBeginning(DomainError):
    """From comes before until."""

    title = "That is before it begins"
    message = "The last day comes after the first. Leave it empty where the form names no end."
    field = "until_on"


class SpeaksForThemselves(DomainError):
    """From the recorded month on, a parent's yes for somebody does not hold any more."""

    title = "This person speaks for themselves"
    field = "given_by"


class FilingIdentifies(DomainError):
    """Where a form is filed must not tell whose it is."""

    title = "That could identify a family"
    field = "filed_at"

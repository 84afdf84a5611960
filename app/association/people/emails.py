"""The two letters that must arrive where no bell is: at a closed account, and at an address somebody had."""

from __future__ import annotations

from app.accounts.changes.models import AddressChange
from app.accounts.models import Person
from app.notifications.emails import Letter, send_letter

CLOSING_JOB = "people.send_closing_letter"
ADDRESS_JOB = "people.send_address_letter"


def send_closing_letter(person: Person) -> None:
    """Tell somebody that their account is closed and that their work stays."""
    letter = Letter("Your account is closed", "people/closing", "", "")
    send_letter(person, letter, person.uuid)


def send_address_letter(change: AddressChange) -> None:
    """Tell the address before that it opens the account no more; the new one is not named there."""
    letter = Letter("You sign in with another address now", "people/address", "", "")
    send_letter(change.person, letter, change.uuid, to=change.former_email)

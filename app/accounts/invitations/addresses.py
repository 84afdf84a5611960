"""E-mail addresses as people write them: one, or a whole list out of a mail program or a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from app.accounts.invitations.errors import AddressUnreadable

LONGEST_NAME = 200
LONGEST_ADDRESS = 255

_BETWEEN_ENTRIES = re.compile(r"[\n;]|(?<=>),")
_AROUND_ADDRESSES = str.maketrans(dict.fromkeys('<>,"', " "))
_AROUND_NAMES = " \t\"',<"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list as it was read; ``problem`` says why nobody can be written to."""

    text: str
    email: str = ""
    full_name: str = ""
    problem: str | None = None


def read_address(text: str) -> str:
    """An address in the one form in which accounts know it: small letters. Raises AddressUnreadable."""
    try:
        email = validate_email(text.strip(), check_deliverability=False).normalized.lower()
    except EmailNotValidError as error:
        raise AddressUnreadable from error
    if len(email) > LONGEST_ADDRESS:
        raise AddressUnreadable
    return email


def read_entries(text: str) -> Iterator[Entry]:
    """The lines of a list: an address alone, or a name and then the address, with or without signs between them."""
    for line in _BETWEEN_ENTRIES.split(text):
        if words := line.strip():
            yield _read_entry(words)


def _read_entry(words: str) -> Entry:
    if words.count("@") > 1:
        return Entry(words, problem="More than one address: give each a line of its own.")
    *_, last = words.translate(_AROUND_ADDRESSES).split() or [""]
    address = last.strip("'")
    if "@" not in address:
        return Entry(words, problem="No e-mail address stands here, or something stands behind it.")
    name = " ".join(words.partition(address)[0].strip(_AROUND_NAMES).split())
    if len(name) > LONGEST_NAME:
        return Entry(words, problem=f"The name is longer than {LONGEST_NAME} characters.")
    try:
        return Entry(words, read_address(address), name)
    except AddressUnreadable as error:
        return Entry(words, problem=error.message)

"""What people type into one cell, read as what they mean. Each says in words what it cannot read."""

from __future__ import annotations

import re
from datetime import date, datetime

from email_validator import EmailNotValidError, validate_email

from app.core import clock
from app.core.actor import RoleName

EARLIEST = date(1980, 1, 1)
"""A day before this is a slip of the keyboard."""
MOST = 100_000
LONGEST_ADDRESS = 255

DAY_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")

ROLES = {
    "trainee": RoleName.TRAINEE,
    "trainee practitioner": RoleName.TRAINEE,
    "practitioner": RoleName.PRACTITIONER,
    "accredited practitioner": RoleName.PRACTITIONER,
    "supervisor": RoleName.SUPERVISOR,
    "accredited supervisor": RoleName.SUPERVISOR,
}


class CellUnreadable(ValueError):
    """A cell says nothing that its column can mean; the text says why, for the person who typed it."""


def read_address(text: str) -> str:
    """An e-mail address in small letters. Raises CellUnreadable."""
    try:
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise CellUnreadable(f"“{text}” is not an e-mail address.") from error
    if len(found.normalized) > LONGEST_ADDRESS:
        raise CellUnreadable("This address is too long for the portal.")
    return found.normalized.lower()


class AddressReader:
    """Reads the addresses of one list, each only once: supervisors stand in many lines."""

    def __init__(self) -> None:
        self._read: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """An e-mail address in small letters. Raises CellUnreadable."""
        if text not in self._read:
            self._read[text] = read_address(text)
        return self._read[text]


def read_words(text: str, longest: int) -> str:
    """Words of at most this many characters. Raises CellUnreadable."""
    if len(text) > longest:
        raise CellUnreadable(f"Shorten this to {longest} characters.")
    return text


def read_name(text: str) -> str:
    """Somebody's name. Raises CellUnreadable."""
    if not any(sign.isalpha() for sign in text) or "@" in text:
        raise CellUnreadable(f"“{text}” is not a name.")
    return read_words(text, 200)


def read_roles(text: str) -> frozenset[RoleName]:
    """One role or several. Raises CellUnreadable, also for administrators, who are invited one by one."""
    names = [part.strip() for part in re.split(r"[,;/&+|]|\band\b", text.casefold())]
    if "administrator" in names:
        raise CellUnreadable(
            "Administrators are not imported. Leave this role out, and invite them one by one."
        )
    unknown = [name for name in names if name and name not in ROLES]
    if unknown:
        raise CellUnreadable(
            f"“{unknown[0]}” is not a role here. Write trainee, practitioner or supervisor."
        )
    roles = frozenset(ROLES[name] for name in names if name)
    if not roles:
        raise CellUnreadable("Write trainee, practitioner or supervisor.")
    return roles


def read_day(text: str) -> date:
    """A day that is over, written with its year in full; day before month. Raises CellUnreadable."""
    day = _parse_day(re.sub(r"[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$", "", text))
    if day is None:
        raise CellUnreadable(f"“{text}” is not a day. Write it like 2025-03-31 or 31/03/2025.")
    if day < EARLIEST:
        raise CellUnreadable(f"{day:%Y} is too long ago. Please check the year.")
    if day > clock.today():
        raise CellUnreadable("This day is still to come. Today is the latest day.")
    return day


def _parse_day(text: str) -> date | None:
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None


def read_number(text: str) -> int:
    """A whole number from 0 on. Raises CellUnreadable."""
    digits = re.sub(r"(?<=\d)[ ,](?=\d{3}\b)", "", text).removesuffix(".0")
    if not re.fullmatch(r"[0-9]{1,6}", digits) or int(digits) > MOST:
        raise CellUnreadable(f"“{text}” is not a whole number. Write only figures, 0 for none.")
    return int(digits)

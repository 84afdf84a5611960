"""The code of a family, typed by somebody who sees nothing else of its case."""

from __future__ import annotations

from flask_login import current_user

from app.accounts.tries.guard import check_guess
from app.accounts.tries.models import TryKind
from app.cases.models import Client
from app.cases.withdrawals.queries import find_client_by_code
from app.core.actor import Actor
from app.core.errors import DomainError


class CodeUnknown(DomainError):
    """A code nobody has, or none of the families of whoever typed it."""

    title = "No family has this code here"
    message = "No family has this code here. Read it once more from the slip, sign by sign."
    field = "code"


def find_typed_client(actor: Actor, typed: str) -> Client:
    """The client of this code. Counted, so that nobody goes through codes. Raises CodeUnknown and TooManyTries."""
    found: list[Client] = []

    def look() -> bool:
        client = find_client_by_code(actor, typed)
        found.extend([client] if client else [])
        return bool(found)

    if not check_guess(TryKind.CLIENT_CODE, current_user, look):
        raise CodeUnknown
    return found[0]

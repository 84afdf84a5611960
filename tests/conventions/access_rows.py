"""One row of the access table: the expected status for each persona."""

from __future__ import annotations

from typing import NamedTuple

PERSONAS = (
    "signed_out",
    "owner",
    "own_supervisor",
    "reviewer",
    "other_supervisor",
    "other_trainee",
    "practitioner",
    "administrator",
)


class Row(NamedTuple):
    """The expected status for each persona, in the order of `PERSONAS`."""

    signed_out: int
    owner: int
    own_supervisor: int
    reviewer: int
    other_supervisor: int
    other_trainee: int
    practitioner: int
    administrator: int


def everybody(status: int, signed_out: int = 302) -> Row:
    """The same for all who are signed in."""
    return Row(signed_out, *[status] * 7)


OFFICE_PAGE = Row(302, 403, 403, 403, 403, 403, 403, 200)
OFFICE_CHANGE = Row(401, 403, 403, 403, 403, 403, 403, 302)
"""What the office alone sees and changes."""

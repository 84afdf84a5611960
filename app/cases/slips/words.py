"""What the family's slip says: the code, whom to turn to, and where that leads. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import segno

from app.cases.models import Client

STEPS = (
    "Tell the person you do VIG with, or the contact below. You need not say why.",
    "Give them the code on this slip. They need nothing else, no name and no date of birth.",
    "Your films are closed at once. What nobody may keep any more is erased.",
    "You are treated just as well as before. You may also end only a part, such as supervision.",
)
"""How a family ends its consent and what happens then, in the order it happens."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything on a slip; nothing of it is a name of the family."""

    code: str
    association: str
    organisation: str
    contact: str
    address: str

    @property
    def square(self) -> tuple[tuple[int, ...], ...]:
        """The address as a QR code: rows of 0 and 1."""
        return tuple(tuple(row) for row in segno.make(self.address, error="m", micro=False).matrix)

    @property
    def side(self) -> int:
        """The fields along one side of the QR code, with the quiet border of four around it."""
        return len(self.square) + 8

    @property
    def path(self) -> str:
        """The dark fields as the path of a drawing."""
        dark = (
            f"M{x + 4} {y + 4}h1v1h-1z"
            for y, row in enumerate(self.square)
            for x, field in enumerate(row)
            if field
        )
        return "".join(dark)

    def describe(self) -> dict[str, object]:
        """The words of the slip for the document of the same name, with the QR code as a drawing."""
        square = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.side} {self.side}">'
            f'<path d="{self.path}"/></svg>'
        )
        return {
            "code": self.code,
            "association": self.association,
            "organisation": self.organisation,
            "contact": self.contact,
            "address": self.address,
            "square": square,
            "steps": STEPS,
        }


def write_slip(client: Client, association: str, address: str) -> Slip:
    """The slip of one client; without an organisation the family turns to the person they do VIG with."""
    organisation = client.organisation
    return Slip(
        code=client.code,
        association=association,
        organisation=organisation.name if organisation else "",
        contact=organisation.privacy_contact if organisation else "",
        address=address,
    )

"""Authenticator apps: a code that changes every half minute, good once."""

from __future__ import annotations

import base64
import io

import qrcode
from flask_security import Totp
from passlib.exc import UsedTokenError
from passlib.totp import TotpMatch
from qrcode.image.svg import SvgPathFillImage

from app.accounts.factors.services import spend_half_minute
from app.accounts.models import Person
from app.core.actor import SYSTEM


class SingleUseTotp(Totp):
    """Flask-Security's codes, except that one that opened the door opens it no more."""

    def get_last_counter(self, user: Person) -> int | None:  # type: ignore[override]  # theirs is any UserMixin
        """The half-minute of the last code that was used."""
        return user.totp_counter

    def set_last_counter(self, user: Person, tmatch: TotpMatch) -> None:  # type: ignore[override]
        """Use the code up. Raises UsedTokenError where another request was faster with it."""
        if not spend_half_minute(SYSTEM, user.id, tmatch.counter):
            raise UsedTokenError

    def generate_qrcode(self, username: str, totp: str) -> str:
        """The picture to point a phone at, dark on white also where the page is dark."""
        picture = qrcode.make(
            self.get_totp_uri(username, totp), image_factory=SvgPathFillImage, border=3
        )
        with io.BytesIO() as file:
            picture.save(file)
            return f"data:image/svg+xml;base64,{base64.b64encode(file.getvalue()).decode()}"

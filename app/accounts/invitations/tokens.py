"""The secret part of the link in a letter. It stands nowhere: it is worked out when the letter is written.

The database holds a random key for each link, and the token is that key under a seal made with the installation's own
secret. A copy of the database therefore opens no invitation, nothing secret waits in the queue, and a letter that is sent
again after a fault carries the same link.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from uuid import UUID

PURPOSE = b"invitation:"
SEAL_LENGTH = 32
KEY_LENGTH = 16


def make_token(secret: str, link_key: UUID) -> str:
    """The token of a link: 64 characters that an address can carry."""
    return base64.urlsafe_b64encode(link_key.bytes + _seal(secret, link_key)).decode()


def read_token(secret: str, token: str) -> UUID | None:
    """The key that a token of this installation was made from; None for anything else."""
    try:
        told = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    if len(told) != KEY_LENGTH + SEAL_LENGTH:
        return None
    link_key = UUID(bytes=told[:KEY_LENGTH])
    return link_key if hmac.compare_digest(told[KEY_LENGTH:], _seal(secret, link_key)) else None


def _seal(secret: str, link_key: UUID) -> bytes:
    return hmac.digest(secret.encode(), PURPOSE + link_key.bytes, "sha256")

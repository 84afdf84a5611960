"""Short texts of the database that lie there sealed, such as a trainee's private reminder of a client."""

from __future__ import annotations

from functools import cached_property

from app.storage.errors import FilmDamaged, SecretDamaged
from app.storage.keys import KeyStore
from app.storage.segments import seal, unseal


class SmallSecrets:
    """Seals and opens texts with one data key of the key store, which is made at first use.

    A text is sealed under the name of its row and opens only there. The key is fetched once: make a new
    ``SmallSecrets`` for each request.
    """

    def __init__(self, keys: KeyStore, name: str) -> None:
        self._keys = keys
        self._name = name

    def seal(self, name_of_row: str, text: str) -> bytes:
        """Encrypt and authenticate the text (AES-256-GCM); the result is 28 bytes longer than its UTF-8."""
        return bytes(seal(self._key, name_of_row, text.encode()))

    def open(self, name_of_row: str, sealed: bytes) -> str:
        """Return the text; raise ``SecretDamaged`` unless exactly this was sealed for this row."""
        key = self._key
        try:
            return unseal(key, name_of_row, sealed).decode()
        except FilmDamaged:
            raise SecretDamaged from None

    @cached_property
    def _key(self) -> bytes:
        return self._keys.find_or_create_key(self._name)

"""Sealing and unsealing the parts of one film: pure cryptography, no storage."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.storage.errors import FilmDamaged
from app.storage.objects import Plain

SEGMENT_SIZE = 1024 * 1024
"""Plain bytes in each segment but the last: part of the stored format, never to be changed."""

KEY_SIZE = 32
_NONCE_SIZE = 12
_TAG_SIZE = 16
OVERHEAD = _NONCE_SIZE + _TAG_SIZE
"""Bytes by which a sealed part is longer than the plain one."""


def make_key() -> bytes:
    """Return a random key of 256 bits."""
    return AESGCM.generate_key(KEY_SIZE * 8)


def seal(key: bytes, name: str, plain: Plain) -> bytearray:
    """Encrypt and authenticate bytes with AES-256-GCM so that they open only under this key and name.

    The result is a fresh random nonce of 12 bytes, the encrypted bytes and the tag of 16 bytes.
    """
    sealed = bytearray(len(plain) + OVERHEAD)
    nonce = os.urandom(_NONCE_SIZE)
    sealed[:_NONCE_SIZE] = nonce
    with memoryview(sealed) as view:
        AESGCM(key).encrypt_into(nonce, plain, name.encode(), view[_NONCE_SIZE:])
    return sealed


def unseal(key: bytes, name: str, sealed: Plain) -> bytes:
    """Return the plain bytes; raise ``FilmDamaged`` unless exactly these were sealed under this key and name."""
    view = memoryview(sealed)
    if len(view) < OVERHEAD:
        raise FilmDamaged
    try:
        return AESGCM(key).decrypt(view[:_NONCE_SIZE], view[_NONCE_SIZE:], name.encode())
    except InvalidTag:
        raise FilmDamaged from None


def segment_name(film: str, index: int) -> str:
    """Return the object name of the segment holding the plain bytes from ``index * SEGMENT_SIZE`` on."""
    return f"{film}/{index:08d}"


def segment_index(name: str) -> int | None:
    """Return the index in a segment's object name, or None for a film's other objects."""
    last = name.rpartition("/")[2]
    return int(last) if last.isdecimal() else None

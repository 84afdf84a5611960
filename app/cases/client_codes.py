"""Client codes: how a family is spoken of in the portal, so that nobody's name is written here."""

from __future__ import annotations

import re
import secrets
from collections.abc import Container

from app.core.errors import DomainError
from app.wording.identifying_words import find_identifier

SHORTEST, LONGEST = 3, 24
LONGEST_TYPED = 200
"""Characters that are looked through for what could identify somebody; what is longer is no code."""

_SHAPE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BIRDS = [
    "avocet",
    "bittern",
    "curlew",
    "dipper",
    "dunlin",
    "eider",
    "finch",
    "gannet",
    "goshawk",
    "heron",
    "kestrel",
    "linnet",
    "martin",
    "merlin",
    "osprey",
    "plover",
    "redwing",
    "robin",
    "siskin",
    "skylark",
    "starling",
    "swift",
    "teal",
    "tern",
    "thrush",
    "wagtail",
    "wheatear",
    "wigeon",
    "wren",
]
_LETTERS = "abcdefghjkmnpqrstuvwxyz"  # pragma: allowlist secret


class CodeMisshapen(DomainError):
    """A client code is made of letters, digits and hyphens."""

    title = "That code cannot be used"
    message = f"Use {SHORTEST} to {LONGEST} letters, digits and single hyphens, such as heron-47k."
    field = "code"


class CodeLooksLikeName(DomainError):
    """A code without a digit may be somebody's name."""

    title = "That could be a name"
    message = (
        "This could be read as a name, and names stay outside the portal. "
        "Put at least one digit into the code, such as heron-47k."
    )
    field = "code"


class CodeIdentifies(DomainError):
    """A code must not carry what could identify a family."""

    title = "That could identify a family"
    field = "code"


def suggest_code(taken: Container[str]) -> str:
    """A readable code that is not among ``taken``: a bird, two digits and a letter that cannot be misread."""
    while True:
        bird, letter = secrets.choice(_BIRDS), secrets.choice(_LETTERS)
        code = f"{bird}-{secrets.randbelow(80) + 20}{letter}"
        if code not in taken:
            return code


def read_code(typed: str) -> str:
    """The code as it is kept: in small letters, spaces as hyphens.

    Raises CodeIdentifies, CodeMisshapen and CodeLooksLikeName.
    """
    if len(typed) > LONGEST_TYPED:
        raise CodeMisshapen
    if identifier := find_identifier(typed):
        raise CodeIdentifies(
            f"This looks like {identifier}, which could tell who the family is. Choose a code such as heron-47k."
        )
    code = re.sub(r"\s+", "-", typed.strip().lower())
    if not SHORTEST <= len(code) <= LONGEST or not _SHAPE.fullmatch(code):
        raise CodeMisshapen
    if not any(sign.isdigit() for sign in code):
        raise CodeLooksLikeName
    return code

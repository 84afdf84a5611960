"""Client codes: how a family is spoken of in the portal, so that nobody's name is written here.

A code is a bird, three digits, a letter, and a check character (ISO 7064, MOD 37,36), such as heron-472kj. It is
made by the portal, never chosen: nobody's initials or birthday can come into it. The check character finds every
single mistyped sign.
"""

from __future__ import annotations

import secrets

from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_37_36

LONGEST_TYPED = 60
"""Characters that are looked at; what is longer is no code."""

BIRDS = (
    *("avocet", "bittern", "bunting", "chough", "crossbill", "curlew", "dipper", "dotterel", "dunlin"),
    *("eider", "fieldfare", "finch", "fulmar", "gannet", "godwit", "goshawk", "grebe", "heron"),
    *("kestrel", "kittiwake", "knot", "lapwing", "linnet", "mallard", "martin", "merlin", "nuthatch"),
    *("osprey", "petrel", "pintail", "pipit", "plover", "puffin", "redstart", "redwing", "robin"),
    *("rook", "sandpiper", "siskin", "skylark", "smew", "snipe", "starling", "swift", "teal", "tern"),
    *("thrush", "treecreeper", "twite", "wagtail", "warbler", "wheatear", "whimbrel", "wigeon", "wren"),
)  # fmt: skip
_LETTERS = "abcdefghjkmnpqrstuvwxyz"  # pragma: allowlist secret
_CHECKS = _LETTERS + "23456789"
"""Signs that are not taken for one another when somebody reads them aloud or by hand."""


def make_code() -> str:
    """A new code by chance, among more than a million; whether it is free, the database says."""
    while True:
        number, letter = secrets.randbelow(900) + 100, secrets.choice(_LETTERS)
        code = complete_code(f"{secrets.choice(BIRDS)}-{number}{letter}")
        if code[-1] in _CHECKS:
            return code


def complete_code(stem: str) -> str:
    """The stem, such as ``heron-472k``, with its check character."""
    return stem + mod_37_36.calc_check_digit(_compact(stem)).lower()


def spell_code(typed: str) -> str:
    """What somebody typed, as codes are kept: small letters, one hyphen after the bird. Not yet whether it is right."""
    compact = _compact(typed[:LONGEST_TYPED]).lower()
    first_digit = next((i for i, sign in enumerate(compact) if sign.isdigit()), len(compact))
    stem, rest = compact[:first_digit], compact[first_digit:]
    return f"{stem}-{rest}" if stem and rest else compact


def is_well_spelt(code: str) -> bool:
    """Whether the check character fits: a code with one mistyped sign never does."""
    try:
        mod_37_36.validate(_compact(code))
    except ValidationError:
        return False
    return True


def _compact(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())

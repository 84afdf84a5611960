from __future__ import annotations

import secrets

import pytest

from app.storage.master_keys import MasterKey


@pytest.mark.parametrize("text", ["ab" * 32, "AB" * 32])
def test_a_master_key_is_64_hexadecimal_digits(text: str) -> None:
    assert MasterKey.from_text(text).secret == b"\xab" * 32


@pytest.mark.parametrize("text", ["", "a pass phrase", "ab" * 31, "ab" * 33, "xy" * 32, "ab " * 32])
def test_anything_else_is_refused_with_the_command_that_makes_one(text: str) -> None:
    with pytest.raises(ValueError, match="token_hex"):
        MasterKey.from_text(text)


def test_different_secrets_have_different_ids_and_never_show() -> None:
    texts = [secrets.token_hex(32) for _ in range(2)]
    keys = [MasterKey.from_text(text) for text in texts]
    assert keys[0].id != keys[1].id
    assert keys[0].id not in texts[0]
    assert repr(keys[0].secret) not in repr(keys[0])

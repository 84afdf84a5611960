"""The secret part of a link: made by this installation alone, and whole."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.invitations.tokens import make_token, read_token

SECRET = "a secret of this installation"


@given(st.uuids())
def test_a_token_leads_back_to_its_link(link_key: UUID) -> None:
    token = make_token(SECRET, link_key)
    assert read_token(SECRET, token) == link_key
    assert len(token) == 64
    assert all(c.isalnum() or c in "-_" for c in token)


@given(st.uuids(), st.integers(0, 63), st.sampled_from("ABCwxyz019-_"))
def test_a_token_with_another_letter_in_it_is_none(link_key: UUID, place: int, letter: str) -> None:
    token = make_token(SECRET, link_key)
    changed = token[:place] + letter + token[place + 1 :]
    assert (read_token(SECRET, changed) is None) == (changed != token)


@given(st.text(max_size=100))
def test_anything_else_is_none(text: str) -> None:
    assert read_token(SECRET, text) is None


@pytest.mark.parametrize("cut", [0, 1, 16, 32, 63])
def test_a_token_that_was_not_copied_whole_is_none(cut: int) -> None:
    assert read_token(SECRET, make_token(SECRET, uuid4())[:cut]) is None


def test_another_installation_makes_other_tokens() -> None:
    assert read_token("another secret", make_token(SECRET, uuid4())) is None

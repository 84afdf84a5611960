"""Two windows write in one box: no word of either is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.reflections.boxes import NOTHING, join_texts, name_version, tidy, would_lose

texts = st.text(alphabet="ab \n", max_size=12).map(tidy)


@given(texts, texts)
def test_joined_texts_hold_both(stored: str, body: str) -> None:
    joined = join_texts(stored, body)
    assert stored in joined
    assert body in joined
    assert join_texts(stored, joined) == joined


@given(texts, texts, texts)
def test_what_is_kept_after_joining_loses_nothing(base: str, stored: str, body: str) -> None:
    if would_lose(stored, name_version(base), body):
        assert not would_lose(stored, name_version(base), join_texts(stored, body))


@given(texts, texts)
def test_whoever_wrote_on_what_is_stored_may_change_anything(stored: str, body: str) -> None:
    assert not would_lose(stored, name_version(stored), body)


@given(texts, texts)
def test_a_version_names_one_text(one: str, other: str) -> None:
    assert (name_version(one) == name_version(other)) is (one == other)


@pytest.mark.parametrize(
    ("sent", "kept"), [(" a\r\nb ", "a\nb"), ("a\rb", "a\nb"), ("  ", ""), ("a\n\nb\n", "a\n\nb")]
)
def test_line_ends_are_of_one_kind(sent: str, kept: str) -> None:
    assert tidy(sent) == kept


def test_nothing_has_a_version_too() -> None:
    assert name_version("") == NOTHING

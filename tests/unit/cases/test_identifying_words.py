"""Reading free text for what could identify a family takes time in proportion to it, whatever it says."""

from __future__ import annotations

import time

import pytest

from app.cases.client_codes import CodeMisshapen, read_code
from app.cases.identifying_words import find_identifier

LENGTH = 200_000
PATIENCE_S = 5.0
"""A reading whose time grows with the square of the text would take minutes for `LENGTH`."""


@pytest.mark.parametrize("piece", ["a", "1", " ", "1 ", "a@", "@a", "a.", "0(", "1jan", "(", "07-"])
def test_no_text_holds_the_portal_up(piece: str) -> None:
    began = time.process_time()
    find_identifier(piece * (LENGTH // len(piece)))
    assert time.process_time() - began < PATIENCE_S


@pytest.mark.parametrize("text", ["write to ann@example.org", "x@y.z", "<a.b+c@d-e.co.uk>"])
def test_an_address_is_found_wherever_it_stands(text: str) -> None:
    assert find_identifier(text) == "an e-mail address"


def test_a_book_is_no_client_code() -> None:
    with pytest.raises(CodeMisshapen):
        read_code("heron-47k " * 1000)

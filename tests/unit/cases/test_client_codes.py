"""A client code says which family without saying who."""

from __future__ import annotations

import pytest

from app.cases.client_codes import (
    CodeIdentifies,
    CodeLooksLikeName,
    CodeMisshapen,
    read_code,
    suggest_code,
)
from app.core.errors import DomainError
from app.wording.identifying_words import find_identifier


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("heron-47k", "heron-47k"),
        ("  Heron 47K ", "heron-47k"),
        ("RX1204", "rx1204"),
        ("a1b", "a1b"),
        ("family-7", "family-7"),
        ("2025-4", "2025-4"),
    ],
)
def test_a_code_is_kept_in_small_letters_with_hyphens(typed: str, kept: str) -> None:
    assert read_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("emma", CodeLooksLikeName),
        ("Emma Smith", CodeLooksLikeName),
        ("smith-jones", CodeLooksLikeName),
        ("a1", CodeMisshapen),
        ("", CodeMisshapen),
        ("x" * 24 + "1", CodeMisshapen),
        ("heron_47", CodeMisshapen),
        ("heron--47", CodeMisshapen),
        ("-heron47", CodeMisshapen),
        ("hérøn-4", CodeMisshapen),
        ("12-03-2019", CodeIdentifies),
        ("12032019", CodeIdentifies),
        ("2019-03-12", CodeIdentifies),
        ("3mar2019", CodeIdentifies),
        ("LS1 4AB", CodeIdentifies),
        ("sw1a1aa", CodeIdentifies),
        ("07700 900123", CodeIdentifies),
        ("+447700900123", CodeIdentifies),
        ("mum@example.org", CodeIdentifies),
        ("943 476 5919", CodeIdentifies),
    ],
)
def test_what_could_tell_who_it_is_gets_refused_with_the_reason(
    typed: str, rule: type[DomainError]
) -> None:
    with pytest.raises(rule):
        read_code(typed)


def test_a_suggested_code_can_be_used_as_it_stands() -> None:
    for _ in range(500):
        code = suggest_code(())
        assert read_code(code) == code


def test_a_code_in_use_is_not_suggested_again() -> None:
    suggested: set[str] = set()
    for _ in range(200):
        code = suggest_code(suggested)
        assert code not in suggested
        suggested.add(code)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Seen with mum, born 4.5.21.", "a date of birth"),
        ("born 21st of May", None),
        ("3 August 2020", "a date of birth"),
        ("room 12, shelf 3", None),
        ("cabinet 45.13.99", None),
        ("Family Hub, nursery room", None),
        ("call 0113 496 0999", "a telephone number"),
        ("Lives at LS1 4AB", "a postcode"),
        ("NHS 9434765919", "an NHS number"),
        ("reference 9434765918", None),
        ("write to a.b@nhs.example", "an e-mail address"),
        ("session of 60 minutes, 3 clips", None),
        ("", None),
    ],
)
def test_identifying_words_are_found_and_everyday_ones_are_not(
    text: str, found: str | None
) -> None:
    assert find_identifier(text) == found

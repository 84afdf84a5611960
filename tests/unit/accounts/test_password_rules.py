"""Passwords are judged by how long they withstand guessing, and by nothing else."""

from __future__ import annotations

import time

import pytest
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from app.accounts.passwords.rules import (
    LONGEST,
    SHORTEST,
    TOO_COMMON,
    TOO_LONG,
    TOO_PERSONAL,
    TOO_SHORT,
    find_weakness,
    list_own_words,
)
from app.demonstration.commands import PASSWORD as DEMONSTRATION_PASSWORD

ASHA = list_own_words("Asha O'Rees-Maddox", "asha.r@bright-start.example.org")


@pytest.mark.parametrize(
    "password",
    ["two herons by the river", "three mugs of tea", "a quiet morning", "12 red buses", "ΟΛΑ ΤΑ ΠΟΤΑΜΙΑ ΡΕΟΥΝ",
     "correct horse battery staple", "k7$Qm2!vXw9z", DEMONSTRATION_PASSWORD, "lamps " * 10 + "on the pier"],
)  # fmt: skip
def test_passphrases_of_every_kind_are_welcome(password: str) -> None:
    assert find_weakness(password, ASHA) is None


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("eleven char", TOO_SHORT),
        ("x" * (LONGEST + 1), TOO_LONG),
        ("passwordpassword", TOO_COMMON),
        ("Password1234!", TOO_COMMON),
        ("P@ssw0rdP@ssw0rd", TOO_COMMON),
        ("123456789012", TOO_COMMON),
        ("qwertyuiopas", TOO_COMMON),
        ("letmein123456", TOO_COMMON),
        ("iloveyouforever", TOO_COMMON),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", TOO_COMMON),
        ("internationally", TOO_COMMON),
        ("vigportal2026!", TOO_PERSONAL),
        ("Attuned Guidance 1", TOO_PERSONAL),
        ("Asha.Maddox.2026", TOO_PERSONAL),
        ("bright-start-asha", TOO_PERSONAL),
    ],
)
def test_what_is_guessed_first_is_refused_in_words(password: str, weakness: str) -> None:
    assert find_weakness(password, ASHA) == weakness


def test_every_breached_password_of_the_list_that_is_long_enough_is_refused() -> None:
    known = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= SHORTEST]
    assert len(known) > 200
    assert {find_weakness(word, ()) for word in known} == {TOO_COMMON}


def test_a_name_may_be_part_of_a_passphrase() -> None:
    assert find_weakness("asha paints eleven blue doors", ASHA) is None


def test_short_syllables_of_a_name_forbid_nothing() -> None:
    assert list_own_words("Jo Li", "jo@x.uk") == set()


@pytest.mark.parametrize("password", ["@4{<3(" * 170, "qwerty" * 170, "1234567890" * 102])
def test_judging_the_longest_password_takes_no_longer_than_hashing_it(password: str) -> None:
    began = time.process_time()
    find_weakness(password, ASHA)
    assert time.process_time() - began < 1

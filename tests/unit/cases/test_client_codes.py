"""A client code says which family without saying who."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.client_codes import BIRDS, complete_code, is_well_spelt, make_code, spell_code
from app.wording.identifying_words import find_identifier

SIGNS = string.ascii_lowercase + string.digits
CODES = st.builds(
    lambda bird, number, letter: complete_code(f"{bird}-{number}{letter}"),
    st.sampled_from(BIRDS),
    st.integers(100, 999),
    st.sampled_from(string.ascii_lowercase),
)


def test_a_made_code_is_well_spelt_and_tells_nothing() -> None:
    codes = [make_code() for _ in range(500)]
    assert all(is_well_spelt(code) and spell_code(code) == code for code in codes)
    assert not any(find_identifier(code) for code in codes)
    assert len(set(codes)) > 490


def test_every_code_fits_its_column() -> None:
    assert max(len(complete_code(f"{bird}-100a")) for bird in BIRDS) <= 24


@given(code=CODES, place=st.integers(0, 20), sign=st.sampled_from(SIGNS))
def test_one_mistyped_sign_is_always_found(code: str, place: int, sign: str) -> None:
    place %= len(code)
    wrong = f"{code[:place]}{sign}{code[place + 1 :]}"
    assert is_well_spelt(wrong) is (wrong == code) or code[place] == "-"


@pytest.mark.parametrize(
    "typed",
    ["{}", "  {} ", "{upper}", "{spaced}", "{run_together}"],
)
def test_a_code_is_understood_however_it_is_written(typed: str) -> None:
    code = make_code()
    written = typed.format(
        code,
        upper=code.upper(),
        spaced=code.replace("-", " "),
        run_together=code.replace("-", ""),
    )
    assert spell_code(written) == code


@pytest.mark.parametrize("typed", ["", "-", "heron", "12", "é", "heron-47k", "x" * 10_000])
def test_what_is_no_code_is_not_well_spelt(typed: str) -> None:
    assert not is_well_spelt(spell_code(typed))

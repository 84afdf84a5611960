"""Lists of people as they come out of mail programs and spreadsheets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.invitations.addresses import read_address, read_entries
from app.accounts.invitations.errors import AddressUnreadable


@pytest.mark.parametrize(
    ("text", "name", "email"),
    [
        ("asha@example.org", "", "asha@example.org"),
        ("  Asha@Example.ORG  ", "", "asha@example.org"),
        ("Asha Rao <asha@example.org>", "Asha Rao", "asha@example.org"),
        ('"Rao, Asha" <asha@example.org>', "Rao, Asha", "asha@example.org"),
        ("Rao, Asha <asha@example.org>,", "Rao, Asha", "asha@example.org"),
        ("Asha Rao\tasha@example.org", "Asha Rao", "asha@example.org"),
        ("Asha Rao, asha@example.org", "Asha Rao", "asha@example.org"),
        ("Asha  van   der Meer <asha@example.org>", "Asha van der Meer", "asha@example.org"),
        ("<asha@example.org>", "", "asha@example.org"),
        ("Siân O’Neill sian@example.org", "Siân O’Neill", "sian@example.org"),
        ("o'neill@example.org", "", "o'neill@example.org"),
        ("'Asha Rao' <asha@example.org>", "Asha Rao", "asha@example.org"),
    ],
)
def test_a_line_is_read_however_it_was_copied(text: str, name: str, email: str) -> None:
    [entry] = read_entries(text)
    assert (entry.full_name, entry.email, entry.problem) == (name, email, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Asha Rao", "No e-mail address"),
        ("Asha <asha at example.org>", "No e-mail address"),
        ("asha@example", "does not look like"),
        ("asha@@example.org", "More than one address"),
        ("asha@example.org ben@example.org", "More than one address"),
        (f"{'Asha ' * 50} <asha@example.org>", "longer than 200"),
        (f"{'a' * 300}@example.org", "does not look like"),
        ("asha@example.org (work)", "No e-mail address"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(text: str, words: str) -> None:
    [entry] = read_entries(text)
    assert entry.problem is not None
    assert words in entry.problem
    assert entry.email == ""


def test_lines_are_parted_as_spreadsheets_and_mail_programs_part_them() -> None:
    text = (
        "a@example.org\r\n\n b@example.org ;c@example.org\nAnn <d@example.org>, Ben <e@example.org>"
    )
    assert [entry.email[0] for entry in read_entries(text)] == ["a", "b", "c", "d", "e"]


@given(st.text(max_size=300))
def test_whatever_is_pasted_is_read_or_named_as_a_problem(text: str) -> None:
    for entry in read_entries(text):
        assert bool(entry.email) == (entry.problem is None)
        assert "\n" not in entry.full_name
        assert len(entry.full_name) <= 200


def test_a_very_long_line_is_read_at_once() -> None:
    assert len(list(read_entries("a" * 100_000))) == 1
    assert len(list(read_entries(" ," * 50_000))) == 1
    assert len(list(read_entries("a " * 50_000 + "@"))) == 1


@pytest.mark.parametrize(
    "text", ["", "@", "a@b", "a b@example.org", "a@example.org\nb@example.org"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(AddressUnreadable):
        read_address(text)

"""Reading free text for what could identify a family takes time in proportion to it, whatever it says."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wording.identifying_words import Category, find_identifier, find_identifiers
from app.wording.masks import LONGEST_MASK, mask
from app.wording.reading import AROUND, MOST_POINTED, read_words
from app.wording.reasons import Reason

LENGTH = 200_000
PATIENCE_S = 5.0
"""A reading whose time grows with the square of the text would take minutes for `LENGTH`."""

HOSTILE = [
    "a",
    "1",
    " ",
    "1 ",
    "a@",
    "@a",
    "a.",
    "a@b.c ",
    "a@b.c@",
    "0(",
    "1jan",
    "(",
    "07-",
    "SW1A 1AA",
]

TEXT = (
    "Ring ann.lee@nhs.example or 07700 900123; born 3rd of March 2021, NHS 943 476 5919, LS1 4AB."
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_no_text_holds_the_portal_up(piece: str) -> None:
    began = time.process_time()
    find_identifier(piece * (LENGTH // len(piece)))
    read_words(piece * (LENGTH // len(piece))).masked  # noqa: B018 - it is the time that is looked at
    assert time.process_time() - began < PATIENCE_S


@pytest.mark.parametrize("text", ["write to ann@example.org", "x@y.z", "<a.b+c@d-e.co.uk>"])
def test_an_address_is_found_wherever_it_stands(text: str) -> None:
    assert find_identifier(text) == "an e-mail address"


def test_everything_in_a_text_is_found_where_it_stands() -> None:
    assert [(found.category, found.read(TEXT)) for found in find_identifiers(TEXT)] == [
        (Category.EMAIL, "ann.lee@nhs.example"),
        (Category.PHONE, "07700 900123"),
        (Category.BIRTH_DATE, "3rd of March 2021"),
        (Category.NHS_NUMBER, "943 476 5919"),
        (Category.POSTCODE, "LS1 4AB"),
    ]


PIECES = st.sampled_from(
    [
        "a",
        "@",
        ".",
        " ",
        "0",
        "7",
        "1",
        "/",
        "-",
        "jan",
        "2021",
        "sw1",
        "é",
        "٣",
        "+44",
        "(",
        "\n",
        "943 476 5919",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_findings_stand_in_order_and_never_in_one_another(text: str) -> None:
    findings = find_identifiers(text)
    for one, other in pairwise(findings):
        assert one.end <= other.start
    assert all(0 <= found.start < found.end <= len(text) for found in findings)
    first = min((found.category for found in findings), key=list(Category).index, default=None)
    assert find_identifier(text) == (first and first.label)


@pytest.mark.parametrize(
    ("category", "words", "masked"),
    [
        (Category.POSTCODE, "sw1a1aa", "SW1A •••"),
        (Category.POSTCODE, "LS1 4AB", "LS1 •••"),
        (Category.PHONE, "07700 900123", "07700 •••"),
        (Category.PHONE, "+44 (0)20 7946 0018", "+4402 •••"),
        (Category.NHS_NUMBER, "943-476-5919", "943 •••"),
        (Category.EMAIL, "ann.lee@nhs.example", "•••@nh•••.example"),
        (Category.BIRTH_DATE, "3rd of March 2021", "••• 2021"),
        (Category.BIRTH_DATE, "2021-04-03", "••• 2021"),
        (Category.BIRTH_DATE, "3.4.21", "••• 21"),
    ],
)
def test_a_mask_shows_what_it_may_be_and_not_whose(
    category: Category, words: str, masked: str
) -> None:
    assert mask(category, words) == masked


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_mask_gives_the_whole_away(text: str) -> None:
    for found in find_identifiers(text):
        masked = mask(found.category, found.read(text))
        assert found.read(text) not in masked
        assert len(masked) <= LONGEST_MASK


def test_a_page_shows_the_first_findings_and_the_words_around_them() -> None:
    text = "long ago " * 10 + "they lived in SW1A 1AA, " + "y" * 100 + " on 3/4/2021" * 20
    reading = read_words(text)
    assert len(reading.pointed) == MOST_POINTED
    assert len(reading.findings) == 21
    pointed = reading.pointed[0]
    assert (pointed.before, pointed.words) == ("… ago long ago they lived in ", "SW1A 1AA")
    assert pointed.after == ", …"
    assert reading.words == ["SW1A 1AA", "3/4/2021"]
    assert reading.categories == [Category.POSTCODE, Category.BIRTH_DATE]


def test_a_short_text_is_shown_whole() -> None:
    (pointed,) = read_words("At SW1A 1AA now.").pointed
    assert (pointed.before, pointed.words, pointed.after) == ("At ", "SW1A 1AA", " now.")
    (pointed,) = read_words("(" * 40 + "LS1 4AB" + "," * 40).pointed
    assert (pointed.before, pointed.after) == ("…" + "(" * AROUND, "," * AROUND + "…")


def test_a_date_of_the_work_is_said_of_dates_alone() -> None:
    assert Reason.WORK_DATE.fits([Category.BIRTH_DATE])
    assert not Reason.WORK_DATE.fits([Category.BIRTH_DATE, Category.PHONE])
    for category in Category:
        assert {Reason.NOT_A_FAMILY, Reason.OTHER} <= {r for r in Reason if r.fits([category])}
        assert category.suggestion.endswith(".")

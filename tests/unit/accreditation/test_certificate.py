"""The certificate says what it is given, and nothing it is given becomes markup."""

from __future__ import annotations

import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.accreditation.awards.certificate import CertificateWords, draw_certificate
from app.accreditation.errors import NameNotDrawable


def draw(name: str) -> PdfReader:
    words = CertificateWords(
        association="AVIGuk",
        name=name,
        number="VIG-00042",
        day=date(2026, 3, 3),
        pathway="Mid-point pathway",
    )
    return PdfReader(io.BytesIO(draw_certificate(words)))


def read(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_it_says_who_what_when_and_by_whom() -> None:
    text = read(draw("Asha Rahman"))
    for words in ("Asha Rahman", "VIG-00042", "3 March 2026", "Mid-point pathway", "AVIGuk"):
        assert words in text


@pytest.mark.parametrize(
    "name",
    [
        "Zoë O’Brien-Šimůnková",
        "Γιώργος Σεφέρης",
        "Ольга Иванова",
        "#panic() *bold* _em_ $x$ [y] @ref <label> \\ // /* = -",
        '#sys.inputs "quoted" ${name}',
        '#import "/etc/passwd": *',
    ],
)
def test_any_name_stands_there_letter_by_letter(name: str) -> None:
    text = read(draw(name)).replace(" ", "")
    assert name.replace(" ", "") in text


@pytest.mark.parametrize("name", ["Wolfeschlegelsteinhausenbergerdorff " * 3, "X" * 200])
def test_the_longest_name_still_fits_one_page(name: str) -> None:
    assert len(draw(name).pages) == 1


def test_it_is_one_landscape_page_that_a_screen_reader_can_read() -> None:
    pdf = draw("Asha Rahman")
    (page,) = pdf.pages
    assert page.mediabox.width > page.mediabox.height
    assert "/StructTreeRoot" in pdf.root_object
    assert str(pdf.root_object["/Lang"]) == "en-GB"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Certificate VIG-00042, Asha Rahman"


def test_letters_that_no_font_has_are_refused_in_words() -> None:
    with pytest.raises(NameNotDrawable, match="no font"):
        draw("Asha \U00013000")


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_no_name_whatsoever_breaks_the_certificate(name: str) -> None:
    try:
        assert "VIG-00042" in read(draw(name))
    except NameNotDrawable:
        assert not name.isascii()

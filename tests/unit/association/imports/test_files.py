"""Files as people have them: of several programs, countries and decades, broken ones and hostile ones too."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.association.imports.sheets import member_list, table, xlsx_file
from app.association.imports.sheets.columns import COLUMNS, find_column
from app.association.imports.sheets.csv_file import SEPARATORS
from app.association.imports.sheets.errors import (
    HeadingsMissing,
    SheetEmpty,
    SheetTooLarge,
    SheetUnreadable,
)
from app.association.imports.sheets.member_list import read_members
from app.association.imports.sheets.table import JOINERS
from app.association.imports.sheets.template_file import build_workbook, list_template_rows
from app.association.imports.sheets.xlsx_file import write_value
from app.core.csv_lines import write_lines
from app.core.errors import DomainError
from tests.factories.member_lists import PRACTITIONER, TRAINEE, write_csv, write_xlsx

SHORT = "E-mail,Full name,Roles\r\n"


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_any_program_is_read_alike(separator: str, encoding: str) -> None:
    member = PRACTITIONER | {"full_name": "Zoë O’Brien; née “Müller”"}
    found = read_members(write_csv([member], separator=separator, encoding=encoding))
    assert found.lines[0].cells == member
    assert found.lines[0].number == 2


def test_a_workbook_says_the_same_as_csv() -> None:
    days = {"accredited_on": date(2015, 6, 1), "number": 42.0}
    found = read_members(write_xlsx([PRACTITIONER | days, TRAINEE | {"cycles": 10}]))
    assert found.lines[0].cells == PRACTITIONER | {"accredited_on": "2015-06-01", "number": "42"}
    assert found.lines[1].cells == TRAINEE


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "True"),
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        (datetime(2025, 3, 3), "2025-03-03"),  # noqa: DTZ001  # as a workbook gives it
        (datetime(2025, 3, 3, 14, 5), "2025-03-03 14:05:00"),  # noqa: DTZ001
        (date(2025, 3, 3), "2025-03-03"),
        ("x", "x"),
    ],
)
def test_a_cell_of_a_workbook_is_what_a_person_would_type(value: object, text: str) -> None:
    assert write_value(value) == text


@pytest.mark.parametrize(
    "heading", ["E-mail", "email", "E-MAIL ADDRESS", " e mail ", "Mail", "e_mail"]
)
def test_headings_are_known_however_they_are_written(heading: str) -> None:
    column = find_column(heading)
    assert column is not None
    assert column.key == "email"


def test_no_heading_means_two_columns() -> None:
    for column in COLUMNS:
        for words in (column.heading, column.key, *column.others):
            assert find_column(words) is column


def test_columns_may_stand_in_any_order_and_unknown_ones_are_named() -> None:
    data = "Shoe size;roles;Name;e-mail\n41;trainee;Maya Okafor;maya@example.org\n"
    found = read_members(data.encode())
    assert found.ignored == ["Shoe size"]
    assert found.lines[0].cells == {
        "roles": "trainee",
        "full_name": "Maya Okafor",
        "email": "maya@example.org",
    }


def test_empty_lines_and_notes_are_left_out_and_lines_keep_their_numbers() -> None:
    data = f'{SHORT},,\n# a note,,\n"a@example.org","Ann\nBell",trainee\nb@example.org,Bo,trainee\n'
    assert [line.number for line in read_members(data.encode()).lines] == [4, 6]
    assert read_members(data.encode()).lines[0].cells["full_name"] == "Ann Bell"


def test_short_and_long_lines_are_read_as_far_as_there_are_headings() -> None:
    data = f"{SHORT}a@example.org,Ann\nb@example.org,Bo,trainee,more,and more\n"
    first, second = read_members(data.encode()).lines
    assert first.cells == {"email": "a@example.org", "full_name": "Ann"}
    assert second.cells == {"email": "b@example.org", "full_name": "Bo", "roles": "trainee"}


def test_what_our_own_files_guard_is_read_as_it_was() -> None:
    lines = "".join(
        write_lines(["E-mail", "Full name", "Roles"], [["a@b.org", "=Ann", "'t Hooft"]])
    )
    assert read_members(lines.encode()).lines[0].cells == {
        "email": "a@b.org",
        "full_name": "=Ann",
        "roles": "'t Hooft",
    }


def test_invisible_signs_are_no_part_of_a_cell() -> None:
    data = f"{SHORT}a@example.org\u200b,\u202eAnn\u00a0 Bell\u0007,trainee\n"
    cells = read_members(data.encode()).lines[0].cells
    assert (cells["email"], cells["full_name"]) == ("a@example.org", "Ann Bell")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", SheetEmpty),
        (b"\n\n\n", SheetEmpty),
        (SHORT.encode(), SheetEmpty),
        (b"Name,Roles\nAnn,trainee\n", HeadingsMissing),
        (b"E-mail,Email,Name,Roles\na@b.org,a@b.org,Ann,trainee\n", HeadingsMissing),
        (b"\xd0\xcf\x11\xe0 old excel", SheetUnreadable),
        (b"PK\x03\x04 no workbook", SheetUnreadable),
        (b"%PDF-1.7\x00\x81\x8d", SheetUnreadable),
        (f'{SHORT}"never closed,{"x" * 200_000}'.encode(), SheetUnreadable),
        (b"x" * (member_list.LARGEST_FILE + 1), SheetTooLarge),
        ((SHORT + "a,b,c\n" * (table.MOST_ROWS + 1)).encode(), SheetTooLarge),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, error: type[DomainError]) -> None:
    with pytest.raises(error) as refused:
        read_members(data)
    assert refused.value.message.endswith(".")


def test_the_largest_list_there_may_be_is_read() -> None:
    data = (SHORT + "a,b,c\n" * table.MOST_ROWS).encode()
    assert len(read_members(data).lines) == table.MOST_ROWS


def test_a_workbook_that_unpacks_to_far_more_is_refused_unread() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b" " * (xlsx_file.LARGEST_UNPACKED + 1))
    assert len(file.getvalue()) < 100_000
    with pytest.raises(SheetTooLarge):
        read_members(file.getvalue())


def test_a_workbook_of_many_parts_is_refused_unread() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        for number in range(xlsx_file.MOST_PARTS + 1):
            parts.writestr(f"{number}", b"")
    with pytest.raises(SheetTooLarge):
        read_members(file.getvalue())


def swap_part(workbook: bytes, name: str, content: str) -> bytes:
    """The workbook with other words in one of its parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(file, "w") as after:
        for part in before.namelist():
            after.writestr(part, content if part == name else before.read(part))
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>',
        "<worksheet>",
        "no xml",
    ],
)
def test_a_workbook_with_tricks_in_it_is_refused(content: str) -> None:
    hostile = swap_part(write_xlsx([PRACTITIONER]), "xl/worksheets/sheet1.xml", content)
    with pytest.raises(SheetUnreadable):
        read_members(hostile)


def test_a_workbook_that_begins_a_million_rows_down_is_refused() -> None:
    row = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{row}</sheetData></worksheet>'
    far = swap_part(write_xlsx([PRACTITIONER]), "xl/worksheets/sheet1.xml", sheet)
    with pytest.raises(SheetUnreadable):
        read_members(far)


@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for prefix in (b"", b"PK\x03\x04", SHORT.encode(), b"\xff\xfe"):
        try:
            found = read_members(prefix + data)
        except SheetUnreadable:
            continue
        assert found.lines


@given(
    cells=st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=60), min_size=3, max_size=3
    )
)
def test_any_text_comes_back_as_one_clean_line(cells: list[str]) -> None:
    data = "".join(write_lines(["E-mail", "Full name", "Roles"], [["x@y.org", *cells[1:]]]))
    try:
        found = read_members(data.encode())
    except SheetUnreadable:
        assert "\0" in data
        return
    for text in found.lines[0].cells.values():
        assert text == text.strip()
        assert not any(unicodedata.category(sign)[0] == "C" for sign in text if sign not in JOINERS)


def test_the_template_is_an_empty_list_whose_notes_are_left_out() -> None:
    headings, *notes = list_template_rows()
    for data in ("".join(write_lines(headings, notes)).encode(), build_workbook()):
        with pytest.raises(SheetEmpty):
            read_members(data)
    assert len(notes) == 2

"""A list taken out of the portal opens in a spreadsheet and runs nothing there."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.csv_lines import BYTE_ORDER_MARK, Cell, guard_cell, unguard_cell, write_lines


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+44", "'+44"),
        ("-Anna", "'-Anna"),
        ("@sum", "'@sum"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1+1", "'  =1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("\x0b=1+1", "'\x0b=1+1"),
        ("\u00a0=1+1", "'\u00a0=1+1"),
        ("＝1+1", "'＝1+1"),
        ("'=1+1", "''=1+1"),
        ("'tis a duck", "'tis a duck"),
        ("Ann-Marie", "Ann-Marie"),
        ("", ""),
        (None, ""),
        (-3, -3),
        (date(2026, 3, 2), "2026-03-02"),
    ],
)
def test_a_cell_that_would_run_is_shown_as_text(cell: Cell, shown: Cell) -> None:
    assert guard_cell(cell) == shown


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_no_cell_of_any_list_starts_a_formula(rows: list[list[str]]) -> None:
    text = "".join(write_lines(("One", "Two"), rows))
    assert text.startswith(BYTE_ORDER_MARK)
    read = list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))
    assert len(read) == len(rows) + 1
    assert not [cell for row in read for cell in row if cell.lstrip()[:1] in tuple("=+-@＝＋－＠")]


def test_no_cell_is_divided_at_a_semicolon() -> None:
    text = "".join(write_lines(("One", "Two"), [["Ann", "x;=HYPERLINK(1)"]]))
    assert text.endswith('"Ann","x;=HYPERLINK(1)"\r\n')


@given(st.text(alphabet="'=+ -@\ta\n\u00a0＝", max_size=6))
def test_what_is_read_back_is_what_was_written(text: str) -> None:
    assert unguard_cell(str(guard_cell(text))) == text

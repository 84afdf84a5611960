"""An address may ask for any page; PostgreSQL refuses a negative offset and a number beyond its range."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.pagination import PAGE_SIZE, Page, choose_number
from tests.conventions.source import read_modules


def test_every_list_is_cut_in_one_place() -> None:
    cutting = {
        module.name
        for module in read_modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "offset"
    }
    assert cutting == {"app.core.pagination"}, "call core.pagination.read_page: it knows every edge"


@given(asked=st.integers(), total=st.integers(min_value=0, max_value=10**6))
def test_the_page_shown_is_the_nearest_there_is(asked: int, total: int) -> None:
    shown = choose_number(asked, total)
    assert 1 <= shown <= Page([], shown, total).last
    if 1 <= asked <= Page([], shown, total).last:
        assert shown == asked


@pytest.mark.parametrize(("total", "last"), [(0, 1), (PAGE_SIZE, 1), (PAGE_SIZE + 1, 2)])
def test_the_last_page_holds_the_last_row(total: int, last: int) -> None:
    assert choose_number(10**30, total) == last

"""An address may ask for any page; PostgreSQL refuses a negative offset and a number beyond its range."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.pagination import PAGE_SIZE, Page, choose_number
from tests.conventions.source import read_modules


def test_every_list_chooses_a_page_that_exists() -> None:
    careless = []
    for module in read_modules():
        for function in module.functions():
            calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
            skips = any(isinstance(f, ast.Attribute) and f.attr == "offset" for f in calls)
            chooses = any(isinstance(f, ast.Name) and f.id == "choose_number" for f in calls)
            if skips and not chooses:
                careless.append(f"{module.name}.{function.name}")
    assert not careless, f"call core.pagination.choose_number(page, total) first: {careless}"


@given(asked=st.integers(), total=st.integers(min_value=0, max_value=10**6))
def test_the_page_shown_is_the_nearest_there_is(asked: int, total: int) -> None:
    shown = choose_number(asked, total)
    assert 1 <= shown <= Page([], shown, total).last
    if 1 <= asked <= Page([], shown, total).last:
        assert shown == asked


@pytest.mark.parametrize(("total", "last"), [(0, 1), (PAGE_SIZE, 1), (PAGE_SIZE + 1, 2)])
def test_the_last_page_holds_the_last_row(total: int, last: int) -> None:
    assert choose_number(10**30, total) == last

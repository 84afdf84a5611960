"""People see what a new wording changes, and only that."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.accounts.agreements.changes import Change, ChangeKind, compare_wordings

LINES = st.lists(st.text(st.characters(categories=["L"]), min_size=1))


def test_a_changed_paragraph_leaves_and_comes() -> None:
    before = "# With families\n\n- I film after a yes.\n- I name nobody.\n"
    after = "# With families\n\n- I film after a written yes.\n- I name nobody.\n- I listen.\n"
    assert compare_wordings(before, after) == [
        Change(ChangeKind.REMOVED, "I film after a yes."),
        Change(ChangeKind.ADDED, "I film after a written yes."),
        Change(ChangeKind.ADDED, "I listen."),
    ]


def test_blank_lines_and_marks_of_lists_are_no_change() -> None:
    assert compare_wordings("# One\n- two", "## One\r\n\r\n* two\r\n") == []


@given(before=LINES, after=LINES)
def test_what_stays_and_what_came_is_the_new_wording(before: list[str], after: list[str]) -> None:
    changes = compare_wordings("\n".join(before), "\n".join(after))
    gone = [change.words for change in changes if change.kind is ChangeKind.REMOVED]
    came = [change.words for change in changes if change.kind is ChangeKind.ADDED]
    assert sorted([*after, *gone]) == sorted([*before, *came])

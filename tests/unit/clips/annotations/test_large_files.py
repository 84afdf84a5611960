"""Files that would take a long time, or more than a page can show, are read at once or refused in words."""

from __future__ import annotations

from collections.abc import Iterable
from time import process_time

import pytest

from app.clips.annotations.imports.reading.errors import FileUnreadable
from app.clips.annotations.imports.reading.file import read_file

HEAD = b"<ANNOTATION_DOCUMENT>"
FOOT = b"</TIER></ANNOTATION_DOCUMENT>"
PIECES = b"a<!---->" * 300_000
RINGS = 10_000


def write_ring(numbers: Iterable[int]) -> bytes:
    """Annotations that each belong to the next, and the last to the first."""
    one = b'<REF_ANNOTATION ANNOTATION_ID="%d" ANNOTATION_REF="%d"/>'
    return b"".join(one % (number, (number + 1) % RINGS) for number in numbers)


@pytest.mark.parametrize(
    "data",
    [
        HEAD
        + b'<TIER><ALIGNABLE_ANNOTATION ANNOTATION_ID="x"><ANNOTATION_VALUE>'
        + PIECES
        + b"</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION>"
        + FOOT,
        HEAD + b"<TIER/>" * 20_000 + b"<TIER>" + write_ring(range(RINGS)) + FOOT,
    ],
    ids=["words in many pieces", "annotations in a ring"],
)
def test_the_time_to_read_grows_with_the_file_and_not_faster(data: bytes) -> None:
    began = process_time()
    file = read_file(data)
    assert process_time() - began < 5  # either took minutes
    assert all(len(line.words) <= 20_000 for line in file.tiers[0].lines)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([f"kind {number},0,9,x," for number in range(201)], "Take those out"),
        (["caption,0,9,x,", f"moment,0,9,x,{'child:x ' * 51}"], "Line 3: this annotation has more"),
        ([f"moment,0,9,{'x' * 4000}," for _ in range(251)], "bring it in by a second file"),
    ],
    ids=["tiers", "tags", "words"],
)
def test_what_is_too_much_is_refused_with_what_to_do(rows: list[str], says: str) -> None:
    table = "\n".join(["kind,start_ms,end_ms,words,tags", *rows])
    with pytest.raises(FileUnreadable, match=says):
        read_file(table.encode())


def test_feedback_in_a_file_counts_for_nothing() -> None:
    rows = [f"comment,0,9,{'x' * 4000}" for _ in range(251)]
    file = read_file("\n".join(["kind,start_ms,end_ms,words", *rows, "caption,0,9,x"]).encode())
    assert len(file.tiers) == 2

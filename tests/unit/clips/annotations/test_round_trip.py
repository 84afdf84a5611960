"""What goes out comes back: every annotation, to the millisecond and the frame, by ELAN file and by table."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from pympi import Elan

from app.cases.goals.models import Goal
from app.clips.annotations.files.csv_file import write_csv
from app.clips.annotations.files.eaf_file import write_eaf
from app.clips.annotations.imports.plan import Film, Plan, choose_targets, plan_file
from app.clips.annotations.imports.reading.file import read_file
from app.clips.annotations.records import Annotations, Place
from app.clips.frames.index import FrameIndex
from app.clips.moments.described import Described
from app.frameworks.models import Principle
from tests.unit.clips.annotations.eaf_schema import check_eaf
from tests.unit.clips.annotations.made_up import TERMS, made_up

MADE_AT = "2026-03-03T14:05:00+00:00"
GOALS = {number: Goal(number=number) for number in (1, 2)}
PRINCIPLES = {term.uuid: (Principle(uuid=term.uuid), None) for term in TERMS}


def bring_in(data: bytes, frames: FrameIndex) -> Plan:
    """Read a file and plan it into an empty film, the tiers as they are suggested; somebody said why words stay."""
    file = read_file(data)
    film = Film(frames.start_ms(frames.count), frames, GOALS, PRINCIPLES)
    return plan_file(file, choose_targets(file, {}), film).keep_words()


def tell_moment(moment: Described, frames: FrameIndex) -> tuple[object, ...]:
    start, end = (
        frames.find_frame(moment.anchor.start_ms),
        frames.find_end(moment.anchor.end_ms or 0),
    )
    goal = moment.goal.number if moment.goal else None
    tags = sorted((tag.party, tag.principle.uuid) for tag in moment.tags)
    return (
        moment.anchor.start_ms,
        moment.anchor.end_ms,
        start,
        end,
        moment.title,
        moment.note,
        moment.reason,
        goal,
        tags,
    )


def list_places(places: Iterable[Place]) -> list[tuple[int | None, ...]]:
    return [(p.start_ms, p.end_ms, p.start_frame, p.end_frame) for p in places]


def has_any(sent: Annotations) -> bool:
    """Whether there is anything: a file with nothing in it is refused."""
    return bool(sent.moments or sent.turns or sent.captions or sent.comments)


def check_same(frames: FrameIndex, sent: Annotations, plan: Plan) -> None:
    assert not [refused for tier in plan.tiers for refused in tier.refused]
    moments = [
        (
            *list_places([moment.place])[0],
            moment.title,
            moment.note,
            moment.reason,
            moment.goal,
            sorted((tag.party, tag.term.uuid) for tag in moment.tags),
        )
        for moment in sent.moments
    ]
    came = [tell_moment(moment, frames) for moment in plan.moments]
    assert sorted(map(repr, came)) == sorted(map(repr, moments))
    turns = [(t.party, t.kind, t.place.start_frame, t.place.end_ms) for t in sent.turns]
    assert sorted(map(repr, turns)) == sorted(
        repr((t.party, t.kind, t.frame, t.end_ms)) for t in plan.turns
    )
    lines = [(c.place.start_ms, c.place.end_ms, c.words) for c in sent.captions]
    assert sorted(lines, key=repr) == sorted(
        ((c.anchor.start_ms, c.anchor.end_ms, c.words) for c in plan.captions), key=repr
    )


@settings(max_examples=40, deadline=None)
@given(made=made_up)
def test_a_table_brings_back_what_was_taken_out(made: tuple[FrameIndex, Annotations]) -> None:
    frames, sent = made
    data = "".join(write_csv(sent)).encode()
    if has_any(sent):
        check_same(frames, sent, bring_in(data, frames))


def test_an_arrow_in_somebodys_words_makes_no_subtitles_of_a_table() -> None:
    file = read_file(b'kind,start_ms,end_ms,words\ncaption,0,9,"0:01 --> here"\n')
    assert (file.kind, file.tiers[0].lines[0].words) == ("csv", "0:01 --> here")


@settings(max_examples=20, deadline=None)
@given(made=made_up)
def test_an_elan_file_brings_back_what_was_taken_out(
    made: tuple[FrameIndex, Annotations],
) -> None:
    frames, sent = made
    text = write_eaf(sent, MADE_AT)
    check_eaf(text)
    if has_any(sent):
        check_same(frames, sent, bring_in(text.encode(), frames))


@settings(max_examples=8, deadline=None)
@given(made=made_up)
def test_other_programs_read_the_elan_file(
    tmp_path_factory: pytest.TempPathFactory, made: tuple[FrameIndex, Annotations]
) -> None:
    _, sent = made
    path = Path(tmp_path_factory.mktemp("eaf")) / "film.eaf"
    path.write_text(write_eaf(sent, MADE_AT), encoding="utf-8", newline="")
    read = Elan.Eaf(str(path), suppress_version_warning=True)
    assert read.media_descriptors == [{"MEDIA_URL": "", "MIME_TYPE": "video/mp4"}]
    assert "Principles" in read.controlled_vocabularies
    lines = [
        tuple(cast("tuple[int, int]", line[:2]))
        for name in read.get_tier_names()
        if name.startswith("Captions")
        for line in read.get_annotation_data_for_tier(name)
    ]
    assert sorted(lines) == sorted((c.place.start_ms, c.place.end_ms) for c in sent.captions)
    for name in read.get_tier_names():
        if read.tiers[name][0]:  # with times of its own
            times = sorted(line[:2] for line in read.get_annotation_data_for_tier(name))
            assert all(one[1] <= other[0] for one, other in pairwise(times))

"""Choosing moments: exact to the frame, sent once, in the words in force, and only by whose film it is."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from app.cases.models import FilmKind
from app.cases.notes.models import CycleMark, MarkKind
from app.clips.edited_films.models import EditedFilm, FilmPart, PartKind
from app.clips.frames.models import FrameTimes
from app.clips.models import Clip
from app.clips.moments import errors, services
from app.clips.moments.described import Described, Tagging
from app.clips.moments.models import Moment, MomentTag
from app.clips.moments.queries import MOST_MOMENTS
from app.core.errors import DomainError, Forbidden
from app.core.time_range import TimeRange
from app.extensions import db
from app.frameworks.parties import Party
from tests.factories.clips import index_frames, make_clip
from tests.factories.feedback import Scene, make_scene
from tests.factories.goals import make_goal
from tests.factories.moments import find_principle, make_moment
from tests.factories.practice import make_client

NTSC = [33_367, 33_366, 33_367] * 20
"""About 29.97 frames a second: frames do not begin at whole milliseconds."""


@pytest.fixture
def scene(app: Flask) -> Scene:
    return make_scene(duration_ms=2000)


def choose(scene: Scene, start_ms: int, end_ms: int | None, **words: object) -> Moment:
    described = Described(TimeRange(start_ms, end_ms), **words)  # type: ignore[arg-type]
    return services.choose_moment(scene.as_trainee, scene.clip, described)


def count(table: type[Moment] | type[MomentTag]) -> int:
    return db.session.scalar(sa.select(sa.func.count(table.id))) or 0


def list_marks(clip: Clip) -> list[MarkKind]:
    return list(db.session.scalars(sa.select(CycleMark.kind).filter_by(cycle_id=clip.cycle_id)))


@pytest.mark.parametrize(
    ("typed", "frames", "kept_ms"),
    [
        ((200, 800), (5, 20), (200, 800)),
        ((201, 801), (5, 21), (200, 840)),
        ((239, 240), (5, 6), (200, 240)),
        ((0, 1), (0, 1), (0, 40)),
        ((1999, 2000), (49, 50), (1960, 2000)),
    ],
)
def test_typed_times_are_brought_to_frames(
    scene: Scene, typed: tuple[int, int], frames: tuple[int, int], kept_ms: tuple[int, int]
) -> None:
    moment = choose(scene, *typed)
    assert (moment.start_frame, moment.end_frame) == frames
    assert (moment.start_ms, moment.end_ms) == kept_ms


def test_a_moment_that_is_kept_again_unchanged_stays_on_its_frames(scene: Scene) -> None:
    db.session.execute(sa.delete(FrameTimes))
    index_frames(scene.clip, NTSC)
    moment = choose(scene, 334, 700)
    stood = (moment.start_frame, moment.end_frame)
    assert stood == (10, 21)
    described = Described(TimeRange(moment.start_ms, moment.end_ms))
    services.change_moment(scene.as_trainee, moment, described)
    assert (moment.start_frame, moment.end_frame) == stood


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "error", "field"),
    [
        (2000, 2400, errors.MomentOutsideFilm, "start"),
        (1000, 2001, errors.MomentOutsideFilm, "end"),
        (1000, None, errors.MomentWithoutEnd, "end"),
    ],
)
def test_times_outside_the_film_are_refused_where_they_were_typed(
    scene: Scene, start_ms: int, end_ms: int | None, error: type[DomainError], field: str
) -> None:
    with pytest.raises(error) as refusal:
        choose(scene, start_ms, end_ms)
    assert refusal.value.field == field
    assert count(Moment) == 0


def test_sound_that_runs_on_after_the_last_frame_belongs_to_it(scene: Scene) -> None:
    scene.clip.duration_ms = 2030
    assert choose(scene, 1900, 2030).end_frame == 50


def test_without_the_review_copy_nothing_is_chosen(scene: Scene) -> None:
    db.session.execute(sa.delete(FrameTimes))
    with pytest.raises(errors.ChoosingNotOpen):
        choose(scene, 200, 800)


def test_sent_twice_it_is_one_moment(scene: Scene) -> None:
    uuid, described = uuid4(), Described(TimeRange(200, 800))
    first = services.choose_moment(scene.as_trainee, scene.clip, described, uuid=uuid)
    again = services.choose_moment(scene.as_trainee, scene.clip, described, uuid=uuid)
    assert first.id == again.id
    assert count(Moment) == 1


def test_several_are_chosen_all_or_none(scene: Scene) -> None:
    good, bad = Described(TimeRange(0, 400)), Described(TimeRange(0, 9000))
    with pytest.raises(errors.MomentOutsideFilm):
        services.choose_moments(scene.as_trainee, scene.clip, [good, bad])
    assert count(Moment) == 0
    assert len(services.choose_moments(scene.as_trainee, scene.clip, [good, good])) == 2


def test_a_film_takes_so_many_moments_and_no_more(scene: Scene) -> None:
    many = [Described(TimeRange(0, 400))] * MOST_MOMENTS
    services.choose_moments(scene.as_trainee, scene.clip, many)
    with pytest.raises(errors.TooManyMoments):
        choose(scene, 0, 400)


def test_changing_tags_keeps_those_that_stay_as_they_are(scene: Scene) -> None:
    principle = find_principle("RI")
    item = principle.items[0]
    stays = Tagging(Party.CHILD, principle)
    moment = choose(scene, 200, 800, tags=[stays, stays, Tagging(Party.CLIENT, principle, item)])
    kept_id = next(tag.id for tag in moment.tags if tag.party is Party.CHILD)
    described = Described(TimeRange(200, 800), tags=[stays, Tagging(Party.TRAINEE, principle)])
    services.change_moment(scene.as_trainee, moment, described)
    assert [(tag.party, tag.item_id) for tag in moment.tags] == [
        (Party.CHILD, None),
        (Party.TRAINEE, None),
    ]
    assert moment.tags[0].id == kept_id


def test_the_first_moment_of_an_interaction_film_marks_the_cycle(scene: Scene) -> None:
    choose(scene, 200, 800)
    assert list_marks(scene.clip) == []  # a shared review is not what moments are chosen from
    film = make_clip(scene.clip.cycle, kind=FilmKind.INTERACTION)
    for _ in range(2):
        services.choose_moment(scene.as_trainee, film, Described(TimeRange(200, 800)))
    assert list_marks(film) == [MarkKind.MOMENTS_CHOSEN]


def test_a_goal_of_another_family_is_refused(scene: Scene) -> None:
    strange = make_goal(make_client(scene.enrolment))
    with pytest.raises(errors.GoalOfSomebodyElse):
        choose(scene, 200, 800, goal=strange)
    own = make_goal(scene.clip.cycle.client)
    assert choose(scene, 200, 800, goal=own).goal == own


def test_whoever_does_not_own_the_film_changes_nothing(scene: Scene) -> None:
    moment, described = make_moment(scene.clip), Described(TimeRange(0, 400))
    for actor in (scene.as_supervisor, scene.as_reviewer):
        with pytest.raises(Forbidden):
            services.choose_moment(actor, scene.clip, described)
        with pytest.raises(Forbidden):
            services.choose_moments(actor, scene.clip, [described])
        with pytest.raises(Forbidden):
            services.change_moment(actor, moment, described)
        with pytest.raises(Forbidden):
            services.remove_moment(actor, moment)
    assert count(Moment) == 1


def test_a_moment_that_is_removed_stays_on_its_board(scene: Scene) -> None:
    moment = make_moment(scene.clip)
    board = EditedFilm(client=scene.clip.cycle.client, title="For Thursday")
    part = FilmPart(
        edited_film=board,
        position=1,
        kind=PartKind.MOMENT,
        clip=scene.clip,
        moment=moment,
        start_frame=5,
        end_frame=20,
    )
    db.session.add(part)
    db.session.commit()
    services.remove_moment(scene.as_trainee, moment)
    db.session.commit()
    assert (count(Moment), count(MomentTag)) == (0, 0)
    assert (part.moment_id, part.start_frame) == (None, 5)

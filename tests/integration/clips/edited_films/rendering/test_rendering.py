"""A film is made of a board once, and again only when the board changed; the newest alone is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import current_app

from app.cases.models import Client, Purpose
from app.cases.notes.models import CycleMark, MarkKind
from app.clips.edited_films.models import (
    EditedFilm,
    FilmPart,
    Rendering,
    RenderingState,
    Repeat,
    Screening,
)
from app.clips.edited_films.rendering import production
from app.clips.edited_films.rendering.errors import (
    FilmTooLong,
    NothingToRender,
    SourceClosed,
    SourceNotReady,
)
from app.clips.edited_films.rendering.planning import plan_film
from app.clips.edited_films.rendering.queries import SHOWN_FOR, find_ready
from app.clips.edited_films.rendering.services import ask_for_rendering, let_replaced_go
from app.clips.edited_films.rendering.state import read_state
from app.clips.edited_films.screenings.queries import get_screening
from app.clips.edited_films.services import remove_film
from app.clips.edited_films.visits.queries import get_visit
from app.clips.films import film_store
from app.clips.frames.index import FrameIndex
from app.clips.keeping.services import order_erasure
from app.clips.media.children import ChildFailed
from app.clips.models import Clip, ErasureReason, Rendition
from app.clips.processing.leftovers import sweep_films
from app.clips.waiting import TRIED_AGAIN, FilmProgress
from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.database import writing
from app.core.errors import Forbidden
from app.extensions import db, unit_of_work
from tests.factories.clips import make_clip, store_bytes, withdraw_consent
from tests.factories.edited_films import add_card_to, make_chosen_moment, make_edited_film
from tests.factories.renderings import ask, list_stored, make_screening, make_visit
from tests.integration.clips.conftest import WorkOff
from tests.integration.clips.edited_films.rendering.conftest import Cast


def list_everything() -> list[str]:
    """Every key in the store."""
    return [film.name for film in film_store().list_films("films")]


def change_board(cast: Cast) -> None:
    part = db.session.scalars(sa.select(FilmPart).filter_by(edited_film_id=cast.film.id)).first()
    assert part is not None
    part.repeat = Repeat.SLOW if part.repeat is Repeat.NONE else Repeat.NONE
    db.session.commit()


def test_a_film_is_made_exactly_as_its_board_says(cast: Cast, work_off: WorkOff) -> None:
    add_card_to(cast.film, seconds=2)
    rendering = ask(cast.film)
    plan = plan_film(cast.owner, cast.film)
    work_off()
    assert rendering.state is RenderingState.READY, rendering.failure
    assert rendering.recipe == plan.digest
    assert FrameIndex.unpack(rendering.frames or b"") == plan.frames
    assert rendering.timeline == plan.list_timeline()
    assert rendering.duration_ms == plan.frames.start_ms(plan.frames.count)
    assert {rendering.storage_key, rendering.poster_key} == list_stored(rendering)
    assert find_ready(cast.owner, cast.film) == rendering
    assert find_ready(
        Actor(cast.supervisor.id, supervised_ids=frozenset({cast.family.enrolment_id})), cast.film
    )
    mark = db.session.scalars(sa.select(CycleMark)).one()
    assert (mark.cycle_id, mark.kind) == (cast.film.cycle_id, MarkKind.FILM_EDITED)


def test_asked_for_twice_it_is_made_once(cast: Cast, work_off: WorkOff) -> None:
    first = ask(cast.film)
    assert ask(cast.film) == first
    work_off()
    assert ask(cast.film) == first
    assert work_off() == 0


def test_a_changed_board_is_made_anew_and_the_newest_alone_is_kept(
    cast: Cast, work_off: WorkOff
) -> None:
    first = ask(cast.film)
    work_off()
    stored = list_stored(first)
    change_board(cast)
    second = ask(cast.film)
    assert second != first
    assert find_ready(cast.owner, cast.film) == first
    work_off()
    assert stored
    assert list_stored(first) == set()
    assert first.state is RenderingState.REMOVED
    assert (first.timeline, first.frames, first.storage_key) == ([], None, None)
    assert find_ready(cast.owner, cast.film) == second


def test_one_that_is_shown_or_along_on_a_visit_goes_when_that_is_over(
    cast: Cast, work_off: WorkOff
) -> None:
    first = ask(cast.film)
    work_off()
    visit = make_visit(first, cast.trainee)
    screening = get_screening(cast.owner, make_screening(first, cast.trainee).uuid)
    change_board(cast)
    second = ask(cast.film)
    work_off()
    assert find_ready(cast.owner, cast.film) == second
    assert get_screening(cast.owner, screening.uuid) == screening
    assert get_visit(cast.owner, visit.uuid) == visit
    change_board(cast)
    assert ask(cast.film) not in {first, second}, "what was replaced is not taken up again"
    for over_at in (screening.started_at + SHOWN_FOR, visit.until_at):
        assert list_stored(first)
        with time_machine.travel(over_at, tick=False):
            let_replaced_go(SYSTEM)
            db.session.commit()
            work_off()
    assert list_stored(first) == set()


def test_one_that_is_not_ready_gives_way_to_a_changed_board(cast: Cast, work_off: WorkOff) -> None:
    first = ask(cast.film)
    change_board(cast)
    second = ask(cast.film)
    assert first.state is RenderingState.REMOVED
    work_off()
    assert [each.state for each in cast.read_renderings()] == [
        RenderingState.REMOVED,
        RenderingState.READY,
    ]
    assert find_ready(cast.owner, cast.film) == second


def test_the_film_is_of_the_board_as_it_stands_when_the_work_begins(
    cast: Cast, work_off: WorkOff
) -> None:
    rendering = ask(cast.film)
    change_board(cast)
    work_off()
    assert rendering.recipe == plan_film(cast.owner, cast.film).digest


def test_one_that_failed_says_why_and_can_be_asked_for_again(cast: Cast, work_off: WorkOff) -> None:
    rendering = ask(cast.film)
    db.session.execute(sa.delete(Rendition).where(Rendition.clip_id == cast.clips[0].id))
    db.session.commit()
    work_off()
    assert rendering.state is RenderingState.FAILED
    assert rendering.failure == SourceNotReady.message
    db.session.execute(sa.delete(FilmPart).where(FilmPart.clip_id == cast.clips[0].id))
    db.session.commit()
    again = ask(cast.film)
    work_off()
    assert (rendering.state, again.state) == (RenderingState.REMOVED, RenderingState.READY)


def test_a_fault_in_the_making_is_ours_and_tried_again(
    cast: Cast, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ChildFailed(1, "too many open files")

    monkeypatch.setattr(production, "run_limited", fail)
    ask(cast.film)
    work_off()
    state = read_state(cast.owner, cast.film)
    assert (state.is_waiting, state.progress) == (True, FilmProgress(None, TRIED_AGAIN, waits=True))


def test_a_board_without_a_moment_is_no_film(cast: Cast) -> None:
    film = make_edited_film(cast.family)
    with pytest.raises(NothingToRender):
        ask(film)
    add_card_to(film)
    with pytest.raises(NothingToRender):
        ask(film)


def test_a_film_of_more_than_half_an_hour_is_refused(cast: Cast) -> None:
    for _ in range(31):
        add_card_to(cast.film, seconds=60)
    with pytest.raises(FilmTooLong):
        ask(cast.film)


def test_nobody_but_the_trainee_has_it_made(cast: Cast) -> None:
    with pytest.raises(Forbidden):
        ask_for_rendering(Actor(cast.supervisor.id), cast.film)


def test_nothing_is_made_of_a_closed_film(cast: Cast, work_off: WorkOff) -> None:
    rendering = ask(cast.film)
    withdraw_consent(cast.family, Purpose.VIG)
    work_off()
    assert (rendering.state, rendering.failure) == (RenderingState.FAILED, SourceClosed.message)
    assert list_stored(rendering) == set()
    with pytest.raises(SourceClosed):
        plan_film(cast.owner, cast.film)


@pytest.mark.parametrize("closing", ["order", "withdrawal", "removal"])
def test_what_is_closed_while_it_is_made_does_not_come_into_existence(
    cast: Cast, work_off: WorkOff, monkeypatch: pytest.MonkeyPatch, closing: str
) -> None:
    rendering = ask(cast.film)
    film_id, clip_id, client_id = cast.film.id, cast.clips[1].id, cast.family.id

    def close() -> None:
        if closing == "order":
            order_erasure(SYSTEM, db.session.get_one(Clip, clip_id), ErasureReason.RULE)
        elif closing == "withdrawal":
            withdraw_consent(db.session.get_one(Client, client_id), Purpose.VIG)
        else:
            remove_film(cast.owner, db.session.get_one(EditedFilm, film_id))

    def check_late(planned: FrameIndex, found: FrameIndex) -> None:
        assert planned.count == found.count
        with current_app.app_context():
            db.session.remove()
            with writing(), unit_of_work():
                close()

    monkeypatch.setattr(production, "check_frames", check_late)
    uuid, folder = rendering.uuid, rendering.folder
    work_off()
    ready = sa.select(Rendering.id).where(Rendering.state == RenderingState.READY)
    assert db.session.scalars(ready).all() == []
    assert not [key for key in list_everything() if key.startswith(folder)], uuid


def test_a_removed_board_takes_its_films_along(cast: Cast, work_off: WorkOff) -> None:
    rendering = ask(cast.film)
    work_off()
    screening_id = make_screening(rendering, cast.supervisor).id
    rendering_id, folder = rendering.id, rendering.folder
    remove_film(cast.owner, cast.film)
    db.session.commit()
    assert find_ready(cast.owner, cast.film) is None
    work_off()
    assert not [key for key in list_everything() if key.startswith(folder)]
    for kind, row_id in ((Rendering, rendering_id), (Screening, screening_id)):
        assert db.session.scalar(sa.select(kind.id).where(kind.id == row_id)) is None


def test_the_sweep_knows_what_a_rendering_names(cast: Cast, work_off: WorkOff) -> None:
    rendering = ask(cast.film)
    work_off()
    named = {rendering.storage_key, rendering.poster_key}
    lost = f"{rendering.folder}/rendered/lost"
    store_bytes(lost, b"of an attempt that died")
    assert list_stored(rendering) == {*named, lost}
    folder = rendering.folder
    with time_machine.travel(clock.now() + timedelta(days=2)):
        sweep_films(SYSTEM)
    assert {key for key in list_everything() if key.startswith(folder)} == named


def test_a_moment_beyond_its_film_ends_with_it(cast: Cast, work_off: WorkOff) -> None:
    moment = make_chosen_moment(cast.clips[0], 20, 30)
    film = make_edited_film(cast.family, moment)
    db.session.execute(
        sa.update(FilmPart).where(FilmPart.edited_film_id == film.id).values(end_frame=5000)
    )
    db.session.commit()
    rendering = ask(film)
    work_off()
    assert rendering.state is RenderingState.READY
    assert rendering.timeline[0]["end_frame"] == 30


def test_a_film_whose_copy_is_not_made_yet_is_waited_for(cast: Cast) -> None:
    clip = make_clip(cast.clips[0].cycle)
    film = make_edited_film(cast.family, make_chosen_moment(clip, 1, 5))
    with pytest.raises(SourceNotReady):
        ask(film)

"""Edited films in the archive of whoever put them together."""

from __future__ import annotations

from flask import Flask

from app.allocations.queries import build_actor
from app.cases.models import Client, Purpose
from app.clips.models import HoldKind
from app.core.clock import today
from app.retention.exports.leavers.board_sections import list_board_sections
from app.retention.exports.records.sections import Entry
from tests.factories.clips import make_clip, withdraw_consent
from tests.factories.edited_films import add_card_to, make_chosen_moment, make_edited_film
from tests.factories.keeping import place_hold
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle


def list_entries(family: Client) -> list[Entry]:
    [section] = list_board_sections(build_actor(family.enrolment.person))
    return list(section.entries)


def test_boards_stand_in_it_as_far_as_consents_and_holds_let_them(app: Flask) -> None:
    family = make_client(make_enrolment())
    clip = make_clip(make_cycle(family))
    film = make_edited_film(family, make_chosen_moment(clip, 10, 20, "You waited"))
    add_card_to(film, "And then?", 5)
    make_edited_film(make_client(make_enrolment()), title="somebody else’s")
    [entry] = list_entries(family)
    assert entry["title"] == film.title
    assert entry["parts"] == [
        "Moment of cycle 1, interaction film, frames 10 to 19: You waited",
        "Card, 5 s: And then?",
    ]
    place_hold(clip, today(), kind=HoldKind.SAFEGUARDING)
    assert "You waited" not in str(list_entries(family))
    withdraw_consent(family, Purpose.VIG)
    assert list_entries(family) == []

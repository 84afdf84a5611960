"""The office words the principles; what was tagged keeps its words."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.core.actor import SYSTEM
from app.core.errors import Forbidden
from app.extensions import db
from app.frameworks import services
from app.frameworks.models import Principle, PrincipleItem, Vocabulary
from app.frameworks.queries import find_vocabulary
from app.frameworks.written import MOST_PRINCIPLES, read_written
from tests.factories.feedback import Scene, make_scene
from tests.factories.moments import find_principle, make_moment
from tests.factories.people import make_administrator, make_supervisor, sign_in

BASE = "/association/vocabulary"


@pytest.fixture
def office(client: FlaskClient) -> FlaskClient:
    return sign_in(client, make_administrator())


def start(office: FlaskClient) -> str:
    return str(office.post(f"{BASE}/drafts").location).removesuffix("/draft")


def write_fields() -> dict[str, Any]:
    """What the page of a draft sends, as it stands."""
    draft = db.session.scalars(sa.select(Vocabulary).filter_by(published_at=None)).one()
    fields: dict[str, Any] = {"answer_within": draft.answer_within_ms / 1000, "do": "keep"}
    for place, principle in enumerate(draft.principles):
        stem = f"principles-{place}"
        fields |= {f"{stem}-code": principle.code, f"{stem}-name": principle.name}
        for number, item in enumerate(principle.items):
            fields[f"{stem}-items-{number}-words"] = item.words
            fields[f"{stem}-items-{number}-lineage"] = str(item.lineage)
    return fields


def send(office: FlaskClient, address: str, **changed: Any) -> TestResponse:
    return office.post(f"{address}/draft", data=write_fields() | changed)


def read_draft() -> dict[str, list[str]]:
    db.session.expire_all()
    draft = db.session.scalars(sa.select(Vocabulary).order_by(Vocabulary.number.desc())).first()
    assert draft is not None
    return {p.code: [item.words for item in p.items] for p in draft.principles}


def test_a_draft_starts_from_the_words_in_force_and_is_one(office: FlaskClient) -> None:
    first, again = start(office), start(office)
    assert first == again
    in_force = find_vocabulary()
    assert in_force is not None
    assert read_draft() == {p.code: [i.words for i in p.items] for p in in_force.principles}
    assert "Being attentive" in office.get(f"{first}/draft").text
    assert in_force.number == 1


def test_every_button_keeps_what_was_written(office: FlaskClient) -> None:
    address = start(office)
    words = {"principles-1-items-0-words": "Waiting, and counting to three"}
    assert send(office, address, do="up:1:1", **words).location.endswith("#principle-1")
    assert read_draft()["EI"][:2] == ["Listening actively", "Waiting, and counting to three"]
    assert send(office, address, do="out:0").status_code == 303
    assert list(read_draft()) == ["EI", "RI", "DA", "GU", "DD"]
    assert send(office, address, do="add:0").status_code == 303
    assert read_draft()["EI"][-1] == ""
    assert send(office, address, do="look").location == address
    assert "" not in read_draft()["EI"]
    added = {"new_code": "XX", "new_name": "Something of our own", "answer_within": "4.5"}
    assert send(office, address, **added).status_code == 303
    page = office.get(address).text
    for told in ("reworded", "left out", "Something of our own", "4.5 seconds"):
        assert told in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"principles-0-name": ""}, "Name the principle."),
        ({"principles-0-code": "ba"}, "in capitals"),
        ({"principles-0-code": "EI"}, "Two of them carry the same"),
        ({"principles-0-items-0-words": "x" * 201}, "longer than 200"),
        ({"answer_within": "0"}, "between 0.5 and 60"),
        ({"answer_within": "soon"}, "Not a valid decimal"),
    ],
)
def test_what_has_to_be_put_right_is_said_and_nothing_is_lost(
    office: FlaskClient, changed: dict[str, str], words: str
) -> None:
    address = start(office)
    before = read_draft()
    answer = send(office, address, **changed, **{"principles-5-name": "Deepening together"})
    assert answer.status_code == 422
    assert words in answer.text
    assert "Deepening together" in answer.text
    assert read_draft() == before


def test_what_was_tagged_keeps_its_words_when_others_are_published(
    office: FlaskClient, client: FlaskClient
) -> None:
    scene: Scene = make_scene(duration_ms=2000)
    moment = make_moment(scene.clip, item=find_principle("EI").items[0])
    address = start(office)
    assert office.post(f"{address}/publication").status_code == 422  # nothing has changed
    send(office, address, **{"principles-1-items-0-words": "Holding back"})
    assert office.post(f"{address}/publication").status_code == 302
    assert office.get(f"{address}/draft").status_code == 409
    in_force = find_vocabulary()
    assert in_force is not None
    assert in_force.number == 2
    page = sign_in(client, scene.trainee).get(f"{scene.address}/moments?edit={moment.uuid}").text
    assert "Encouraging initiatives: Waiting" in page
    assert "Waiting <span" in page  # offered to be kept, as earlier words
    assert "Holding back" in page
    old = {p.code: p for p in read_written(db.session.get_one(Vocabulary, 1)).principles}
    new = {p.code: p for p in read_written(in_force).principles}
    assert old["EI"].items[0].lineage == new["EI"].items[0].lineage


def test_a_draft_is_discarded_without_a_trace_in_the_words(office: FlaskClient) -> None:
    address = start(office)
    assert office.post(f"{address}/removal").status_code == 302
    counted = [
        db.session.scalar(sa.select(sa.func.count(table.id)))
        for table in (Vocabulary, Principle, PrincipleItem)
    ]
    assert counted == [1, 6, 42]
    assert office.get(address).status_code == 404


def test_only_the_office_words_them(client: FlaskClient) -> None:
    scene = make_scene()
    draft = services.start_draft(SYSTEM)
    for actor in (scene.as_trainee, scene.as_supervisor):
        for use_case in (services.publish_draft, services.discard_draft):
            with pytest.raises(Forbidden):
                use_case(actor, draft)
        with pytest.raises(Forbidden):
            services.start_draft(actor)
        with pytest.raises(Forbidden):
            services.rewrite_draft(actor, draft, read_written(draft))
    sign_in(client, make_supervisor())
    assert client.get(BASE).status_code == 403


def test_a_version_holds_so_many_principles_and_no_more(office: FlaskClient) -> None:
    address = start(office)
    while len(read_draft()) < MOST_PRINCIPLES:
        number = len(read_draft())
        assert send(office, address, new_code=f"N{number}", new_name="New").status_code == 303
    refused = send(office, address, new_code="LAST", new_name="One too many")
    assert refused.status_code == 422
    assert "Leave one out first" in refused.text
    assert office.get(f"{address}/draft").status_code == 200
    assert send(office, address, do=f"up:{'9' * 5000}").status_code == 303

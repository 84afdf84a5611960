"""Of the files for one film one waits for a yes; what it may name are words that the association has published."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.clips.annotations.imports.models import AnnotationImport
from app.clips.moments.models import MomentTag
from app.extensions import db
from app.frameworks.models import Principle, PrincipleItem, Vocabulary
from tests.factories.annotations import make_staged
from tests.factories.clips import make_audience
from tests.factories.moments import find_principle
from tests.factories.people import sign_in
from tests.integration.clips.annotations.test_bringing_in import send

LINE = "kind,start_ms,end_ms,words,tags\n"


def test_a_new_file_takes_the_place_of_one_that_waits(app: Flask, client: FlaskClient) -> None:
    audience, other = make_audience(), make_audience()
    elsewhere = make_staged(other.clip).uuid
    sign_in(client, audience.owner)
    first = send(client, audience.clip, f"{LINE}caption,0,500,A duck,")
    assert client.post(f"{first}/confirmation", data={"captions": "add"}).status_code == 303
    second, third = (send(client, audience.clip, f"{LINE}caption,600,900,{n},") for n in "ab")
    assert client.get(second).status_code == 404
    assert client.post(f"{second}/confirmation", data={"captions": "add"}).status_code == 404
    assert client.get(third).status_code == 200
    waiting = sa.select(AnnotationImport.uuid).where(AnnotationImport.confirmed_at.is_(None))
    assert {str(uuid) for uuid in db.session.scalars(waiting)} == {
        str(elsewhere),
        third.rpartition("/")[2],
    }
    assert client.post(f"{first}/undoing").status_code == 303


def test_words_of_a_vocabulary_that_is_being_written_tag_nothing(
    app: Flask, client: FlaskClient
) -> None:
    audience, known = make_audience(), find_principle("EI")
    principle = Principle(position=1, code="NEW", name="Unheard of")
    item = PrincipleItem(position=1, words="Not yet")
    principle.items = [item]
    db.session.add(Vocabulary(number=99, principles=[principle]))
    db.session.commit()
    tags = " ".join(f"child:{one.uuid}" for one in (principle, item, known, known.items[0]))
    sign_in(client, audience.owner)
    address = send(client, audience.clip, f"{LINE}moment,0,400,She waits,{tags}")
    assert "2 tags name principles that this portal does not know" in client.get(address).text
    assert client.post(f"{address}/confirmation", data={"captions": "add"}).status_code == 303
    tagged = db.session.execute(sa.select(MomentTag.principle_id, MomentTag.item_id)).all()
    assert {tuple(row) for row in tagged} == {(known.id, None), (known.id, known.items[0].id)}

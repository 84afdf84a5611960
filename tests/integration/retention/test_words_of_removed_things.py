"""What was pointed out in a thing, and what is unsent about it, goes with the thing: taken away first, or by withdrawal."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.clips.captions.models import Caption
from app.clips.edited_films.models import FilmPart
from app.clips.moments.models import Moment
from app.core.actor import SYSTEM
from app.drafts.models import Draft
from app.drafts.services import keep_draft
from app.extensions import db
from app.retention.family_words import forget_family_words
from app.retention.traces import forget_words
from app.wording.models import KeptWords
from tests.factories.clips import Audience, make_audience
from tests.factories.edited_films import make_edited_film
from tests.factories.people import sign_in
from tests.factories.reviews import act_as
from tests.integration.clips.annotations.test_bringing_in import send

SAYS = "Call 07700 900123"


def keep(field: str, **more: str) -> dict[str, str]:
    """A form whose ``field`` holds a number that stays, for a reason of somebody's own."""
    return more | {
        "uuid": str(uuid4()),
        field: SAYS,
        f"{field}-found": "07700 900123",
        f"{field}-reason": "other",
        f"{field}-because": "Maya reads it out",
    }


def write_everything(client: FlaskClient, audience: Audience) -> list[str]:
    """A caption, a moment and a card, each with kept and with unsent words; the addresses that take them away again."""
    film, board = f"/clips/{audience.clip.uuid}", make_edited_film(audience.client)
    times = {"start": "0:00.4", "end": "0:01.2"}
    for address, form in (
        (f"{film}/captions", keep("words", **times)),
        (f"{film}/moments", keep("note", **times)),
        (f"/edited-films/{board.uuid}/parts", keep("words", kind="card", seconds="5")),
    ):
        assert client.post(address, data=form).status_code == 303
    line, moment, card = (
        db.session.scalars(sa.select(kind.uuid)).one() for kind in (Caption, Moment, FilmPart)
    )
    for key in (f"moment-note-{moment}-{audience.clip.uuid}", f"part/{card}/words"):
        keep_draft(act_as(audience.owner), key, SAYS)
    keep_draft(act_as(audience.owner), f"edited-film/{board.uuid}/card", SAYS)
    keep_draft(act_as(audience.owner), f"goal/{uuid4()}/question", "of another family")
    db.session.commit()
    assert list_subjects("Maya reads it out") == {line, moment, card}
    return [f"/captions/{line}", f"/moments/{moment}", f"/edited-films/{board.uuid}"]


def list_subjects(because: str) -> set[UUID | None]:
    return set(db.session.scalars(sa.select(KeptWords.subject_id).filter_by(because=because)))


def check_gone() -> None:
    kept = db.session.execute(sa.select(KeptWords.excerpt, KeptWords.because)).all()
    assert [tuple(row) for row in kept] == [("", "")] * 3
    assert db.session.scalars(sa.select(Draft.body)).all() == ["of another family"]


@pytest.fixture
def audience(app: Flask, client: FlaskClient) -> Audience:
    audience = make_audience()
    sign_in(client, audience.owner)
    return audience


@pytest.mark.parametrize("removed_first", [True, False])
def test_no_word_outlives_the_withdrawal(
    client: FlaskClient, audience: Audience, *, removed_first: bool
) -> None:
    addresses = write_everything(client, audience)
    if removed_first:
        for address in addresses:
            assert client.post(f"{address}/removal").status_code == 303
    forget_words(audience.clip)
    forget_family_words(SYSTEM, audience.client)
    db.session.commit()
    check_gone()


def test_a_card_that_is_taken_out_takes_its_words_along(
    client: FlaskClient, audience: Audience
) -> None:
    write_everything(client, audience)
    card = db.session.scalars(sa.select(FilmPart.uuid)).one()
    assert client.post(f"/parts/{card}/removal").status_code == 200
    assert card in list_subjects("")
    assert f"part/{card}/words" not in db.session.scalars(sa.select(Draft.key)).all()


def test_a_file_that_is_taken_back_takes_its_words_along(
    client: FlaskClient, audience: Audience
) -> None:
    line, *_ = write_everything(client, audience)
    sent = keep("words", captions="replace")
    for found in ("07700 900123", "SW1A 1AA"):
        address = send(client, audience.clip, f"start_ms,end_ms,words\n0,90,Ring {found}")
        answer = client.post(f"{address}/confirmation", data=sent | {"words-found": found})
        assert answer.status_code == 303
    assert UUID(line.rpartition("/")[2]) in list_subjects("")
    assert client.post(f"{address}/undoing").status_code == 303
    those = sa.select(KeptWords.because).where(KeptWords.kind == "annotations from a file")
    assert db.session.scalars(those.order_by(KeptWords.id)).all() == [
        "Maya reads it out",
        "",
    ]

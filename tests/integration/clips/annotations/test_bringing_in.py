"""Annotations from a file: looked at first, written after a yes, taken back as a whole."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.audit.models import AuditEvent
from app.clips.annotations.imports.models import AnnotationImport
from app.clips.annotations.imports.services import clear_old_imports
from app.clips.captions.models import Caption
from app.clips.models import Clip
from app.clips.moments.models import Moment, MomentTag
from app.clips.turns.models import Turn, TurnKind
from app.core.actor import SYSTEM
from app.extensions import db
from app.frameworks.parties import Party
from app.wording.models import KeptWords
from tests.factories.annotations import make_staged
from tests.factories.captions import make_caption
from tests.factories.clips import Audience, make_audience, make_clip
from tests.factories.feedback import make_comment
from tests.factories.goals import make_goal
from tests.factories.moments import make_moment
from tests.factories.people import sign_in

NUMBER = "Ring 07700 900123"
FOREIGN = """<?xml version="1.0"?><ANNOTATION_DOCUMENT AUTHOR="" DATE="2026-01-01T00:00:00Z" VERSION="3.0">
<HEADER TIME_UNITS="milliseconds"/><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="410"/>
<TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="830"/><TIME_SLOT TIME_SLOT_ID="c" TIME_VALUE="9000"/></TIME_ORDER>
<TIER TIER_ID="K-Spch" LINGUISTIC_TYPE_REF="utterance"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="x1"
TIME_SLOT_REF1="a" TIME_SLOT_REF2="b"><ANNOTATION_VALUE>a duck</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>
<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="x2" TIME_SLOT_REF1="b" TIME_SLOT_REF2="c"><ANNOTATION_VALUE>late
</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="utterance" TIME_ALIGNABLE="true"/></ANNOTATION_DOCUMENT>"""


@pytest.fixture
def audience(app: Flask) -> Audience:
    return make_audience()


def send(client: FlaskClient, clip: Clip, data: str | bytes) -> str:
    """Send a file; the address of what would come of it."""
    raw = data.encode() if isinstance(data, str) else data
    answer = client.post(
        f"/clips/{clip.uuid}/annotations/imports", data={"file": (io.BytesIO(raw), "x.eaf")}
    )
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def take(client: FlaskClient, clip: Clip, kind: str) -> str:
    answer = client.post(
        f"/clips/{clip.uuid}/annotations/exports", data={"kind": kind, "cues": "captions"}
    )
    assert answer.status_code == 200
    assert clip.cycle.client.code not in answer.headers["Content-Disposition"]
    return answer.get_data(as_text=True)


def fill(audience: Audience) -> None:
    """Something of each kind."""
    clip = audience.clip
    make_moment(clip, title="A look", reason="Because", goal=make_goal(audience.client))
    make_moment(clip, start_frame=10, end_frame=50, note="=and on")
    make_caption(clip, "Look, <a> duck!")
    make_comment(clip, audience.supervisor, start_ms=100, end_ms=900, body="You wait.")
    for number, kind in enumerate(TurnKind):
        db.session.add(
            Turn(clip=clip, party=Party.CHILD, kind=kind, start_frame=number, start_ms=40 * number)
        )
    db.session.commit()


def tell(clip: Clip) -> list[list[tuple[object, ...]]]:
    """Everything written about a film, as plain values."""
    db.session.expire_all()
    tagged = sa.select(
        Moment.start_frame, MomentTag.party, MomentTag.principle_id, MomentTag.item_id
    ).join(MomentTag, MomentTag.moment_id == Moment.id)
    statements = (
        sa.select(Caption.start_ms, Caption.end_ms, Caption.words).where(
            Caption.clip_id == clip.id
        ),
        sa.select(
            *(Moment.start_ms, Moment.end_ms, Moment.start_frame, Moment.end_frame),
            *(Moment.title, Moment.note, Moment.reason),
        ).where(Moment.clip_id == clip.id),
        sa.select(Turn.start_ms, Turn.start_frame, Turn.party, Turn.kind).where(
            Turn.clip_id == clip.id
        ),
        tagged.where(Moment.clip_id == clip.id),
    )
    return [sorted((tuple(row) for row in db.session.execute(s)), key=repr) for s in statements]


@pytest.mark.parametrize("kind", ["eaf", "csv"])
def test_what_was_taken_out_of_one_film_comes_into_another(
    client: FlaskClient, audience: Audience, kind: str
) -> None:
    fill(audience)
    empty = make_clip(audience.clip.cycle)
    audience.clip.duration_ms = empty.duration_ms = 1999  # their frames end a rounding later
    db.session.commit()
    sign_in(client, audience.owner)
    data = take(client, audience.clip, kind)
    address = send(client, empty, data)
    assert not any(tell(empty))
    page = client.get(address).text
    assert "Feedback is written by the supervisor" in page
    assert "Is this the right film?" not in page
    assert client.post(f"{address}/confirmation", data={"captions": "add"}).status_code == 303
    assert tell(empty) == tell(audience.clip)
    assert client.post(f"{address}/undoing").status_code == 303
    assert not any(tell(empty))
    assert client.post(f"{address}/undoing").status_code == 409
    actions = set(db.session.scalars(sa.select(AuditEvent.action)))
    assert {"annotations.taken", "annotations.brought_in", "annotations.taken_back"} <= actions


def test_tiers_of_other_programs_become_what_somebody_chooses(
    client: FlaskClient, audience: Audience
) -> None:
    sign_in(client, audience.owner)
    address = send(client, audience.clip, FOREIGN)
    assert "K-Spch" in client.get(address).text
    assert client.post(f"{address}/confirmation", data={"captions": "add"}).status_code == 422
    page = client.get(f"{address}?tier-0=moments").text
    assert "1 of 2 can come in as moments" in page
    assert "the film ends at 0:02.0" in page
    sent = {"captions": "add", "tier-0": "moments"}
    assert client.post(f"{address}/confirmation", data=sent).status_code == 303
    [moment] = db.session.scalars(sa.select(Moment))
    assert (moment.start_frame, moment.end_frame, moment.note) == (10, 21, "a duck")
    assert client.post(f"{address}/confirmation", data=sent).status_code == 409


def test_captions_of_a_file_take_the_place_of_others_and_give_it_back(
    client: FlaskClient, audience: Audience
) -> None:
    make_caption(audience.clip, "As it was")
    sign_in(client, audience.owner)
    file = "1\n00:00:00,100 --> 00:00:00,900\n<i>As it is</i>\n\n2\nnever\nno time\n\n3\n0:9 --> x\nno\n"
    address = send(client, audience.clip, file)
    page = client.get(address).text
    assert "Line 5: there is no time in it" in page
    assert "Line 10: its times cannot be read" in page
    client.post(f"{address}/confirmation", data={"captions": "replace"})
    assert db.session.scalars(sa.select(Caption.words)).all() == ["As it is"]
    client.post(f"{address}/undoing")
    assert db.session.scalars(sa.select(Caption.words)).all() == ["As it was"]


def test_pointed_words_wait_or_stay_out_until_somebody_says_why(
    client: FlaskClient, audience: Audience
) -> None:
    table = f"kind,start_ms,end_ms,words\ncaption,0,500,{NUMBER}\nmoment,0,400,{NUMBER}\ncaption,0,9,Duck"
    sign_in(client, audience.owner)
    address = send(client, audience.clip, table)
    assert "This looks like a telephone number" in client.get(address).text
    client.post(f"{address}/confirmation", data={"captions": "add"})
    held = dict(db.session.execute(sa.select(Caption.words, Caption.held_at)).all())
    assert held[NUMBER] is not None
    assert held["Duck"] is None
    assert not db.session.scalars(sa.select(Moment)).all()
    reasoned = {
        "words-reason": "public_service",
        "words-found": "07700 900123",
        "captions": "replace",
    }
    address = send(client, audience.clip, table)
    wrong = reasoned | {"words-reason": "work_date"}
    assert client.post(f"{address}/confirmation", data=wrong).status_code == 422
    assert client.post(f"{address}/confirmation", data=reasoned).status_code == 303
    assert not db.session.scalars(sa.select(Caption).where(Caption.held_at.is_not(None))).all()
    assert db.session.scalars(sa.select(Moment.note)).all() == [NUMBER]
    assert db.session.scalars(sa.select(KeptWords.subject_id)).all() == [audience.clip.uuid]


BOMB = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>'
ELSEWHERE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'


@pytest.mark.parametrize(
    "data",
    [
        BOMB,
        ELSEWHERE,
        "<html></html>",
        "<ANNOTATION_DOCUMENT>",
        "<?xml version='1.0' encoding='never-heard-of'?><ANNOTATION_DOCUMENT/>",
        "<ANNOTATION_DOCUMENT/>",
        FOREIGN.replace('"milliseconds"', '"PAL-frames"'),
        "",
        "\0\0",
        b"\xff\xfe\x00",
        "words,end_ms\nno start,5",
        'kind,start_ms\n"never closed',
        "start_ms\n",
        "WEBVTT\n\nnothing",
        "<" * 20_000,
    ],
)
def test_hostile_and_broken_files_are_refused_in_words(
    client: FlaskClient, audience: Audience, data: str | bytes
) -> None:
    sign_in(client, audience.owner)
    raw = data.encode() if isinstance(data, str) else data
    answer = client.post(
        f"/clips/{audience.clip.uuid}/annotations/imports",
        data={"file": (io.BytesIO(raw), "x.eaf")},
    )
    assert answer.status_code == 422
    assert "root:" not in answer.text
    assert not db.session.scalars(sa.select(AnnotationImport)).all()


def test_a_file_of_more_than_ten_megabytes_is_refused(
    client: FlaskClient, audience: Audience
) -> None:
    sign_in(client, audience.owner)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\nstart_ms\n'
    for size, status in ((10, 422), (12, 413)):
        body = head + b"x" * (size * 1024 * 1024) + b"\r\n--x--\r\n"
        answer = client.post(
            f"/clips/{audience.clip.uuid}/annotations/imports",
            data=body,
            content_type="multipart/form-data; boundary=x",
        )
        assert answer.status_code == status


def test_only_the_trainee_sees_a_file_on_its_way(client: FlaskClient, audience: Audience) -> None:
    staged = make_staged(audience.clip)
    address = f"/clips/{audience.clip.uuid}/annotations/imports/{staged.uuid}"
    assert sign_in(client, audience.supervisor).get(address).status_code == 403
    assert sign_in(client, audience.reviewer).get(address).status_code == 404
    other = make_audience()
    elsewhere = f"/clips/{other.clip.uuid}/annotations/imports/{staged.uuid}"
    assert sign_in(client, other.owner).get(elsewhere).status_code == 404


def test_what_nobody_answers_is_forgotten_after_a_day(audience: Audience) -> None:
    old, fresh = make_staged(audience.clip), make_staged(audience.clip)
    old.created_at -= timedelta(days=1, minutes=1)
    db.session.commit()
    kept = fresh.uuid
    clear_old_imports(SYSTEM)
    assert db.session.scalars(sa.select(AnnotationImport.uuid)).all() == [kept]


def test_the_supervisor_takes_what_they_read_and_the_trainee_learns_of_it(
    client: FlaskClient, audience: Audience
) -> None:
    fill(audience)
    make_caption(audience.clip, NUMBER, is_held=True)
    sign_in(client, audience.supervisor)
    for kind in ("csv", "vtt", "eaf", "json"):
        data = take(client, audience.clip, kind)
        assert NUMBER not in data
        assert audience.owner.full_name not in data
        assert "duck" in data
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="annotations.taken")).first()
    assert event is not None
    assert event.about_id == audience.owner.id

"""With a film goes everything that was chosen and marked in it, sent and unsent, and nothing of another film."""

from __future__ import annotations

import sqlalchemy as sa

from app.clips.moments.models import Moment, MomentTag
from app.clips.turns.models import Turn
from app.drafts.models import Draft
from app.extensions import db
from app.frameworks.models import Principle, PrincipleItem
from app.wording.models import KeptWords
from tests.factories.edited_films import make_edited_film
from tests.factories.feedback import make_scene
from tests.factories.goals import make_goal
from tests.factories.moments import find_principle, make_moment, make_turn
from tests.factories.retention import order_erasure
from tests.factories.wording import make_kept
from tests.integration.retention.conftest import WorkOff

WORDS = ("He looks up, and she waits.", "She sees it herself.", "The spoon")


def test_moments_tags_turns_and_their_drafts_go(work_off: WorkOff) -> None:
    scene, other = make_scene(), make_scene()
    for each in (scene, other):
        goal, item = make_goal(each.clip.cycle.client), find_principle("EI").items[0]
        moment = make_moment(
            each.clip, note=WORDS[0], reason=WORDS[1], title=WORDS[2], goal=goal, item=item
        )
        make_edited_film(each.clip.cycle.client, moment)
        make_turn(each.clip)
        for key in (f"moment-note-{each.clip.uuid}", f"moment-note-{moment.uuid}-{each.clip.uuid}"):
            db.session.add(Draft(person_id=each.trainee.id, key=key, body="She waits"))
        kept = make_kept(each.trainee)
        kept.subject_id = moment.uuid
    db.session.commit()
    order_erasure(scene.clip)
    work_off()
    for table in (Moment, Turn):
        assert db.session.scalars(sa.select(table.clip_id)).all() == [other.clip.id]
    [tag] = db.session.scalars(sa.select(MomentTag))
    assert db.session.get_one(Moment, tag.moment_id).clip_id == other.clip.id
    owners = db.session.scalars(sa.select(Draft.person_id)).all()
    assert set(owners) == {other.trainee.id}
    excerpts = db.session.scalars(sa.select(KeptWords.excerpt).order_by(KeptWords.id)).all()
    assert [bool(excerpt) for excerpt in excerpts] == [False, True]
    assert db.session.scalar(sa.select(sa.func.count(Principle.id))) == 6
    assert db.session.scalar(sa.select(sa.func.count(PrincipleItem.id))) == 42

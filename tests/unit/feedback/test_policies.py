"""Who may ask, comment, reword, take back and answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.cases.models import Client, Cycle
from app.clips.models import Clip
from app.core import clock
from app.core.actor import NOBODY, SYSTEM, Actor, RoleName
from app.feedback import policies
from app.feedback.models import Comment
from app.trainees.models import Enrolment

ENROLMENT_ID = 7
PEOPLE = {
    "trainee": Actor(1),
    "supervisor": Actor(2, supervised_ids=frozenset({ENROLMENT_ID})),
    "successor": Actor(3, supervised_ids=frozenset({ENROLMENT_ID})),
    "former supervisor": Actor(2),
    "reviewer": Actor(4, reviewing_ids=frozenset({ENROLMENT_ID})),
    "supervisor of others": Actor(5, supervised_ids=frozenset({ENROLMENT_ID + 1})),
    "administrator": Actor(6, roles=frozenset({RoleName.ADMINISTRATOR})),
    "nobody": NOBODY,
    "system": SYSTEM,
}

CLIP = Clip(
    cycle=Cycle(
        client=Client(enrolment_id=ENROLMENT_ID, enrolment=Enrolment(id=ENROLMENT_ID, person_id=1))
    )
)
DRAFT = Comment(clip=CLIP, author_id=2)
RELEASED = Comment(clip=CLIP, author_id=2, released_at=clock.now())
WITHDRAWN = Comment(clip=CLIP, author_id=2, released_at=clock.now(), withdrawn_at=clock.now())


@pytest.mark.parametrize(
    ("policy", "thing", "allowed"),
    [
        (policies.can_ask, CLIP, {"trainee"}),
        (policies.can_comment, CLIP, {"supervisor", "successor"}),
        (policies.can_edit, DRAFT, {"supervisor"}),
        (policies.can_edit, RELEASED, set()),
        (policies.can_withdraw, DRAFT, {"supervisor"}),
        (policies.can_withdraw, RELEASED, {"supervisor"}),
        (policies.can_withdraw, WITHDRAWN, set()),
        (policies.can_reply, RELEASED, {"trainee", "supervisor", "successor"}),
    ],
)
def test_each_may_do_what_is_theirs_and_nothing_else(
    policy: Callable[[Actor, object], bool], thing: object, allowed: set[str]
) -> None:
    assert {name for name, actor in PEOPLE.items() if policy(actor, thing)} == allowed

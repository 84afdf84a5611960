"""Moments, read by the two who study the film."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.cases.models import Client, Cycle
from app.clips.models import Clip
from app.clips.moments.models import Moment, MomentTag
from app.clips.moments.policies import visible_to
from app.clips.queries import require_open_films
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.extensions import db
from app.frameworks.models import Principle
from app.frameworks.parties import Party
from app.trainees.models import Enrolment

MOST_MOMENTS = 200
"""Moments of one film: far more than anybody shows, and few enough to be read at once."""

_with_tags = selectinload(Moment.tags).options(
    joinedload(MomentTag.principle), joinedload(MomentTag.item)
)


def get_moment(actor: Actor, moment_uuid: UUID) -> Moment:
    """The moment at this address with its tags, goal, clip, cycle, client and trainee. Raises NotFound, FilmsClosed."""
    require_open_films(actor)
    to_trainee = (
        joinedload(Moment.clip)
        .joinedload(Clip.cycle)
        .joinedload(Cycle.client)
        .joinedload(Client.enrolment)
        .joinedload(Enrolment.person)
    )
    moment = db.session.scalar(
        sa.select(Moment)
        .where(Moment.uuid == moment_uuid, visible_to(actor))
        .options(to_trainee, joinedload(Moment.goal), _with_tags)
    )
    if moment is None:
        raise NotFound
    return moment


def list_moments(actor: Actor, clip: Clip) -> Sequence[Moment]:
    """All moments of one film in its order, at most `MOST_MOMENTS`, each with its tags in words; in three queries."""
    return db.session.scalars(
        sa.select(Moment)
        .where(Moment.clip_id == clip.id, visible_to(actor))
        .options(_with_tags)
        .order_by(Moment.start_ms, Moment.end_ms, Moment.id)
        .limit(MOST_MOMENTS)
    ).all()


def list_moments_of_client(actor: Actor, client: Client, page: int = 1) -> Page[Moment]:
    """The moments of all films of a client, by cycle, film and time; each with clip, cycle and its tags in words.

    Those of films that the actor may not see now are left out. Four queries, however many there are.
    """
    those = (
        sa.select(Moment)
        .join(Moment.clip)
        .join(Clip.cycle)
        .where(Cycle.client_id == client.id, visible_to(actor))
    )
    in_order = those.options(
        contains_eager(Moment.clip).contains_eager(Clip.cycle), _with_tags
    ).order_by(Cycle.number, Clip.kind, Clip.id, Moment.start_ms, Moment.id)
    return read_page(db.session(), in_order, count_rows(those), page).build(itemgetter(0))


def count_moments(actor: Actor, clip: Clip) -> int:
    """How many moments the film has."""
    asked = sa.select(sa.func.count(Moment.id)).where(Moment.clip_id == clip.id, visible_to(actor))
    return db.session.scalar(asked) or 0


def find_moment_in(actor: Actor, clip: Clip, moment_uuid: UUID) -> Moment | None:
    """A moment of this film that was sent before under this uuid."""
    return db.session.scalar(
        sa.select(Moment).where(
            Moment.uuid == moment_uuid, Moment.clip_id == clip.id, visible_to(actor)
        )
    )


def count_tags(actor: Actor, client: Client) -> Sequence[tuple[Party, str, int, int]]:
    """How often each party was tagged with each principle in the client's films: party, code of the principle, id of the
    clip, number of moments. Several items of a principle in one moment are one."""
    rows = db.session.execute(
        sa.select(
            MomentTag.party,
            Principle.code,
            Moment.clip_id,
            sa.func.count(MomentTag.moment_id.distinct()),
        )
        .join(Principle, Principle.id == MomentTag.principle_id)
        .join(Moment, Moment.id == MomentTag.moment_id)
        .join(Clip, Clip.id == Moment.clip_id)
        .join(Cycle, Cycle.id == Clip.cycle_id)
        .where(Cycle.client_id == client.id, visible_to(actor))
        .group_by(MomentTag.party, Principle.code, Moment.clip_id)
    )
    return [(party, code, clip_id, number) for party, code, clip_id, number in rows]

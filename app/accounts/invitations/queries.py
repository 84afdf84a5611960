"""Invitations, read."""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.invitations.models import Invitation, State
from app.accounts.invitations.policies import can_invite, sees_all, visible_to
from app.accounts.models import Person
from app.core import clock
from app.core.actor import Actor
from app.core.errors import NotFound
from app.core.pagination import Page, count_rows, read_page
from app.core.policy import require
from app.extensions import db


class Show(enum.StrEnum):
    """Which invitations a list holds."""

    ALL = "all"
    OPEN = "open"
    ACCEPTED = "accepted"
    EXPIRED = "expired"
    REVOKED = "revoked"

    @classmethod
    def _missing_(cls, _value: object) -> Show:
        return cls.ALL


@dataclass(frozen=True, slots=True)
class InvitationFilter:
    """What to look for: part of a name or an address, and where it stands."""

    words: str = ""
    show: Show = Show.ALL


def list_invitations(actor: Actor, wanted: InvitationFilter, page: int = 1) -> Page[Invitation]:
    """One page of those the actor may see, the latest letters first."""
    require(can_invite(actor))
    chosen = sa.select(Invitation).where(visible_to(actor), *_matches(wanted))
    newest_first = chosen.options(*_whole()).order_by(
        Invitation.sent_at.desc(), Invitation.id.desc()
    )
    return read_page(db.session(), newest_first, count_rows(chosen), page).build(itemgetter(0))


def get_invitation(actor: Actor, uuid: UUID) -> Invitation:
    """One of those the actor may see. Raises NotFound."""
    found = _find(Invitation.uuid == uuid, visible_to(actor))
    if found is None:
        raise NotFound
    return found


def get_own_invitation(actor: Actor, uuid: UUID) -> Invitation:
    """One that was sent to the actor's own address. Raises NotFound."""
    mine = sa.select(Person.email).where(Person.id == actor.person_id).scalar_subquery()
    found = _find(Invitation.uuid == uuid, Invitation.email == mine)
    if found is None:
        raise NotFound
    return found


def find_invitation(actor: Actor, uuid: UUID) -> Invitation | None:
    """Any invitation, as the post needs it."""
    require(actor.is_system)
    return _find(Invitation.uuid == uuid)


def find_by_link(link_key: UUID) -> Invitation | None:
    """What a link belongs to; None once a newer letter took its place. It may be over in other ways."""
    return _find(Invitation.link_key == link_key)


def find_accepted_invitation(actor: Actor, person_id: int) -> Invitation | None:
    """The invitation that this person accepted last, for themselves and the association: it knows their course."""
    if not (actor.person_id == person_id or sees_all(actor)):
        raise NotFound
    return db.session.scalar(
        sa.select(Invitation)
        .options(*_whole())
        .where(Invitation.accepted_by_id == person_id)
        .order_by(Invitation.course_ended_on.is_(None), Invitation.accepted_at.desc())
        .limit(1)
    )


def get_unanswered_invitation(actor: Actor, email: str) -> Invitation:
    """The one an address has not answered, also where it ran out; for the operator alone. Raises NotFound."""
    require(actor.is_system)
    found = _find(Invitation.email == email.strip().lower(), _is_unanswered())
    if found is None:
        raise NotFound("No invitation of this address waits for an answer.")
    return found


def find_unanswered(emails: Collection[str]) -> Mapping[str, Invitation]:
    """Address -> its unanswered invitation; it may have run out."""
    rows = db.session.scalars(
        sa.select(Invitation).where(Invitation.email.in_(emails), _is_unanswered())
    )
    return {invitation.email: invitation for invitation in rows}


def find_people(emails: Collection[str]) -> Mapping[str, Person]:
    """Address -> who has an account under it."""
    rows = db.session.scalars(
        sa.select(Person).options(selectinload(Person.roles)).where(Person.email.in_(emails))
    )
    return {person.email: person for person in rows}


def count_newcomers(actor: Actor) -> int:
    """How many people have an account and no way in: see `list_newcomers`."""
    require(sees_all(actor))
    return db.session.scalar(count_rows(_select_newcomers(actor))) or 0


def list_newcomers(actor: Actor, *criteria: sa.ColumnElement[bool]) -> Sequence[Person]:
    """Who was brought in with roles, chose no password yet, and holds no link that works; the eldest account first.

    ``criteria`` on ``Person`` narrow it to some of them.
    """
    require(sees_all(actor))
    with_roles = _select_newcomers(actor).where(*criteria).options(selectinload(Person.roles))
    return db.session.scalars(with_roles.order_by(Person.id)).all()


def _select_newcomers(actor: Actor) -> sa.Select[Person]:
    holds_link = sa.exists().where(
        Invitation.email == Person.email, _is_unanswered(), Invitation.expires_at > clock.now()
    )
    return sa.select(Person).where(
        Person.active,
        Person.password.is_(None),
        Person.roles.any(),
        Person.id != actor.person_id,
        ~holds_link,
    )


def _find(*criteria: sa.ColumnElement[bool]) -> Invitation | None:
    return db.session.scalar(sa.select(Invitation).options(*_whole()).where(*criteria))


def _whole() -> Sequence[sa.orm.interfaces.ORMOption]:
    inviter = joinedload(Invitation.invited_by)
    return selectinload(Invitation.roles), inviter, inviter.selectinload(Person.roles)


def _is_unanswered() -> sa.ColumnElement[bool]:
    ends = (Invitation.accepted_at, Invitation.revoked_at, Invitation.superseded_at)
    return sa.and_(*(instant.is_(None) for instant in ends))


def _matches(wanted: InvitationFilter) -> list[sa.ColumnElement[bool]]:
    criteria = []
    if wanted.words:
        places = (Invitation.full_name, Invitation.email)
        found = (place.icontains(wanted.words, autoescape=True) for place in places)
        criteria.append(sa.or_(*found))
    if wanted.show is not Show.ALL:
        criteria.append(_stands(State(wanted.show.value), clock.now()))
    return criteria


def _stands(state: State, now: datetime) -> sa.ColumnElement[bool]:
    """The same distinction as `Invitation.state`, for the database."""
    is_waiting = sa.and_(Invitation.accepted_at.is_(None), Invitation.revoked_at.is_(None))
    is_over = sa.or_(Invitation.superseded_at.is_not(None), Invitation.expires_at <= now)
    return {
        State.OPEN: sa.and_(is_waiting, ~is_over),
        State.EXPIRED: sa.and_(is_waiting, is_over),
        State.ACCEPTED: Invitation.accepted_at.is_not(None),
        State.REVOKED: Invitation.revoked_at.is_not(None),
    }[state]

"""A family's own words: they go when the family takes its yes to VIG back, while every count, day and rating stays."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.goals.models import Goal, GoalRating
from app.cases.models import Client, Consent, ConsentWithdrawal, Cycle, FilmedPerson, Purpose
from app.cases.notes.models import SharedReviewNotes
from app.cases.policies import is_filmed
from app.cases.reminders.models import ClientReminder
from app.clips.edited_films.models import EditedFilm, FilmPart
from app.core import clock
from app.core.actor import Actor
from app.core.base import Base
from app.core.policy import require
from app.drafts.models import Draft
from app.extensions import db
from app.retention.boards import list_board_uuids
from app.retention.policies import can_erase
from app.wording.models import KeptWords

OWN_WORDS: dict[type[Base], tuple[str, ...]] = {
    Goal: ("question", "would_know"),
    GoalRating: ("words",),
    SharedReviewNotes: ("client_words", "insight", "changed_goal"),
    EditedFilm: ("title",),
    FilmPart: ("words",),
}
"""Where a family's words stand, and what was written to be shown to them. What the trainee thought about the work is the trainee's own, and stays."""

BOARD_DRAFTS = ("edited-film", "part")
"""How the drafts of what stands on boards begin."""

NOTES_FIELDS = ("words", "insight", "goal")
"""How the drafts of what was said in a shared review end."""


def has_taken_words_back(actor: Actor, client: Client) -> bool:
    """Whether nobody who receives VIG says yes to it any more, and the latest yes of one of them was taken back.

    A yes that will begin, or waits for somebody who came of age, is one; a yes that was taken back and given again,
    and then ran out by itself, was not taken back. Where nobody is on record as the one who receives VIG, everybody
    filmed is asked.
    """
    require(can_erase(actor))
    people = sa.select(FilmedPerson.id).where(FilmedPerson.client_id == client.id, is_filmed())
    receiving = people.where(FilmedPerson.is_client)
    asked = receiving if db.session.scalar(receiving.limit(1)) else people
    vig = (
        sa.select(Consent.id)
        .join(Consent.filmed_person)
        .where(Consent.purpose == Purpose.VIG, FilmedPerson.id.in_(asked))
    )
    latest = (
        sa.select(sa.func.max(Consent.id))
        .where(Consent.purpose == Purpose.VIG, Consent.filmed_person_id.in_(asked))
        .group_by(Consent.filmed_person_id)
    )
    was_ended = sa.exists().where(ConsentWithdrawal.consent_id == Consent.id).correlate(Consent)
    not_over = sa.or_(Consent.until_on.is_(None), Consent.until_on >= clock.today())
    taken_back = vig.where(Consent.id.in_(latest), was_ended)
    standing = vig.where(not_over, ~was_ended)
    return bool(db.session.scalar(sa.select(taken_back.exists() & ~standing.exists())))


def forget_family_words(actor: Actor, client: Client) -> bool:
    """Empty every field of the family's words, and what is unsent of them. Returns whether there was anything."""
    require(can_erase(actor))
    rows = {
        Goal: sa.select(Goal.id).where(Goal.client_id == client.id),
        GoalRating: sa.select(GoalRating.id)
        .join(GoalRating.goal)
        .where(Goal.client_id == client.id),
        SharedReviewNotes: sa.select(SharedReviewNotes.id)
        .join(SharedReviewNotes.cycle)
        .where(Cycle.client_id == client.id),
        EditedFilm: sa.select(EditedFilm.id).where(EditedFilm.client_id == client.id),
        FilmPart: sa.select(FilmPart.id)
        .join(FilmPart.edited_film)
        .where(EditedFilm.client_id == client.id),
    }
    emptied = [_empty(kind, rows[kind], fields) for kind, fields in OWN_WORDS.items()]
    reminder = sa.delete(ClientReminder).where(ClientReminder.client_id == client.id)
    forgotten = db.session.scalars(reminder.returning(ClientReminder.id)).all()
    _forget_unsent(client)
    return any(emptied) or bool(forgotten)


def _empty(kind: type[Base], ids: sa.Select[int], fields: tuple[str, ...]) -> bool:
    said = sa.or_(*(getattr(kind, field) != "" for field in fields))
    emptied = db.session.scalars(
        sa.update(kind)
        .where(kind.id.in_(ids.scalar_subquery()), said)
        .values(dict.fromkeys(fields, ""))
        .returning(kind.id)
        .execution_options(synchronize_session=False)
    )
    return bool(emptied.all())


def _forget_unsent(client: Client) -> None:
    """Drafts of the fields for these words, and what was pointed out in them."""
    goals = list(db.session.scalars(sa.select(Goal.uuid).where(Goal.client_id == client.id)))
    of_client = sa.select(GoalRating.uuid).join(GoalRating.goal).where(Goal.client_id == client.id)
    ratings = list(db.session.scalars(of_client))
    cycles = list(db.session.scalars(sa.select(Cycle.uuid).where(Cycle.client_id == client.id)))
    boards = list_board_uuids(client)
    beginnings = [f"goal/{uuid}/" for uuid in (client.uuid, *goals)]
    beginnings += [f"{kind}/{uuid}/" for uuid in (client.uuid, *boards) for kind in BOARD_DRAFTS]
    keys = [f"rating/{uuid}" for uuid in ratings]
    keys += [f"cycle/{uuid}/{field}" for uuid in cycles for field in NOTES_FIELDS]
    begun = [Draft.key.startswith(beginning, autoescape=True) for beginning in beginnings]
    db.session.execute(sa.delete(Draft).where(sa.or_(Draft.key.in_(keys), *begun)))
    about = [client.uuid, *goals, *ratings, *cycles, *boards]
    excerpts = sa.update(KeptWords).where(KeptWords.subject_id.in_(about))
    db.session.execute(excerpts.values(excerpt="", because=""))

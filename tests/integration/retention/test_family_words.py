"""With a family's yes to VIG go the words they said; what was counted stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.audit.models import AuditEvent
from app.cases.goals.models import Goal, GoalRating, GoalScale, Occasion
from app.cases.models import Client, Consent, ConsentWithdrawal, FilmedPerson, Purpose
from app.cases.notes.models import SharedReviewNotes
from app.cases.reminders.models import ClientReminder
from app.core import clock
from app.drafts.models import Draft
from app.extensions import db
from app.jobs.services import enqueue_job
from tests.factories.clips import give_consent, withdraw_consent
from tests.factories.people import make_enrolment
from tests.factories.practice import make_client, make_cycle
from tests.integration.retention.conftest import WorkOff

WORDS = "How can I help her settle?"


def make_client_with_words() -> Client:
    client = make_client(make_enrolment())
    cycle = make_cycle(client)
    scale = GoalScale(low=1, high=7, low_words="Not yet", high_words="All the time")
    goal = Goal(
        client=client,
        number=1,
        question=WORDS,
        would_know=WORDS,
        scale=scale,
        set_on=date(2025, 3, 1),
    )
    rating = GoalRating(
        goal=goal, occasion=Occasion.BASELINE, value=3, words=WORDS, rated_on=date(2025, 3, 1)
    )
    notes = SharedReviewNotes(
        cycle=cycle,
        minutes=40,
        moments_shown=3,
        client_words=WORDS,
        insight=WORDS,
        changed_goal=WORDS,
    )
    reminder = ClientReminder(client=client, sealed=b"sealed")
    draft = Draft(person_id=client.enrolment.person_id, key=f"cycle/{cycle.uuid}/words", body=WORDS)
    db.session.add_all([rating, notes, reminder, draft])
    db.session.commit()
    return client


def tell_of_withdrawal(client: Client, work_off: WorkOff) -> None:
    enqueue_job("retention.erase_without_consent", {"client_id": client.id})
    db.session.commit()
    work_off()


def find_words(client: Client) -> set[str]:
    goal = db.session.scalars(sa.select(Goal).filter_by(client_id=client.id)).one()
    [rating] = db.session.scalars(sa.select(GoalRating).filter_by(goal_id=goal.id))
    notes = db.session.scalars(
        sa.select(SharedReviewNotes).join(SharedReviewNotes.cycle).filter_by(client_id=client.id)
    ).one()
    return {
        goal.question,
        goal.would_know,
        rating.words,
        notes.client_words,
        notes.insight,
        notes.changed_goal,
    }


def test_the_words_go_and_the_numbers_stay(work_off: WorkOff) -> None:
    client, other = make_client_with_words(), make_client_with_words()
    withdraw_consent(client, Purpose.VIG)
    tell_of_withdrawal(client, work_off)
    assert (find_words(client), find_words(other)) == ({""}, {WORDS})
    assert db.session.scalars(sa.select(ClientReminder.client_id)).all() == [other.id]
    assert db.session.scalars(sa.select(Draft.person_id)).all() == [other.enrolment.person_id]
    [rating] = db.session.scalars(
        sa.select(GoalRating).join(GoalRating.goal).filter_by(client_id=client.id)
    )
    notes = db.session.scalars(
        sa.select(SharedReviewNotes).join(SharedReviewNotes.cycle).filter_by(client_id=client.id)
    ).one()
    assert (rating.value, notes.minutes, notes.moments_shown) == (3, 40, 3)


def test_it_is_on_record_once(work_off: WorkOff) -> None:
    client = make_client_with_words()
    withdraw_consent(client, Purpose.VIG)
    for _ in range(2):
        tell_of_withdrawal(client, work_off)
    event = db.session.scalars(sa.select(AuditEvent).filter_by(action="words.erased")).one()
    assert (event.subject_id, event.about_id) == (client.uuid, client.enrolment.person_id)


@pytest.mark.parametrize("purpose", [Purpose.SUPERVISION, Purpose.ACCREDITATION])
def test_another_purpose_takes_no_words(work_off: WorkOff, purpose: Purpose) -> None:
    client = make_client_with_words()
    withdraw_consent(client, purpose)
    tell_of_withdrawal(client, work_off)
    assert find_words(client) == {WORDS}


def test_a_yes_given_again_before_the_job_keeps_the_words(work_off: WorkOff) -> None:
    client = make_client_with_words()
    withdraw_consent(client, Purpose.VIG)
    give_consent(client, Purpose.VIG)
    tell_of_withdrawal(client, work_off)
    assert find_words(client) == {WORDS}


def test_the_words_are_those_of_whoever_receives_vig(work_off: WorkOff) -> None:
    """The child on the films is taken out; the parent, whose words they are, goes on."""
    client = make_client_with_words()
    child = db.session.scalars(
        sa.select(FilmedPerson).filter_by(client_id=client.id, is_client=False)
    ).one()
    db.session.add_all(
        ConsentWithdrawal(consent=consent, recorded_by_id=client.enrolment.person_id)
        for consent in db.session.scalars(sa.select(Consent).filter_by(filmed_person_id=child.id))
    )
    db.session.commit()
    tell_of_withdrawal(client, work_off)
    assert find_words(client) == {WORDS}


def test_no_consent_that_was_never_given_takes_words(work_off: WorkOff) -> None:
    client = make_client_with_words()
    db.session.add(FilmedPerson(client=client, relation="carer", is_client=True))
    db.session.commit()
    tell_of_withdrawal(client, work_off)
    assert find_words(client) == {WORDS}


@pytest.mark.parametrize("period", [(-60, -1), (1, None)])
def test_a_yes_given_again_that_ran_out_or_has_not_begun_was_not_taken_back(
    work_off: WorkOff, period: tuple[int, int | None]
) -> None:
    """Only a withdrawal of the yes that counted last takes the words; another purpose that ends later does not."""
    client = make_client_with_words()
    withdraw_consent(client, Purpose.VIG)
    give_consent(client, Purpose.VIG)
    began, ended = period
    again = sa.select(sa.func.max(Consent.id)).where(Consent.purpose == Purpose.VIG)
    ids = db.session.scalars(again.group_by(Consent.filmed_person_id)).all()
    today = clock.today()
    until_on = None if ended is None else today + timedelta(days=ended)
    db.session.execute(
        sa.text("UPDATE consent SET from_on = :began, until_on = :ended WHERE id IN (:a, :b)"),
        {"began": today + timedelta(days=began), "ended": until_on, "a": ids[0], "b": ids[-1]},
    )
    db.session.commit()
    withdraw_consent(client, Purpose.INTERVISION)
    tell_of_withdrawal(client, work_off)
    assert find_words(client) == {WORDS}

"""Letters leave from the worker, say little, and lead back into the portal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from flask_security import hash_password

from app.accounts.models import Person
from app.core.actor import SYSTEM
from app.extensions import db, unit_of_work
from app.jobs.models import Job, JobState
from app.notifications.models import Notification
from app.notifications.services import notify_people
from config import Settings
from tests.factories.people import make_person, make_supervisor
from tests.integration.accounts.test_signing_in import fill_in, read_token
from tests.jobs import run_due_jobs

NEW_PASSWORD = "three otters under the bridge"


@pytest.fixture
def outbox(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that letters are written to where there is no mail server; it does not exist before the first."""
    folder = tmp_path / "outbox"
    monkeypatch.setattr(app.extensions["mailman"], "file_path", str(folder))
    return folder


def read_letters(outbox: Path) -> Sequence[EmailMessage]:
    texts = [path.read_bytes().rpartition(b"-" * 79)[0] for path in sorted(outbox.glob("*.log"))]
    return [message_from_bytes(text, policy=policy.default) for text in texts]


def read_words(letter: EmailMessage, kind: str) -> str:
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_each_person_gets_one_letter_that_greets_them_and_leads_to_the_page(
    app: Flask, outbox: Path
) -> None:
    people = [make_person(full_name="Asha Rao"), make_person(full_name="Moira Bell")]
    ids = [person.id for person in people]
    addresses = {person.email for person in people}
    with unit_of_work():
        notify_people(SYSTEM, [*ids, *ids], subject="A review was given to you", path="/reviews/1")
    assert not outbox.exists()
    assert run_due_jobs() == 2
    letters = read_letters(outbox)
    assert {letter["To"] for letter in letters} == addresses
    settings: Settings = app.extensions["settings"]
    for letter in letters:
        assert letter["Subject"] == "A review was given to you"
        for kind in ("plain", "html"):
            words = read_words(letter, kind)
            assert re.search(r"Dear (Asha|Moira),", words)
            assert f"{settings.public_url}/reviews/1" in words


def test_the_subject_is_text_and_never_markup(outbox: Path) -> None:
    with unit_of_work():
        notify_people(SYSTEM, [make_person().id], subject="Ben & <b>Ada</b> met", path="/")
    run_due_jobs()
    [letter] = read_letters(outbox)
    assert "Ben &amp; &lt;b&gt;Ada" in read_words(letter, "html")
    assert "Ben & <b>Ada</b> met." in read_words(letter, "plain")


@pytest.mark.usefixtures("app")
def test_telling_many_people_costs_as_many_questions_as_telling_one() -> None:
    ids = [make_person().id for _ in range(6)]
    counts = []
    for group in (ids[:1], ids):
        statements: list[str] = []

        def note(*event: object, said: list[str] = statements) -> None:
            said.append(str(event[2]))

        connection = db.session.connection()
        sa.event.listen(connection, "before_cursor_execute", note)
        notify_people(SYSTEM, group, subject="Hello", path="/")
        db.session.flush()
        sa.event.remove(connection, "before_cursor_execute", note)
        counts.append(len(statements))
    assert counts[0] == counts[1] == 2


def test_somebody_whose_account_was_closed_gets_no_letter(outbox: Path) -> None:
    person = make_person()
    with unit_of_work():
        notify_people(SYSTEM, [person.id], subject="Hello", path="/")
        db.session.execute(sa.update(Person).values(active=False))
    assert run_due_jobs() == 1
    assert read_letters(outbox) == []


def test_a_letter_is_tried_again_while_the_mail_server_is_away(outbox: Path) -> None:
    outbox.write_text("a file stands where the folder should be")
    with unit_of_work():
        notify_people(SYSTEM, [make_person().id], subject="Hello", path="/")
    run_due_jobs()
    job = db.session.scalars(sa.select(Job)).one()
    assert (job.state, job.attempt) == (JobState.WAITING, 1)
    assert db.session.scalar(sa.select(sa.func.count(Notification.id))) == 1


def test_a_forgotten_password_is_replaced_by_the_link_in_the_letter(
    app: Flask, client: FlaskClient, outbox: Path
) -> None:
    supervisor = make_supervisor()
    supervisor.password = hash_password("a password long forgotten")
    db.session.commit()
    address = supervisor.email
    fill_in(client, "/reset", email=address)
    queued = db.session.scalars(sa.select(Job)).one()
    assert set(queued.arguments) == {"person_id", "occasion"}, "no link and no address in the queue"
    run_due_jobs()
    [letter] = read_letters(outbox)
    assert letter["To"] == address
    settings: Settings = app.extensions["settings"]
    found = re.search(rf"^{settings.public_url}(/reset/\S+)$", read_words(letter, "plain"), re.M)
    assert found is not None
    fill_in(client, found.group(1), password=NEW_PASSWORD)
    run_due_jobs()
    subjects = {letter["Subject"] for letter in read_letters(outbox)}
    assert subjects == {"Choose a new password", "Your password was changed"}
    status, location, _ = fill_in(client, "/sign-in", email=address, password=NEW_PASSWORD)
    assert (status, location) == (302, "/")


def test_the_link_does_not_follow_a_forged_host(client: FlaskClient, outbox: Path) -> None:
    there = "http://evil.example"
    address = make_supervisor().email
    token = read_token(client.get("/reset", base_url=there).text)
    client.post("/reset", base_url=there, data={"csrf_token": token, "email": address})
    run_due_jobs()
    [letter] = read_letters(outbox)
    assert "/reset/" in read_words(letter, "plain")
    assert "evil.example" not in letter.as_string()


def test_an_unknown_address_gets_the_same_answer_and_no_letter(
    client: FlaskClient, outbox: Path
) -> None:
    known = fill_in(client, "/reset", email=make_supervisor().email)
    unknown = fill_in(client, "/reset", email="nobody@example.org")
    assert known[:2] == unknown[:2]
    assert not outbox.exists(), "a letter left from within the request"
    run_due_jobs()
    assert len(read_letters(outbox)) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_a_name_writes_no_line_of_its_own_into_the_head_of_a_letter(
    app: Flask, outbox: Path, end: str
) -> None:
    name = f"Eve{end}Bcc: evil@example.org"
    reader = make_person(full_name="Moira Bell")
    address = reader.email
    with unit_of_work():
        notify_people(SYSTEM, [reader.id], subject=f"{name} is a supervisor now", path="/")
    run_due_jobs()
    (letter,) = read_letters(outbox)
    assert letter["Bcc"] is None
    assert letter["To"] == address
    assert "supervisor now" in letter["Subject"]

"""One's own profile: said once, changed whenever one likes, and read by nobody else."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.profiles import queries, services
from app.accounts.profiles.models import ChoiceKind, Particulars, Profile, ProfileChoice
from app.audit.models import AuditEvent
from app.core.actor import Actor, RoleName
from app.core.errors import Forbidden, NotFound
from app.extensions import db
from tests.factories.people import (
    make_administrator,
    make_enrolment,
    make_person,
    make_supervisor,
    sign_in,
)


@pytest.fixture
def person(client: FlaskClient) -> Person:
    person = make_person(RoleName.TRAINEE, full_name="Rowan Heatherley")
    sign_in(client, person)
    return person


def choose(name: str) -> ProfileChoice:
    return db.session.scalars(sa.select(ProfileChoice).where(ProfileChoice.name == name)).one()


def fill(**changes: str) -> dict[str, Any]:
    """What the form sends, complete; ``changes`` replace single fields."""
    said = {
        "full_name": "Rowan Heatherley",
        "known_as": "Rowan",
        "pronouns": "they/them",
        "profession": str(choose("Health visitor").uuid),
        "setting": str(choose("Family Hub").uuid),
        "region": str(choose("Scotland").uuid),
        "body": str(choose("Nursing and Midwifery Council").uuid),
        "registration_number": "21A4567B",
        "employer": "Heather Valley NHS Trust",
        "time_zone": "Europe/London",
    }
    return said | changes


def find_profile(person: Person) -> Profile | None:
    return db.session.scalar(sa.select(Profile).where(Profile.person_id == person.id))


def test_what_was_said_stands_there_the_next_time(client: FlaskClient, person: Person) -> None:
    answer = client.post("/account", data=fill(time_zone="lisbon"))
    assert answer.status_code == 302
    page = client.get("/account").text
    for words in ("they/them", "21A4567B", "Heather Valley NHS Trust", "Europe/Lisbon"):
        assert f'value="{words}"' in page
    profile = find_profile(person)
    assert profile is not None
    assert [profile.find_choice(kind) for kind in ChoiceKind] == [
        choose(name)
        for name in ("Health visitor", "Family Hub", "Scotland", "Nursing and Midwifery Council")
    ]


def test_another_name_is_an_event_of_its_own(client: FlaskClient, person: Person) -> None:
    def list_events() -> list[str]:
        about = sa.select(AuditEvent.action).where(AuditEvent.actor_id == person.id)
        return list(db.session.scalars(about))

    client.post("/account", data=fill())
    assert "person.renamed" not in list_events()
    client.post("/account", data=fill(full_name="Rowan Marsh"))
    assert list_events().count("person.renamed") == 1


def test_everything_but_the_name_may_be_left_out_and_taken_back(
    client: FlaskClient, person: Person
) -> None:
    client.post("/account", data=fill())
    kept = {"full_name", "known_as", "time_zone"}
    client.post("/account", data=fill(**dict.fromkeys(fill().keys() - kept, "")))
    profile = find_profile(person)
    assert profile is not None
    assert (profile.profession, profile.body, profile.registration_number) == (None, None, "")
    assert person.pronouns == ""


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("full_name", "   "),
        ("full_name", "x" * 201),
        ("known_as", ""),
        ("time_zone", "Atlantis"),
        ("profession", "not-a-choice"),
        ("registration_number", "1" * 41),
    ],
)
def test_what_cannot_be_kept_is_shown_where_it_stands(
    client: FlaskClient, person: Person, field: str, words: str
) -> None:
    answer = client.post("/account", data=fill(**{field: words}))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert find_profile(person) is None


def test_an_entry_of_another_list_is_refused(client: FlaskClient, person: Person) -> None:
    answer = client.post("/account", data=fill(profession=str(choose("Scotland").uuid)))
    assert answer.status_code == 422


def test_a_retired_entry_stays_with_those_who_have_it_and_is_offered_to_nobody_else(
    client: FlaskClient, person: Person
) -> None:
    client.post("/account", data=fill())
    choose("Health visitor").retire()
    db.session.commit()
    assert client.post("/account", data=fill(known_as="Ro")).status_code == 302
    sign_in(client, make_supervisor())
    assert "Health visitor" not in client.get("/account").text
    assert client.post("/account", data=fill()).status_code == 422


def test_another_persons_profile_does_not_exist_for_their_supervisor(
    client: FlaskClient, person: Person
) -> None:
    client.post("/account", data=fill())
    supervisor = make_supervisor()
    with pytest.raises(NotFound):
        queries.find_profile(Actor(supervisor.id, frozenset({RoleName.SUPERVISOR})), person)
    office = Actor(make_person(RoleName.ADMINISTRATOR).id, frozenset({RoleName.ADMINISTRATOR}))
    found = queries.find_profile(office, person)
    assert found is not None
    assert found.registration_number == "21A4567B"


def test_the_office_finds_it_on_the_page_of_the_person(client: FlaskClient, person: Person) -> None:
    address = f"/association/people/{person.uuid}"
    client.post("/account", data=fill())
    page = sign_in(client, make_administrator()).get(address).text
    for words in ("they/them", "Health visitor", "Nursing and Midwifery Council", "21A4567B"):
        assert words in page
    sign_in(client, make_supervisor())
    assert client.get(address).status_code == 403


def test_nobody_says_it_for_somebody_else(person: Person) -> None:
    office = Actor(make_person(RoleName.ADMINISTRATOR).id, frozenset({RoleName.ADMINISTRATOR}))
    said = Particulars("Somebody Else", "S", "", "UTC", "", "")
    with pytest.raises(Forbidden):
        services.change_profile(office, person, said)


def test_hostile_words_stay_words(client: FlaskClient, person: Person) -> None:
    client.post("/account", data=fill(employer='"><script>alert(1)</script>'))
    assert "<script>alert" not in client.get("/account").text


@pytest.mark.parametrize("answer", ["fill", "later"])
def test_the_desk_asks_once_for_a_profile(client: FlaskClient, answer: str) -> None:
    sign_in(client, make_enrolment().person)
    assert "Complete your profile" in client.get("/pathway").text
    if answer == "fill":
        client.post("/account", data=fill())
    else:
        client.post("/account/postponements")
        client.post("/account/postponements")
    assert "Complete your profile" not in client.get("/pathway").text


def test_pronouns_stand_beside_the_name_where_people_meet(client: FlaskClient) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    supervisor.pronouns, enrolment.person.pronouns = "he/him", "they/them"
    db.session.commit()
    assert (
        f"{supervisor.full_name} (he/him)" in sign_in(client, enrolment.person).get("/pathway").text
    )
    sign_in(client, supervisor)
    for page in ("/caseload", f"/trainees/{enrolment.uuid}"):
        assert "they/them" in client.get(page).text


def test_what_is_one_persons_own_shows_on_no_page_of_those_they_work_with(
    client: FlaskClient, person: Person
) -> None:
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    sign_in(client, enrolment.person)
    client.post("/account", data=fill())
    sign_in(client, supervisor)
    for page in ("/caseload", f"/trainees/{enrolment.uuid}", "/sessions", "/notifications"):
        text = client.get(page).text
        assert "21A4567B" not in text
        assert "Heather Valley" not in text

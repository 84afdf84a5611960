"""Reflections: kept while they are typed, private until shared, safe from two windows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Person
from app.audit.models import AuditEvent
from app.cases.choices.models import CaseChoice, ChoiceList
from app.cases.choices.queries import list_offered
from app.cases.choices.services import add_choice, retire_choice
from app.cases.models import Cycle, Purpose
from app.cases.reflections.boxes import LONGEST, NOTHING, name_version
from app.cases.reflections.models import Reflection
from app.core.actor import SYSTEM
from app.extensions import db
from app.notifications.models import Notification
from tests.conftest import CountQueries
from tests.factories.clips import withdraw_consent
from tests.factories.people import make_enrolment, make_supervisor, sign_in
from tests.factories.practice import make_client, make_cycle

WORDS = "I waited, and he looked up."
LEAK = "They live in SW1A 1AA."


@dataclass
class Scene:
    """A cycle with its trainee, their supervisor and the first two prompts."""

    cycle: Cycle
    trainee: Person
    supervisor: Person
    first: CaseChoice
    second: CaseChoice

    @property
    def address(self) -> str:
        return f"/cycles/{self.cycle.uuid}/reflections"

    def type(
        self, client: FlaskClient, body: str, base: str = "", prompt: UUID | None = None
    ) -> TestResponse:
        """What the script sends while somebody types on the text ``base``."""
        return client.put(
            f"{self.address}/{prompt or self.first.uuid}",
            data=body,
            headers={"If-Match": f'"{name_version(base)}"', "Accept": "text/plain"},
        )

    def fill(self, body: str, base: str = "", **rest: str) -> dict[str, str]:
        """What the form sends with the first box filled."""
        name = self.first.uuid.hex
        return {f"body_{name}": body, f"version_{name}": name_version(base), **rest}


@pytest.fixture
def scene(client: FlaskClient) -> Scene:
    supervisor = make_supervisor()
    family = make_client(make_enrolment(supervisor=supervisor))
    first, second = list_offered(SYSTEM, ChoiceList.REFLECTION_PROMPT)[:2]
    trainee = family.enrolment.person
    sign_in(client, trainee)
    return Scene(make_cycle(family), trainee, supervisor, first, second)


def read_stored() -> str:
    return db.session.scalars(sa.select(Reflection.body)).one()


def test_what_is_typed_is_kept_and_named(client: FlaskClient, scene: Scene) -> None:
    answer = scene.type(client, f" {WORDS}\r\n")
    assert answer.status_code == 204
    assert answer.headers["ETag"] == f'"{name_version(WORDS)}"'
    assert WORDS in client.get(scene.address).text
    assert scene.type(client, f"{WORDS} More.", WORDS).status_code == 204
    actions = list(db.session.scalars(sa.select(AuditEvent.action)))
    assert actions.count("reflection.begun") == 1, "the trail is not a list of key presses"


def test_another_window_loses_no_word(client: FlaskClient, scene: Scene) -> None:
    scene.type(client, "One window.")
    answer = scene.type(client, "The other window.")
    assert (answer.status_code, answer.text) == (409, "One window.")
    both = "One window.\n\nThe other window."
    assert scene.type(client, both, "One window.").status_code == 204
    assert scene.type(client, "One window.", "something older").status_code == 409
    assert scene.type(client, f"{both} And on.", "something older").status_code == 204
    assert read_stored() == f"{both} And on."


def test_without_a_script_the_button_saves_and_two_windows_lose_nothing(
    client: FlaskClient, scene: Scene
) -> None:
    assert client.post(scene.address, data=scene.fill("One window.")).status_code == 303
    answer = client.post(scene.address, data=scene.fill("The other window."))
    assert answer.status_code == 422
    assert "One window.\n\nThe other window." in answer.text
    assert name_version("One window.") in answer.text
    assert read_stored() == "One window."
    assert client.post(scene.address, data=scene.fill("Less.", "One window.")).status_code == 303
    assert read_stored() == "Less."


def test_what_looks_identifying_is_kept_only_with_a_reason(
    client: FlaskClient, scene: Scene
) -> None:
    refused = scene.type(client, LEAK)
    assert refused.status_code == 422
    assert "choose why it stays" in refused.text
    assert client.post(scene.address, data=scene.fill(LEAK)).status_code == 422
    assert db.session.scalar(sa.select(Reflection.id)) is None
    name = f"body_{scene.first.uuid.hex}"
    answered = {f"{name}-reason": "public_service", f"{name}-found": "SW1A 1AA"}
    assert client.post(scene.address, data=scene.fill(LEAK, **answered)).status_code == 303
    assert scene.type(client, f"{LEAK} More.", LEAK).status_code == 204, "answered already"


@pytest.mark.parametrize(
    ("withdrawn", "is_shared", "is_read"),
    [
        (None, False, False),
        (None, True, True),
        (Purpose.ACCREDITATION, True, True),
        (Purpose.SUPERVISION, True, False),
        (Purpose.VIG, True, False),
    ],
)
def test_the_supervisor_reads_what_is_shared_under_consent(
    client: FlaskClient, scene: Scene, withdrawn: Purpose | None, is_shared: bool, is_read: bool
) -> None:
    share = {"share": "yes"} if is_shared else {}
    client.post(scene.address, data=scene.fill(WORDS, **share))
    if withdrawn:
        withdraw_consent(scene.cycle.client, withdrawn)
    assert WORDS in client.get(scene.address).text, "one's own thoughts stay one's own"
    sign_in(client, scene.supervisor)
    assert (WORDS in client.get(scene.address).text) is is_read
    assert ("shares 1 with you" in client.get(f"/cycles/{scene.cycle.uuid}").text) is is_read


def test_sharing_tells_the_supervisor_once_and_can_be_taken_back(
    client: FlaskClient, scene: Scene
) -> None:
    for _ in range(2):
        client.post(scene.address, data=scene.fill(WORDS, WORDS, share="yes"))
    told = db.session.scalars(
        sa.select(Notification).where(Notification.person_id == scene.supervisor.id)
    ).all()
    assert [news.path for news in told] == [scene.address]
    client.post(f"{scene.address}/sharing/removal")
    assert "Only you can read it until you share it" in client.get(scene.address).text
    assert WORDS not in sign_in(client, scene.supervisor).get(scene.address).text


def test_what_is_written_after_sharing_is_private_until_it_is_shared(
    client: FlaskClient, scene: Scene
) -> None:
    client.post(scene.address, data=scene.fill(WORDS, share="yes"))
    scene.type(client, "Not yet for you.", prompt=scene.second.uuid)
    page = sign_in(client, scene.supervisor).get(scene.address).text
    assert WORDS in page
    assert "Not yet for you." not in page


def test_nothing_written_shares_nothing(client: FlaskClient, scene: Scene) -> None:
    client.post(scene.address, data={"share": "yes"})
    assert not db.session.scalars(sa.select(Notification)).all()
    assert "Saved and shared" not in client.get(scene.address).text


def test_a_former_prompt_stays_with_its_answer_and_asks_nobody_anew(
    client: FlaskClient, scene: Scene
) -> None:
    scene.type(client, WORDS)
    retire_choice(SYSTEM, scene.first)
    retire_choice(SYSTEM, scene.second)
    add_choice(SYSTEM, ChoiceList.REFLECTION_PROMPT, "What made you smile?")
    db.session.commit()
    page = client.get(scene.address).text
    assert page.index("What made you smile?") < page.index(scene.first.words)
    assert scene.second.words not in page
    assert scene.type(client, f"{WORDS} Still.", WORDS).status_code == 204
    assert scene.type(client, "New.", prompt=scene.second.uuid).status_code == 404


def test_a_referral_reason_is_no_prompt(client: FlaskClient, scene: Scene) -> None:
    reason = list_offered(SYSTEM, ChoiceList.REFERRAL_REASON)[0]
    assert scene.type(client, WORDS, prompt=reason.uuid).status_code == 404


def test_more_than_the_box_takes_is_not_kept(client: FlaskClient, scene: Scene) -> None:
    assert scene.type(client, "w" * (LONGEST + 1)).status_code == 413
    sent = scene.fill("w" * (LONGEST + 1))
    assert client.post(scene.address, data=sent).status_code == 422


def test_an_emptied_box_counts_as_not_written(client: FlaskClient, scene: Scene) -> None:
    scene.type(client, WORDS)
    assert scene.type(client, "", WORDS).headers["ETag"] == f'"{NOTHING}"'
    assert "Reflect on this cycle" in client.get(f"/cycles/{scene.cycle.uuid}").text


def test_more_answers_ask_no_more_questions(
    client: FlaskClient, scene: Scene, count_queries: CountQueries
) -> None:
    scene.type(client, WORDS)
    client.get(scene.address)
    with count_queries() as few:
        client.get(scene.address)
    for prompt in list_offered(SYSTEM, ChoiceList.REFLECTION_PROMPT)[1:]:
        scene.type(client, WORDS, prompt=prompt.uuid)
    with count_queries() as many:
        client.get(scene.address)
    assert len(few) == len(many)

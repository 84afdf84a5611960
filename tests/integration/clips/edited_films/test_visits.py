"""A film is taken to a visit: by whom, from where, for how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient

from app.cases.models import Purpose
from app.clips.edited_films.models import Rendering, Visit
from app.clips.edited_films.visits.services import LASTS
from app.core import clock
from app.extensions import db
from tests.factories.clips import withdraw_consent
from tests.factories.keeping import place_hold
from tests.factories.people import sign_in
from tests.factories.renderings import make_rendering, make_visit
from tests.integration.clips.edited_films.scene import Scene

CONTENT = b"a film of moments"


@pytest.fixture
def rendering(scene: Scene) -> Rendering:
    rendering = make_rendering(scene.film, CONTENT)
    organisation = scene.family.organisation
    assert organisation is not None
    organisation.films_may_leave = True
    db.session.commit()
    return rendering


def ask(client: FlaskClient, scene: Scene, seen: Rendering) -> tuple[int, str]:
    """Ask as the script does of the page of this film; the status, and the words or the address."""
    answer = client.post(
        f"/edited-films/{scene.film.uuid}/visits",
        data={"rendering": str(seen.uuid)},
        headers={"Accept": "text/plain"},
    )
    return answer.status_code, answer.headers.get("Location") or answer.text


def test_the_bytes_come_once_it_is_allowed_and_go_on_record(
    client: FlaskClient, scene: Scene, rendering: Rendering
) -> None:
    status, address = ask(client, scene, rendering)
    assert status == 201
    assert client.get(address).data == CONTENT
    visit = db.session.query(Visit).one()
    assert visit.until_at - visit.taken_at == LASTS == timedelta(hours=24)
    assert client.post(address.replace("/film", "/ending")).status_code == 204
    assert client.get(address).status_code == 404


def test_where_films_stay_the_page_says_so_and_nothing_is_given(
    client: FlaskClient, scene: Scene, rendering: Rendering
) -> None:
    organisation = scene.family.organisation
    assert organisation is not None
    organisation.films_may_leave = False
    db.session.commit()
    assert (
        "Films stay in the portal here"
        in client.get(f"/edited-films/{scene.film.uuid}/visits/new").text
    )
    status, words = ask(client, scene, rendering)
    assert status == 403
    assert "has not said that films may leave" in words


def test_a_film_under_a_hold_stays(client: FlaskClient, scene: Scene, rendering: Rendering) -> None:
    place_hold(scene.clips[1], clock.today())
    status, words = ask(client, scene, rendering)
    assert (status, "under a hold" in words) == (403, True)


def test_parts_of_one_film_are_not_kept_beside_another(
    client: FlaskClient, scene: Scene, rendering: Rendering
) -> None:
    page = client.get(f"/edited-films/{scene.film.uuid}/visits/new").text
    assert f'name="rendering" value="{rendering.uuid}"' in page
    newer = make_rendering(scene.film)
    status, words = ask(client, scene, rendering)
    assert (status, "was made again" in words) == (409, True)
    assert ask(client, scene, newer)[0] == 201


def test_without_consent_the_copy_is_told_to_go(
    client: FlaskClient, scene: Scene, rendering: Rendering
) -> None:
    visit = make_visit(rendering, scene.trainee)
    address = f"/visits/{visit.uuid}"
    assert client.get(address).status_code == 204
    withdraw_consent(scene.family, Purpose.VIG)
    assert client.get(address).status_code == 404
    assert client.get(f"{address}/film").status_code == 404


def _forbid(scene: Scene) -> None:
    assert scene.family.organisation is not None
    scene.family.organisation.films_may_leave = False
    db.session.commit()


@pytest.mark.parametrize(
    "end",
    [
        lambda scene, _client: place_hold(scene.clips[1], clock.today()),
        lambda scene, _client: _forbid(scene),
        lambda scene, client: client.post(f"{scene.page}/removal"),
    ],
    ids=["a hold", "the organisation", "a removed board"],
)
def test_what_keeps_films_in_the_portal_calls_a_copy_back(
    client: FlaskClient,
    scene: Scene,
    rendering: Rendering,
    end: Callable[[Scene, FlaskClient], object],
) -> None:
    address = f"/visits/{make_visit(rendering, scene.trainee).uuid}"
    assert client.get(address).status_code == 204
    end(scene, client)
    for asked in (client.get(address), client.get(f"{address}/film")):
        assert asked.status_code == 404


def test_after_a_day_the_visit_is_over(
    client: FlaskClient, scene: Scene, rendering: Rendering
) -> None:
    visit = make_visit(rendering, scene.trainee)
    with time_machine.travel(visit.until_at, tick=False):
        sign_in(client, scene.trainee)
        assert client.get(f"/visits/{visit.uuid}").status_code == 404


def test_a_supervisor_watches_and_takes_nothing_along(
    client: FlaskClient, scene: Scene, rendering: Rendering
) -> None:
    sign_in(client, scene.supervisor)
    assert ask(client, scene, rendering)[0] == 403
    assert client.get(f"/edited-films/{scene.film.uuid}/presentation").status_code == 200


def test_the_page_that_a_browser_keeps_tells_nothing_of_anybody(
    client: FlaskClient, scene: Scene, rendering: Rendering
) -> None:
    with client.session_transaction() as session:
        session["_flashes"] = [("success", "Kept for you alone")]
    page = client.get("/visits/kept").text
    assert scene.trainee.full_name not in page
    assert "csrf-token" not in page
    with client.get("/visits/worker.js") as script:
        assert script.mimetype == "text/javascript"
    assert "Kept for you alone" not in page


def test_a_film_plays_only_in_a_sign_in_that_proved_who_is_there(
    client: FlaskClient, scene: Scene, rendering: Rendering
) -> None:
    visit = make_visit(rendering, scene.trainee)
    sign_in(client, scene.trainee, has_opened_films=False)
    assert client.get(f"/visits/{visit.uuid}/film").status_code == 404
    assert client.get(f"/visits/{visit.uuid}").status_code == 204
    _, address = ask(client, scene, rendering)
    assert client.get(address).data == CONTENT

"""A refusal leads on, and gives back what was typed."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories.people import make_supervisor, sign_in

WORDS = "You waited, and then she came to you."


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://localhost/sessions/new", "/sign-in?next=/sessions/new"),
        ("http://localhost//evil.example/x", "/sign-in?next=/evil.example/x"),
        ("http://localhost/\\evil.example", "/sign-in?next=/"),
        ("https://evil.example/sessions", "/sign-in?next=/"),
        ("http://localhost.evil.example/a", "/sign-in?next=/"),
        (None, "/sign-in?next=/"),
    ],
)
def test_signing_in_leads_back_to_pages_of_ours_alone(
    client: FlaskClient, came_from: str | None, leads_to: str
) -> None:
    headers = {"Referer": came_from} if came_from else {}
    answer = client.post("/notifications/readings", headers=headers)
    assert answer.status_code == 401
    assert f'href="{leads_to}"' in answer.text


def test_a_text_that_was_not_taken_is_given_back(client: FlaskClient) -> None:
    answer = client.post("/notifications/readings", data={"note": WORDS + "<script>"})
    assert WORDS in answer.text
    assert "<script>" not in answer.text.split("What you typed")[1].split("</details>")[0]


def test_no_password_is_ever_given_back(client: FlaskClient) -> None:
    sign_in(client, make_supervisor())
    secret = "two herons by the river bank"
    answer = client.post(
        "/clients/none", data={"password": secret, "new_password_confirm": secret, "note": WORDS}
    )
    assert answer.status_code in {404, 405}
    assert WORDS in answer.text
    assert secret not in answer.text

"""A code that several requests bring at the same moment opens the door for one of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from flask_security import hash_password

from app.accounts.models import Person
from app.extensions import db
from tests.factories.factors import give_app, list_recovery_codes, show_code
from tests.factories.people import make_supervisor
from tests.integration.accounts.test_signing_in import INSIDE, PASSWORD, read_token
from tests.servers import RunningPortal

AT_ONCE = 4


@pytest.mark.faults
@pytest.mark.parametrize("step", ["code", "recovery"])
def test_of_several_requests_with_one_code_one_comes_in(
    running_portal: RunningPortal, step: str
) -> None:
    with running_portal.app.app_context():
        person: Person = make_supervisor()
        person.password = hash_password(PASSWORD)
        give_app(person)
        person_id, email = person.id, person.email
        db.session.remove()
    browsers = [pass_first_step(running_portal.url, email) for _ in range(AT_ONCE)]
    with running_portal.app.app_context():  # only now: a code of the app grows old
        person = db.session.get_one(Person, person_id)
        code = show_code(person) if step == "code" else list_recovery_codes(person)[0]
        db.session.remove()

    def send(browser: requests.Session) -> bool:
        address = f"{running_portal.url}/sign-in/{step}"
        token = read_token(browser.get(address).text)
        browser.post(address, data={"csrf_token": token, "code": code}, allow_redirects=False)
        inside = browser.get(running_portal.url + INSIDE, allow_redirects=False)
        return inside.status_code == 204

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sorted(pool.map(send, browsers)) == [False, False, False, True]


def pass_first_step(url: str, email: str) -> requests.Session:
    browser = requests.Session()
    browser.trust_env = False
    token = read_token(browser.get(f"{url}/sign-in").text)
    browser.post(f"{url}/sign-in", data={"csrf_token": token, "email": email, "password": PASSWORD})
    return browser

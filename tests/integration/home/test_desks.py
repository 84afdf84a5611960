"""Each role has a desk with an address of its own; whoever holds several changes between them."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from app.core.actor import RoleName
from tests.factories.people import make_enrolment, make_person, sign_in
from tests.factories.practice import make_client
from tests.html import read_page

ADDRESSES = {
    RoleName.ADMINISTRATOR: "/association",
    RoleName.SUPERVISOR: "/caseload",
    RoleName.TRAINEE: "/pathway",
    RoleName.PRACTITIONER: "/award",
}


def find_links(browser: FlaskClient, address: str, navigation: str) -> dict[str, str | None]:
    """The words of a navigation, each with its aria-current; nothing where the page has no such navigation."""
    for nav in read_page(browser.get(address).text).iter("nav"):
        if nav.get("aria-label") == navigation:
            return {say(link): link.get("aria-current") for link in nav.iter() if link.get("href")}
    return {}


def say(element: Element) -> str:
    return "".join(element.itertext()).strip()


@pytest.mark.parametrize(("role", "address"), ADDRESSES.items())
def test_each_role_lands_on_a_desk_of_its_own(
    client: FlaskClient, role: RoleName, address: str
) -> None:
    browser = sign_in(client, make_person(role))
    assert browser.get("/").headers["Location"] == address
    assert browser.get(address).status_code == 200
    assert find_links(browser, address, "Your desks") == {}
    assert "page" in find_links(browser, address, "Main").values()


def test_whoever_holds_several_roles_changes_between_their_desks(client: FlaskClient) -> None:
    browser = sign_in(client, make_person(*RoleName))
    for role, address in ADDRESSES.items():
        desks = find_links(browser, address, "Your desks")
        assert desks == {
            name.value.capitalize(): "true" if name is role else None for name in ADDRESSES
        }


def test_the_door_leads_to_the_desk_used_last(client: FlaskClient) -> None:
    browser = sign_in(client, make_person(RoleName.ADMINISTRATOR, RoleName.TRAINEE))
    assert browser.get("/").headers["Location"] == "/association"
    browser.get("/clients")
    assert browser.get("/").headers["Location"] == "/pathway"
    browser.get("/association/trainees")
    assert browser.get("/").headers["Location"] == "/association"


def test_a_page_of_several_desks_stays_at_the_one_used_last(client: FlaskClient) -> None:
    browser = sign_in(client, make_person(RoleName.SUPERVISOR, RoleName.TRAINEE))
    for address, label in (("/pathway", "Supervision"), ("/caseload", "Sessions")):
        browser.get(address)
        assert find_links(browser, "/sessions", "Main")[label] == "page"


def test_a_page_inside_a_section_marks_the_section(client: FlaskClient) -> None:
    enrolment = make_enrolment()
    address = f"/clients/{make_client(enrolment).uuid}"
    links = find_links(sign_in(client, enrolment.person), address, "Main")
    assert links == {
        "My pathway": None,
        "Clients": "true",
        "Supervision": None,
        "Shown to me": None,
    }


def test_the_nearest_section_is_marked_and_no_other(client: FlaskClient) -> None:
    browser = sign_in(client, make_person(RoleName.ADMINISTRATOR))
    enrolment = make_enrolment()
    links = find_links(browser, f"/association/trainees/{enrolment.uuid}", "Main")
    assert [label for label, mark in links.items() if mark] == ["Trainees"]
    assert not any(find_links(browser, "/notifications", "Main").values())


def test_somebody_without_a_role_can_still_sign_out(client: FlaskClient) -> None:
    browser = sign_in(client, make_person())
    assert browser.get("/").headers["Location"] == "/notifications"
    assert "Sign out" in browser.get("/notifications").text

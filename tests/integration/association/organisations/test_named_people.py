"""People whom organisations named are found by name or address, named once, and named no more."""

from __future__ import annotations

import sqlalchemy as sa
from flask.testing import FlaskClient

from app.allocations.queries import build_actor
from app.extensions import db
from app.organisations.models import NamedPerson
from tests.factories.organisations import make_naming, make_organisation
from tests.factories.people import make_person


def test_somebody_is_found_named_and_told(desk: FlaskClient) -> None:
    organisation, ann = make_organisation("Lark Rise"), make_person(full_name="Ann Lee")
    make_person(full_name="Ben Moor")
    address = f"/association/organisations/{organisation.uuid}/named-people"
    assert "Ann Lee" not in desk.get(f"{address}/new").text
    found = desk.get(f"{address}/new?q=lee").text
    assert "Ann Lee" in found
    assert "Ben Moor" not in found
    desk.post(address, data={"person": ann.uuid})
    assert build_actor(ann).named_for_ids == {organisation.id}
    assert "Ann Lee" in desk.get(f"/association/organisations/{organisation.uuid}").text
    again = desk.post(address, data={"person": ann.uuid})
    assert again.status_code == 409


def test_a_naming_ends_and_can_begin_again(desk: FlaskClient) -> None:
    organisation, ann = make_organisation(), make_person(full_name="Ann Lee")
    named = make_naming(organisation, ann)
    for _ in range(2):
        desk.post(f"/association/named-people/{named.uuid}/endings")
        assert build_actor(ann).named_for_ids == frozenset()
    desk.post(
        f"/association/organisations/{organisation.uuid}/named-people", data={"person": ann.uuid}
    )
    assert build_actor(ann).named_for_ids == {organisation.id}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(NamedPerson)) == 2

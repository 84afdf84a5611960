"""What a page asks the database does not hang on how large the association is."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts.models import Person
from app.allocations.models import Allocation
from app.association.selections import supervises_now
from app.core.actor import SYSTEM, RoleName
from app.demonstration.services import seed_association
from app.extensions import db
from tests.conftest import CountQueries
from tests.factories.people import sign_in

DESKS = {
    RoleName.TRAINEE: ("/pathway", "/clients", "/sessions", "/notifications"),
    RoleName.SUPERVISOR: ("/caseload", "/sessions", "/reviews"),
    RoleName.PRACTITIONER: ("/award",),
}


def choose_people() -> dict[RoleName, Person]:
    """Somebody of each role; the supervisor has the trainee."""
    pair = db.session.scalars(sa.select(Allocation).where(supervises_now()).limit(1)).one()
    practitioner = sa.select(Person).where(Person.roles.any(name=RoleName.PRACTITIONER)).limit(1)
    return {
        RoleName.TRAINEE: pair.enrolment.person,
        RoleName.SUPERVISOR: pair.person,
        RoleName.PRACTITIONER: db.session.scalars(practitioner).one(),
    }


@pytest.mark.timeout(400)  # it invents two associations and opens every desk in both
def test_every_desk_asks_as_many_questions_among_sixty_people_as_among_three_hundred(
    app: Flask, count_queries: CountQueries
) -> None:
    seed_association(SYSTEM, 60, seed=1)
    db.session.commit()
    people = choose_people()

    def count() -> dict[str, int]:
        asked = {}
        for role, pages in DESKS.items():
            browser = sign_in(app.test_client(), people[role])
            for page in pages:
                with count_queries() as sent:
                    assert browser.get(page).status_code == 200, page
                asked[f"{role} {page}"] = len(sent)
        return asked

    among_sixty = count()
    seed_association(SYSTEM, 240, seed=2)
    db.session.commit()
    assert count() == among_sixty

"""One film with everybody who could ask for it, and a family whose child stands to each purpose as a test says."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from app.accounts.models import Person
from app.accreditation.models import StageReview, review_clip
from app.allocations.models import AllocationKind
from app.cases.models import (
    AgeBand,
    Client,
    Consent,
    ConsentWithdrawal,
    FilmedPerson,
    FilmKind,
    Purpose,
)
from app.cases.relations import Giver, Relation
from app.clips.edited_films.models import EditedFilm, Rendering
from app.clips.models import Clip, ClipShowing, RenditionKind
from app.core.clock import today
from app.extensions import db
from tests.factories.annotations import make_staged
from tests.factories.captions import make_caption
from tests.factories.clips import make_clip, make_viewing, seal
from tests.factories.edited_films import make_chosen_moment, make_edited_film
from tests.factories.feedback import make_comment, make_reply
from tests.factories.moments import make_moment, make_turn
from tests.factories.organisations import find_approving_organisation
from tests.factories.people import (
    allocate,
    make_administrator,
    make_enrolment,
    make_supervisor,
)
from tests.factories.practice import give_consent, make_cycle
from tests.factories.renderings import make_rendering, make_screening, make_visit
from tests.factories.reviews import make_given_review
from tests.factories.stills import make_still

AUDIENCES = ("owner", "supervisor", "reviewer", "peer", "administrator", "stranger")
PURPOSE_OF = {
    "owner": Purpose.VIG,
    "supervisor": Purpose.SUPERVISION,
    "reviewer": Purpose.ACCREDITATION,
    "peer": Purpose.INTERVISION,
}
"""The consent that opens the film to each audience, beside VIG itself; nobody else is opened to."""

COMMENT, REPLY, QUESTION, NOTE = (
    "You wait two full seconds.",
    "I counted to two.",
    "Where do I leave room?",
    "He reaches for her hand.",
)
SAID = "And the duck says quack."
TITLE = "She waits, and he looks up."
LONG_AGO = date(2020, 1, 1)


class State(enum.Enum):
    """How somebody on the film stands to a purpose."""

    GIVEN = "given"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    NEVER = "never"
    NOT_YET = "not yet begun"
    OF_AGE = "came of age since"


@dataclass(frozen=True)
class Scene:
    """The film, its people by audience, and each one's viewing from before."""

    clip: Clip
    review: StageReview
    comment_uuid: UUID
    moment_uuid: UUID
    caption_uuid: UUID
    turn_uuid: UUID
    file_uuid: UUID
    people: dict[str, Person]
    viewings: dict[str, UUID]
    showing_uuid: UUID
    edited_film: EditedFilm
    still_uuid: UUID
    rendering: Rendering
    screenings: dict[str, UUID]
    visits: dict[str, UUID]

    def may_see(self, audience: str, missing: Purpose | None) -> bool:
        """What the field says: an audience needs its own consent and VIG of everybody the film shows."""
        needed = PURPOSE_OF.get(audience)
        return needed is not None and missing not in {needed, Purpose.VIG}


def answer(person: FilmedPerson, purpose: Purpose, state: State) -> None:
    """Put on record how the person stands to the purpose."""
    if state is State.NEVER:
        return
    given_on, until_on = LONG_AGO, None
    if state is State.GIVEN:
        given_on = today()  # so that it holds for somebody who came of age this month, too
    if state is State.EXPIRED:
        until_on = today() - timedelta(days=1)
    if state is State.OF_AGE:
        person.consents_again_on = today().replace(day=1)
    if state is State.NOT_YET:
        db.session.add(_build_coming(person, purpose))
        return
    [consent] = give_consent(person, purpose, given_on=given_on, until_on=until_on)
    if state is State.WITHDRAWN:
        by = person.client.enrolment.person_id
        db.session.add(ConsentWithdrawal(consent=consent, recorded_by_id=by))


def _build_coming(person: FilmedPerson, purpose: Purpose) -> Consent:
    return Consent(
        filmed_person=person,
        purpose=purpose,
        given_on=today(),
        from_on=today() + timedelta(days=1),
        given_by=Giver.PARENT,
        form_version="2025-01",
        filed_at="Service record",
        recorded_by_id=person.client.enrolment.person_id,
    )


def make_scene(
    purpose: Purpose | None = None,
    state: State = State.GIVEN,
    *,
    kind: FilmKind = FilmKind.INTERACTION,
    who: Relation = Relation.CHILD,
    parent_in_interaction: bool = True,
) -> Scene:
    """Parent and child say yes to everything, but for one of them and one purpose."""
    supervisor = make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    client = Client(
        enrolment=enrolment,
        organisation=find_approving_organisation(),
        code=f"wren-{enrolment.id}",
        age_band=AgeBand.FROM_0_TO_2,
    )
    for relation in (Relation.PARENT, Relation.CHILD):
        is_parent = relation is Relation.PARENT
        filmed = FilmedPerson(client=client, relation=relation, is_client=is_parent)
        filmed.in_interaction = parent_in_interaction or not is_parent
        db.session.add(filmed)
        db.session.flush()
        for each in Purpose:
            answer(filmed, each, state if (relation, each) == (who, purpose) else State.GIVEN)
    db.session.commit()
    people = {
        "owner": enrolment.person,
        "supervisor": supervisor,
        "reviewer": make_supervisor(),
        "peer": make_enrolment().person,
        "administrator": make_administrator(),
        "stranger": make_enrolment(supervisor=make_supervisor()).person,
    }
    clip = make_clip(make_cycle(client), kind=kind)
    return _show(clip, people)


def _show(clip: Clip, people: dict[str, Person]) -> Scene:
    clip.tile_count, clip.width, clip.height = 24, 1280, 720
    for kind in RenditionKind:
        seal(clip, kind, b"sealed")
    enrolment = clip.cycle.client.enrolment
    reviewing = allocate(AllocationKind.REVIEWER, people["reviewer"], enrolment)
    showing = allocate(AllocationKind.PEER, people["peer"], enrolment)
    db.session.add_all(
        ClipShowing(clip=clip, allocation=allocation, includes_feedback=True)
        for allocation in (reviewing, showing)
    )
    review = make_given_review(reviewing)
    db.session.execute(review_clip.insert().values(review_id=review.id, clip_id=clip.id))
    comment = make_comment(clip, people["supervisor"], start_ms=100, end_ms=900, body=COMMENT)
    make_reply(comment, enrolment.person, REPLY)
    moment, turn = make_moment(clip, note=NOTE), make_turn(clip)
    viewings = {name: make_viewing(clip, person).uuid for name, person in people.items()}
    still = make_still(clip, 12)
    board = make_edited_film(clip.cycle.client, make_chosen_moment(clip, title=TITLE))
    said = make_caption(clip, SAID).uuid
    rendering = make_rendering(board)
    screenings = {name: make_screening(rendering, person).uuid for name, person in people.items()}
    visits = {name: make_visit(rendering, person).uuid for name, person in people.items()}
    return Scene(
        clip=clip,
        review=review,
        comment_uuid=comment.uuid,
        moment_uuid=moment.uuid,
        caption_uuid=said,
        turn_uuid=turn.uuid,
        file_uuid=make_staged(clip, SAID).uuid,
        people=people,
        viewings=viewings,
        showing_uuid=showing.uuid,
        edited_film=board,
        still_uuid=still.uuid,
        rendering=rendering,
        screenings=screenings,
        visits=visits,
    )

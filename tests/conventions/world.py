"""A small association in which every persona of the access table exists, with one of each thing an address can name."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from app.accounts.agreements.models import AgreementKind
from app.accounts.agreements.queries import get_in_force
from app.accounts.models import Person
from app.accounts.profiles.models import ChoiceKind
from app.accounts.profiles.queries import list_choices
from app.allocations.models import Allocation, AllocationKind
from app.cases.choices.models import ChoiceList
from app.cases.choices.queries import list_offered
from app.cases.filmed_people.queries import list_filmed_people
from app.cases.models import Purpose
from app.clips.models import Clip, HoldKind, RenditionKind
from app.core import clock
from app.core.actor import SYSTEM, RoleName
from tests.factories.annotations import make_staged
from tests.factories.brought_forward import make_position
from tests.factories.captions import make_caption
from tests.factories.clips import (
    make_arrived_upload,
    make_clip,
    make_viewing,
    seal,
    show_clip,
    withdraw_consent,
)
from tests.factories.edited_films import add_card_to, make_chosen_moment, make_edited_film
from tests.factories.factors import give_passkey
from tests.factories.feedback import make_comment
from tests.factories.goals import make_goal, make_rating
from tests.factories.invitations import make_invitation
from tests.factories.keeping import close_case, place_hold
from tests.factories.member_lists import make_import
from tests.factories.moments import get_vocabulary_uuid, make_moment, make_turn
from tests.factories.organisations import (
    find_approving_organisation,
    make_approval,
    make_naming,
    make_organisation,
    make_wording,
)
from tests.factories.people import (
    allocate,
    make_administrator,
    make_browser,
    make_enrolment,
    make_person,
    make_supervisor,
)
from tests.factories.practice import (
    make_client,
    make_code_withdrawal,
    make_cycle,
    make_session,
)
from tests.factories.renderings import make_rendering, make_screening, make_visit
from tests.factories.reviews import make_award, make_given_review
from tests.factories.stills import make_still
from tests.factories.wording import make_kept, make_sampled


@dataclass
class World:
    """The people by persona, and the values for the parameters of addresses."""

    people: dict[str, Person]
    parameters: dict[str, str | UUID] = field(default_factory=dict)
    by_endpoint: dict[str, dict[str, str | UUID]] = field(default_factory=dict)
    """Values of their own, for addresses where something disappears that the others still need."""


def make_shown_clip(reviewing: Allocation) -> Clip:
    """A ready film of the trainee under review, shown to the reviewer, with everything kept of it."""
    clip = make_clip(make_cycle(make_client(reviewing.enrolment)))
    for kind in RenditionKind:
        seal(clip, kind, b"sealed")
    show_clip(clip, reviewing)
    return clip


def build_world() -> World:
    """Make the people and the things."""
    supervisor, reviewer = make_supervisor(), make_supervisor()
    enrolment = make_enrolment(supervisor=supervisor)
    reviewing = allocate(AllocationKind.REVIEWER, reviewer, enrolment)
    clip = make_shown_clip(reviewing)
    people = {
        "owner": enrolment.person,
        "own_supervisor": supervisor,
        "reviewer": reviewer,
        "other_supervisor": make_supervisor(),
        "other_trainee": make_enrolment().person,
        "practitioner": make_person(RoleName.PRACTITIONER),
        "administrator": make_administrator(),
    }
    place_hold(clip, clock.today())  # so that nothing of it goes
    held, worrying = make_clip(clip.cycle), make_clip(clip.cycle)
    client, leaving = make_client(enrolment), make_client(enrolment)
    withdraw_consent(leaving, Purpose.VIG)
    sampled = make_sampled(people["administrator"], make_kept(supervisor))
    goal = make_goal(client)
    showing = allocate(AllocationKind.PEER, make_enrolment().person, enrolment)
    show_clip(clip, showing)
    board = make_edited_film(clip.cycle.client, make_chosen_moment(clip))
    rendering = make_rendering(board)
    free = make_chosen_moment(make_clip(clip.cycle))  # a film under a hold is not taken along
    along = make_rendering(make_edited_film(clip.cycle.client, free))
    return World(
        people,
        {
            "filename": "css/tokens.css",
            "key": "note/1",
            "person_uuid": make_person(RoleName.PRACTITIONER).uuid,
            "role_name": RoleName.PRACTITIONER.value,
            "list_name": "supervisors",
            "token": "not-a-token",
            "client_uuid": client.uuid,
            "filmed_uuid": list_filmed_people(SYSTEM, leaving)[0].uuid,
            "withdrawal_uuid": make_code_withdrawal(leaving, people["administrator"]).uuid,
            "cycle_uuid": make_cycle(client).uuid,
            "still_uuid": make_still(clip, 12).uuid,
            "edited_film_uuid": board.uuid,
            "part_uuid": add_card_to(board).uuid,
            "rendering_uuid": rendering.uuid,
            "screening_uuid": make_screening(rendering, enrolment.person).uuid,
            "visit_uuid": make_visit(along, enrolment.person).uuid,
            "goal_uuid": goal.uuid,
            "mark_kind": "moments_chosen",
            "prompt_uuid": list_offered(SYSTEM, ChoiceList.REFLECTION_PROMPT)[0].uuid,
            "rating_uuid": make_rating(goal).uuid,
            "enrolment_uuid": enrolment.uuid,
            "review_uuid": make_given_review(reviewing).uuid,
            "award_uuid": make_award(enrolment, reviewer).uuid,
            "sign_in_uuid": make_browser(enrolment.person).uuid,
            "session_uuid": make_session(enrolment, supervisor).uuid,
            "clip_uuid": clip.uuid,
            "closing_uuid": close_case(make_client(enrolment)).uuid,
            "allocation_uuid": showing.uuid,
            "hold_uuid": place_hold(held, clock.today()).uuid,
            "safeguarding_hold_uuid": place_hold(
                worrying, clock.today(), kind=HoldKind.SAFEGUARDING
            ).uuid,
            "import_uuid": make_import(people["administrator"]).uuid,
            "kind": "csv",
            "position_uuid": make_position(enrolment).uuid,
            "moment_uuid": make_moment(clip).uuid,
            "caption_uuid": make_caption(clip).uuid,
            "turn_uuid": make_turn(clip).uuid,
            "file_uuid": make_staged(clip).uuid,
            "comment_uuid": make_comment(clip, supervisor).uuid,
            "viewing_uuid": make_viewing(clip, enrolment.person).uuid,
            "passkey_uuid": give_passkey(enrolment.person).uuid,
            "invitation_uuid": make_invitation(supervisor).uuid,
            "upload_uuid": make_arrived_upload(clip).uuid,
            "document": "code-of-conduct",
            "list_kind": "profession",
            "version_uuid": get_in_force(AgreementKind.CODE_OF_CONDUCT).uuid,
            "entry_uuid": list_choices(SYSTEM)[ChoiceKind.PROFESSION][0].uuid,
            "vocabulary_uuid": get_vocabulary_uuid(),
            "sample_uuid": sampled.sample.uuid,
            "sampled_uuid": sampled.uuid,
            "organisation_uuid": find_approving_organisation().uuid,
            "approval_uuid": make_approval(make_organisation()).uuid,
            "naming_uuid": make_naming(find_approving_organisation()).uuid,
            "wording_uuid": make_wording().uuid,
            "request_uuid": uuid4(),
            "unknown_uuid": uuid4(),
        },
        {
            "annotation_imports.create_cancellation": {"file_uuid": make_staged(clip).uuid},
            "goals.create_removal": {"rating_uuid": make_rating(make_goal(client)).uuid},
            "stills.create_removal": {"still_uuid": make_still(clip, 13).uuid},
            "edited_films.create_removal": {"edited_film_uuid": make_edited_film(client).uuid},
            "film_parts.create_part_removal": {"part_uuid": add_card_to(board).uuid},
            "moments.create_removal": {"moment_uuid": make_moment(clip).uuid},
            "turns.create_removal": {"turn_uuid": make_turn(clip).uuid},
        },
    )

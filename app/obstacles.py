"""What somebody who signed in must do before anything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.agreements.queries import has_to_accept
from app.accounts.factors.browser import lacks_codes, lacks_factor
from app.core.actor import Actor
from app.core.errors import Forbidden
from app.extensions import accepts_page


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing to do first. ``endpoint`` is the page where it is done; ``open_endpoints`` what that page needs."""

    stands_before: Callable[[Actor], bool]
    endpoint: str
    open_endpoints: frozenset[str]
    message: str


BEGUN = frozenset(
    {
        "drafts.show_draft",
        "drafts.update_draft",
        "drafts.delete_draft",
        "uploads.update_upload",
        "uploads.override_method",
        "uploads.show_offset",
        "captions.show_track",
        "clips.show_viewing",
        "clips.show_waveform",
        "screenings.show_film",
        "screenings.show_frames",
        "screenings.show_screening",
        "clips.show_film",
        "clips.show_frames",
    }
)
"""What was begun goes on: words that are being typed, a film on its way, a film that plays."""

SECOND_FACTOR = Obstacle(
    lacks_factor,
    "factors.index_factors",
    frozenset(
        {
            "factors.new_app",
            "factors.create_app",
            "security.wan_register",
            "security.wan_register_response",
        }
    ),
    "Films of families are behind two locks: set up your second factor first; then send this again.",
)

RECOVERY_CODES = Obstacle(
    lacks_codes,
    "factors.show_recovery_codes",
    BEGUN | {"factors.create_recovery_codes"},
    "Make your recovery codes first, so that a lost device does not keep you out; then send this again.",
)

AGREEMENTS = Obstacle(
    has_to_accept,
    "agreements.index_agreements",
    BEGUN
    | {
        "agreements.create_acceptance",
        "agreements.show_code_of_conduct",
        "agreements.show_privacy_notice",
    },
    "There is a new wording of what everybody here agrees to. Read and accept it; then send this again.",
)

OBSTACLES: tuple[Obstacle, ...] = (SECOND_FACTOR, RECOVERY_CODES, AGREEMENTS)
"""In the order in which they are met."""

ALWAYS_OPEN = frozenset({"security.logout", "security.verify"})


class SomethingComesFirst(Forbidden):
    """A form was sent while an obstacle stands."""

    title = "One thing comes first"

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.message)
        self.way_on = (obstacle.endpoint, "Do it now and come back")


def meet_obstacle(actor: Actor) -> ResponseReturnValue | None:
    """Lead to the first obstacle that stands; None where the way is free.

    A page leads there and back again. Raises SomethingComesFirst for a form, whose words are kept as drafts.
    """
    if request.endpoint in ALWAYS_OPEN:
        return None
    standing = next((one for one in OBSTACLES if one.stands_before(actor)), None)
    if standing is None or request.endpoint in standing.open_endpoints | {standing.endpoint}:
        return None
    if request.method == "GET" and accepts_page():
        return redirect(url_for(standing.endpoint, next=request.full_path.rstrip("?")))
    raise SomethingComesFirst(standing)

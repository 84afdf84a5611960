"""A supervisor's desk: what waits for them, oldest first, and the people they accompany."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.accreditation.queries import ReviewRow, list_reviews_to_decide
from app.clips.queries import find_posters
from app.core.actor import Actor
from app.core.pagination import Page
from app.feedback.models import FeedbackRequest
from app.feedback.queries import list_requests_waiting
from app.home.caseload.queries import TraineeLine, list_caseload
from app.supervision.queries import SessionRow, list_sessions_to_answer
from app.trainees.brought_forward.queries import PositionRow, list_positions_to_answer


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything on the page of a caseload."""

    requests: Page[FeedbackRequest]
    posters: frozenset[int]
    sessions: Sequence[SessionRow]
    reviews: Sequence[ReviewRow]
    positions: Sequence[PositionRow]
    trainees: Page[TraineeLine]

    @property
    def oldest(self) -> FeedbackRequest | None:
        """The next thing to do: whoever has waited longest. Later pages repeat no next thing."""
        return self.requests.rows[0] if self.requests.rows and self.requests.number == 1 else None

    @property
    def has_work(self) -> bool:
        """Whether anything waits for this person."""
        return bool(self.requests.rows or self.sessions or self.reviews or self.positions)


def lay_out_desk(actor: Actor, *, requests_page: int, trainees_page: int) -> Desk:
    """Read the desk of this supervisor."""
    requests = list_requests_waiting(actor, requests_page)
    return Desk(
        requests=requests,
        posters=find_posters([asked.clip_id for asked in requests.rows]),
        sessions=list_sessions_to_answer(actor),
        reviews=list_reviews_to_decide(actor),
        positions=list_positions_to_answer(actor),
        trainees=list_caseload(actor, trainees_page),
    )

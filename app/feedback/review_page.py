"""What the page of a film shows to the person who opened it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.accounts.models import Person
from app.clips.keeping.views import FilmKeeping, build_keepings
from app.clips.models import Clip, ClipShowing
from app.clips.playback.queries import Watcher, list_watchers
from app.clips.showings.queries import find_showing_to, list_showings
from app.clips.track import Mark, Markable, lay_out
from app.core.actor import Actor
from app.core.pagination import Page
from app.feedback import policies, queries
from app.feedback.models import Comment, CommentKind, FeedbackRequest

PILL_OF_KIND = {
    CommentKind.STRENGTH: "strength",
    CommentKind.QUESTION: "question",
    CommentKind.WORKING_POINT: "working",
}


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One film with everything said about it that this person may read.

    ``shown`` opens it to a peer; ``showings`` name the peers to its trainee and their supervisor.
    """

    reader_id: int
    clip: Clip
    is_owner: bool
    may_comment: bool
    is_open: bool
    requests: Sequence[FeedbackRequest]
    drafts: Sequence[Comment]
    released: Sequence[Comment]
    marks: Sequence[Mark]
    watchers: Sequence[Watcher]
    shown: ClipShowing | None
    showings: Page[ClipShowing]
    keeping: FilmKeeping | None

    @property
    def trainee(self) -> Person:
        """Whose work the film shows."""
        return self.clip.cycle.client.enrolment.person

    @property
    def may_reply(self) -> bool:
        """Whether this person is one of the two who talk about the film."""
        return self.is_owner or self.may_comment

    @property
    def standing_count(self) -> int:
        """How many released comments were not withdrawn."""
        return sum(comment.withdrawn_at is None for comment in self.released)

    @property
    def is_waiting(self) -> bool:
        """Whether something the trainee asked has no answer yet."""
        return any(request.answered_at is None for request in self.requests)

    def is_own(self, comment: Comment) -> bool:
        """Whether this person wrote the comment."""
        return comment.author_id == self.reader_id

    @property
    def lane_count(self) -> int:
        """How many marks stand above each other on the track."""
        return 1 + max((mark.lane for mark in self.marks), default=0)


def build_review_page(actor: Actor, clip: Clip) -> ReviewPage:
    """Read everything the page of this film needs, in as many queries with sixty comments as with none."""
    comments = queries.list_comments(actor, clip)
    requests = queries.list_requests(actor, clip)
    is_owner, may_comment = policies.can_ask(actor, clip), policies.can_comment(actor, clip)
    shown = None if is_owner or may_comment else find_showing_to(actor, clip)
    return ReviewPage(
        reader_id=actor.person_id,
        clip=clip,
        is_owner=is_owner,
        may_comment=may_comment,
        is_open=clip.state.can_play and clip.duration_ms is not None,
        requests=requests,
        drafts=[comment for comment in comments if comment.released_at is None],
        released=[comment for comment in comments if comment.released_at is not None],
        marks=_mark(clip, requests, comments),
        watchers=list_watchers(actor, clip),
        shown=shown,
        showings=list_showings(actor, clip),
        keeping=None if shown else build_keepings(actor, [clip]).get(clip.id),
    )


def _mark(
    clip: Clip, requests: Sequence[FeedbackRequest], comments: Sequence[Comment]
) -> list[Mark]:
    if not clip.duration_ms:
        return []
    noticed = [
        Markable("noticing", stretch.anchor, f"stretch-{stretch.id}")
        for request in requests
        for stretch in request.stretches
    ]
    said = [
        Markable(PILL_OF_KIND[comment.kind], comment.anchor, f"comment-{comment.uuid}")
        for comment in comments
        if comment.withdrawn_at is None
    ]
    return lay_out([*noticed, *said], clip.duration_ms)

"""What may go wrong when moments are chosen."""

from __future__ import annotations

from app.core.errors import Conflict, DomainError
from app.core.time_range import format_ms


class ChoosingNotOpen(Conflict):
    """Moments are exact to the frame, and frames are known once the review copy is there."""

    title = "Choosing opens with the review copy"
    message = (
        "The exact copy of this film is still being made. Come back in a little while: what you "
        "choose then is exact to the frame."
    )


class MomentOutsideFilm(DomainError):
    """A moment begins or ends after the film."""

    title = "That moment lies outside the film"

    def __init__(self, field: str, length_ms: int) -> None:
        self.field = field  # type: ignore[misc]  # the one of the two times that lies outside
        super().__init__(f"The film ends at {format_ms(length_ms)}. Choose a time before that.")


class MomentWithoutEnd(DomainError):
    """Only one of the two times was given."""

    title = "A moment has a beginning and an end"
    message = "Say where the moment ends, or press Out where it is over."
    field = "end"


class TooManyMoments(Conflict):
    """A film has more moments than anybody can show."""

    title = "That is a great many moments"
    message = "A film holds up to 200 moments. Remove one that you do not need any more first."


class GoalOfSomebodyElse(DomainError):
    """A moment is tied to a goal of another family."""

    title = "That goal is not one of this family"
    message = "Choose one of the family's own goals."
    field = "goal"


class VocabularyChanged(DomainError):
    """A tag was sent that the vocabulary does not offer any more."""

    title = "The principles have changed meanwhile"
    message = (
        "The association has published new words. Look at the principles below and choose again."
    )
    field = "tags"

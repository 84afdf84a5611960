"""The form of a moment. Times are typed as people read them off the player: ``1:05.4``."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length

from app.cases.goals.views import GoalView
from app.clips.moments.described import Described
from app.clips.moments.models import Moment
from app.clips.moments.tags import Offer, list_values
from app.core.forms import Choice, SentOnce, check_time
from app.core.time_range import read_range, write_time
from app.wording.forms import WordsField, WordsLineField

LONGEST_TEXT = 4000


class MomentForm(SentOnce):
    """Seconds of a film, what is seen in them, and why they were chosen."""

    start = StringField("In", [DataRequired("Say where it begins, like 1:05."), check_time])
    end = StringField("Out", [DataRequired("Say where it ends, like 1:09."), check_time])
    title = WordsLineField("Name", [Length(max=120)], kind="moment name")
    note = WordsField("What do you see?", [Length(max=LONGEST_TEXT)], kind="moment note")
    reason = WordsField("Why this moment?", [Length(max=LONGEST_TEXT)], kind="moment reason")
    goal = SelectField("Speaks to the goal", choices=[Choice("", "No goal")], default="")
    tags = SelectMultipleField("Who, and which principle", validate_choice=False)

    goals: Sequence[GoalView] = ()

    def offer_goals(self, goals: Sequence[GoalView]) -> MomentForm:
        """Let one of these goals be chosen; their words are open."""
        self.goals = goals
        self.goal.choices = [
            Choice("", "No goal"),
            *(Choice(str(shown.goal.uuid), shown.question) for shown in goals),
        ]
        return self

    def read(self, offer: Offer, kept: Moment | None = None) -> Described:
        """The moment as services take it; where no goal can be chosen, ``kept`` keeps its own.

        Raises RangeBackwards, VocabularyChanged.
        """
        chosen = next((g.goal for g in self.goals if str(g.goal.uuid) == self.goal.data), None)
        return Described(
            anchor=read_range(self.start.data, self.end.data),
            title=(self.title.data or "").strip(),
            note=self.note.data or "",
            reason=self.reason.data or "",
            goal=chosen if self.goals or kept is None else kept.goal,
            tags=offer.read(self.tags.data or []),
        )


def fill_form(moment: Moment) -> MomentForm:
    """The form of a moment as it stands."""
    return MomentForm(
        formdata=None,
        uuid=moment.uuid,
        start=write_time(moment.start_ms),
        end=write_time(moment.end_ms),
        title=moment.title,
        note=moment.note,
        reason=moment.reason,
        goal=str(moment.goal.uuid) if moment.goal else "",
        tags=list_values(moment.tags),
    )

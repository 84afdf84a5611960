"""Somebody on the films: who they are to the child, and from when they speak for themselves."""

from __future__ import annotations

from wtforms import BooleanField, MonthField, RadioField
from wtforms.validators import DataRequired, Optional

from app.cases.filmed_people.parts import Part
from app.cases.relations import Relation
from app.core.forms import BaseForm, Choice

OFFERED = [relation for relation in Relation if relation is not Relation.FAMILY]


class PartForm(BaseForm):
    """The part somebody has in the films."""

    is_client = BooleanField(
        "They receive VIG: they watch the shared review, whose film shows them",
    )
    in_interaction = BooleanField("They are in the interaction films", default=True)
    consents_again_on = MonthField(
        "Speaks for themselves from",
        description="For children: the month from which they decide on their own. Until then somebody with parental "
        "responsibility says yes for them; from then on the films stay closed until they say yes themselves. "
        "Only a month is kept, never a birthday: a date of birth could tell who they are.",
        validators=[Optional()],
    )

    def read(self) -> Part:
        """What was entered in a form that has validated."""
        return Part(self.is_client.data, self.in_interaction.data, self.consents_again_on.data)


class FilmedPersonForm(PartForm):
    """Somebody new on the films."""

    relation = RadioField(
        "Who is it?",
        description="Never a name. Where there are several, they are numbered: child, child 2.",
        choices=[Choice(relation.value, relation.label.capitalize()) for relation in OFFERED],
        validators=[DataRequired("Choose who it is.")],
    )

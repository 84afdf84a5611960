"""Adding a client, dating a cycle, standing for films kept elsewhere."""

from __future__ import annotations

from wtforms import DateField, RadioField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.cases.models import AgeBand, FilmKind
from app.cases.particulars import Particulars
from app.core.forms import BaseForm, Choice, filled


class ClientForm(BaseForm):
    """What is kept of a client beside the code, which the portal makes."""

    age_band = RadioField(
        "Age of the child",
        choices=[Choice(band.value, band.label.capitalize()) for band in AgeBand],
        validators=[DataRequired("Choose the age band of the child.")],
    )
    setting = StringField(
        "Setting",
        description="The kind of place, such as home, nursery, school or Family Hub.",
        validators=[Optional(), Length(max=80, message="Shorten this to 80 characters.")],
    )
    referred_on = DateField(
        "Referred on", validators=[Optional()], description="The day the referral came to you."
    )

    def read(self) -> Particulars:
        """What was entered in a form that has validated."""
        return Particulars(
            age_band=AgeBand(filled(self.age_band)),
            setting=self.setting.data or "",
            referred_on=self.referred_on.data,
        )


class DatesForm(BaseForm):
    """When the two halves of a cycle took place."""

    filmed_on = DateField(
        "Interaction filmed on", validators=[Optional()], description="The day you filmed."
    )
    reviewed_on = DateField(
        "Shared review on",
        validators=[Optional()],
        description="The day you watched the moments together. Leave it empty until then.",
    )


class ConfirmationForm(BaseForm):
    """Which films are kept elsewhere, erased or lost."""

    kinds = SelectMultipleField(
        "I know that this took place",
        choices=[
            Choice(FilmKind.INTERACTION.value, "The interaction was filmed"),
            Choice(FilmKind.SHARED_REVIEW.value, "The shared review was held and filmed"),
        ],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[DataRequired("Tick what you can stand for.")],
    )

"""Adding a client, dating a cycle, standing for films kept elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import DateField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.cases.choices.models import CaseChoice
from app.cases.models import AgeBand, Client, FilmKind
from app.cases.particulars import Particulars
from app.cases.workplaces.offer import Workplace, find_workplace
from app.core.forms import BaseForm, Choice, filled, read_uuid

NOWHERE = Choice("", "Another one, or none yet")


class ClientForm(BaseForm):
    """What is kept of a client beside the code, which the portal makes."""

    organisation = SelectField(
        "Service or employer",
        default="",
        description="Where you meet the client. Films come into the portal only where the service has approved it; "
        "elsewhere you log the work without films, and it counts all the same.",
    )
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

    referral_reason = SelectField("Why they came", default="")

    def __init__(
        self,
        workplaces: Sequence[Workplace],
        reasons: Sequence[CaseChoice],
        client: Client | None = None,
    ) -> None:
        super().__init__(data=None if client is None else _describe(client))
        self._workplaces, self._reasons = workplaces, reasons
        self.referral_reason.choices = [
            Choice("", "Not said"),
            *(Choice(str(reason.uuid), reason.words) for reason in reasons),
        ]
        self.organisation.choices = [NOWHERE, *map(_offer, workplaces)]

    def read(self) -> Particulars:
        """What was entered in a form that has validated."""
        chosen = self.organisation.data
        return Particulars(
            age_band=AgeBand(filled(self.age_band)),
            setting=self.setting.data or "",
            organisation=find_workplace(self._workplaces, read_uuid(chosen) if chosen else None),
            referral_reason=next(
                (r for r in self._reasons if str(r.uuid) == self.referral_reason.data), None
            ),
            referred_on=self.referred_on.data,
        )


def _describe(client: Client) -> dict[str, object]:
    organisation, reason = client.organisation, client.referral_reason
    return {
        "organisation": "" if organisation is None else str(organisation.uuid),
        "age_band": client.age_band,
        "setting": client.setting,
        "referral_reason": "" if reason is None else str(reason.uuid),
        "referred_on": client.referred_on,
    }


def _offer(workplace: Workplace) -> Choice:
    what = "films approved" if workplace.has_films else "without films for now"
    organisation = workplace.organisation
    return Choice(str(organisation.uuid), f"{organisation.name} ({what})")


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

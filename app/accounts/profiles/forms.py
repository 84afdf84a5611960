"""The form of one's own profile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wtforms import Field, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from app.accounts.models import Person
from app.accounts.profiles.models import ChoiceKind, Particulars, Profile, ProfileChoice
from app.accounts.profiles.zones import find_zone
from app.core.forms import BaseForm, Choice


def _at_most(characters: int) -> Length:
    return Length(max=characters, message=f"Shorten this to {characters} characters.")


class ProfileForm(BaseForm):
    """Who somebody is, where they work, and the zone of their clock."""

    full_name = StringField(
        "Full name",
        description="As it should stand on your certificate.",
        validators=[DataRequired("Enter your full name."), _at_most(200)],
    )
    known_as = StringField(
        "What we call you",
        description="The name the portal greets you with.",
        validators=[DataRequired("Enter the name you go by."), _at_most(80)],
    )
    pronouns = StringField(
        "Pronouns",
        description="Shown beside your name to the people you work with.",
        validators=[Optional(), _at_most(40)],
        render_kw={"list": "pronouns-used"},
    )
    profession = SelectField("Profession", validators=[Optional()])
    setting = SelectField("Service setting", validators=[Optional()])
    employer = StringField("Employer", validators=[Optional(), _at_most(200)])
    region = SelectField("Nation or region", validators=[Optional()])
    body = SelectField("Professional body", validators=[Optional()])
    registration_number = StringField("Registration number", validators=[Optional(), _at_most(40)])
    time_zone = StringField(
        "Time zone",
        description="Type a city, such as London. Every time of day is shown in this zone.",
        validators=[DataRequired("Choose the zone your clock shows.")],
        render_kw={"list": "zones", "data-time-zone": True},
    )

    def validate_time_zone(self, field: Field) -> None:
        """A zone the portal knows, by its whole name or its city."""
        if find_zone(field.data or "") is None:
            raise ValidationError("Choose a zone from the list, such as Europe/London.")

    def offer(
        self, lists: Mapping[ChoiceKind, Sequence[ProfileChoice]], profile: Profile | None
    ) -> ProfileForm:
        """Let the person choose from these lists, and keep what they have although it is retired."""
        for kind, choices in lists.items():
            own = profile.find_choice(kind) if profile else None
            kept = [choice for choice in choices if choice.retired_at is None or choice is own]
            self[kind.value].choices = [Choice("", "Not said"), *_name(kept)]
        return self

    def read(self, lists: Mapping[ChoiceKind, Sequence[ProfileChoice]]) -> Particulars:
        """What the person said; the form has validated."""
        return Particulars(
            full_name=_trim(self.full_name),
            known_as=_trim(self.known_as),
            pronouns=_trim(self.pronouns),
            time_zone=find_zone(_trim(self.time_zone)) or "",
            registration_number=_trim(self.registration_number),
            employer=_trim(self.employer),
            choices={
                kind: choice
                for kind, choices in lists.items()
                for choice in choices
                if str(choice.uuid) == self[kind.value].data
            },
        )

    @classmethod
    def of(cls, person: Person, profile: Profile | None) -> ProfileForm:
        """The form with what is known already; a form that was sent keeps what was sent."""
        return cls(
            full_name=person.full_name,
            known_as=person.known_as,
            pronouns=person.pronouns,
            time_zone=person.time_zone,
            employer=profile.employer if profile else "",
            registration_number=profile.registration_number if profile else "",
            **{kind.value: _read_own(profile, kind) for kind in ChoiceKind},
        )


def _trim(field: Field) -> str:
    return (field.data or "").strip()


def _read_own(profile: Profile | None, kind: ChoiceKind) -> str:
    own = profile.find_choice(kind) if profile else None
    return str(own.uuid) if own else ""


def _name(choices: Iterable[ProfileChoice]) -> list[Choice]:
    return [Choice(str(choice.uuid), choice.name) for choice in choices]

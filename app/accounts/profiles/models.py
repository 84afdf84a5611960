"""What a person says about themselves, and the lists they choose from."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.base import Addressed, Base, enum_column


class ChoiceKind(enum.StrEnum):
    """The lists of a profile. What stands in them is the association's to say."""

    PROFESSION = "profession"
    SETTING = "setting"
    REGION = "region"
    BODY = "body"

    @property
    def label(self) -> str:
        """The list in words, as its field and its page are headed."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    ChoiceKind.PROFESSION: "Profession",
    ChoiceKind.SETTING: "Service setting",
    ChoiceKind.REGION: "Nation or region",
    ChoiceKind.BODY: "Professional body",
}


class ProfileChoice(Base, Addressed):
    """One entry of a list. Retired, nobody can choose it anew; profiles that have it keep it."""

    __tablename__ = "profile_choice"
    __table_args__ = (sa.UniqueConstraint("kind", "name"),)

    kind: Mapped[ChoiceKind] = mapped_column(enum_column(ChoiceKind))
    name: Mapped[str] = mapped_column(sa.String(120))
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]

    def retire(self) -> None:
        """Offer it no more."""
        self.retired_at = self.retired_at or clock.now()

    def bring_back(self) -> None:
        """Offer it again."""
        self.retired_at = None


class Profile(Base):
    """A person's professional side. Without a row they have not been asked, or have not answered yet."""

    __tablename__ = "profile"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), unique=True)
    profession_id: Mapped[int | None] = mapped_column(sa.ForeignKey("profile_choice.id"))
    setting_id: Mapped[int | None] = mapped_column(sa.ForeignKey("profile_choice.id"))
    region_id: Mapped[int | None] = mapped_column(sa.ForeignKey("profile_choice.id"))
    body_id: Mapped[int | None] = mapped_column(sa.ForeignKey("profile_choice.id"))
    registration_number: Mapped[str] = mapped_column(sa.String(40), default="")
    employer: Mapped[str] = mapped_column(sa.String(200), default="")
    changed_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)

    person: Mapped[Person] = relationship()
    profession: Mapped[ProfileChoice | None] = relationship(foreign_keys=[profession_id])
    setting: Mapped[ProfileChoice | None] = relationship(foreign_keys=[setting_id])
    region: Mapped[ProfileChoice | None] = relationship(foreign_keys=[region_id])
    body: Mapped[ProfileChoice | None] = relationship(foreign_keys=[body_id])

    def find_choice(self, kind: ChoiceKind) -> ProfileChoice | None:
        """What the person chose from this list."""
        return {
            ChoiceKind.PROFESSION: self.profession,
            ChoiceKind.SETTING: self.setting,
            ChoiceKind.REGION: self.region,
            ChoiceKind.BODY: self.body,
        }[kind]


@dataclass(frozen=True, slots=True)
class Particulars:
    """What a person says about themselves in one go. Empty words and missing choices are answers too."""

    full_name: str
    known_as: str
    pronouns: str
    time_zone: str
    registration_number: str
    employer: str
    choices: Mapping[ChoiceKind, ProfileChoice] = field(default_factory=dict)

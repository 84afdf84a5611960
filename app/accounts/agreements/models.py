"""What everybody in the portal agrees to: dated wordings, and who accepted which."""

from __future__ import annotations

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, enum_column


class AgreementKind(enum.StrEnum):
    """The two documents, by the word that stands in their addresses."""

    CODE_OF_CONDUCT = "code-of-conduct"
    PRIVACY_NOTICE = "privacy-notice"

    @property
    def label(self) -> str:
        """The document as it is called on a page."""
        return self.value.replace("-", " ").capitalize()


class AgreementVersion(Base, Addressed, AppendOnly):
    """One published wording, in Markdown. It never changes: a new wording is a new version, and everybody is asked again.

    ``summary`` says in a sentence what is new. ``published_by_id`` is empty for the wording that came with the portal.
    """

    __tablename__ = "agreement_version"
    __table_args__ = (
        sa.UniqueConstraint("kind", "number"),
        sa.CheckConstraint("number > 0", name="number_positive"),
    )

    kind: Mapped[AgreementKind] = mapped_column(enum_column(AgreementKind))
    number: Mapped[int]
    body: Mapped[str] = mapped_column(sa.Text)
    summary: Mapped[str] = mapped_column(sa.Text, default="")
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    published_by: Mapped[Person | None] = relationship()


class Acceptance(Base, AppendOnly):
    """Somebody accepted a wording."""

    __tablename__ = "acceptance"
    __table_args__ = (sa.UniqueConstraint("person_id", "version_id"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("agreement_version.id"), index=True)
    accepted_at: Mapped[datetime] = mapped_column(default=clock.now)

    version: Mapped[AgreementVersion] = relationship()

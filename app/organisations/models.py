"""Services and employers: whose films they are, what they approved, how long they keep, whom a family turns to."""

from __future__ import annotations

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.base import Addressed, AppendOnly, Base, enum_column


class ApprovalScope(enum.StrEnum):
    """What an information-governance approval lets into the portal."""

    FILMS = "films"
    COUNTS = "counts"

    @property
    def label(self) -> str:
        """The scope as it stands on a page."""
        return "Films and counts" if self is ApprovalScope.FILMS else "Counts only"


class RuleBasis(enum.StrEnum):
    """The day a retention rule counts from."""

    CASE_CLOSED = "case_closed"
    SHARED_REVIEW = "shared_review"
    FILMED = "filmed"

    @property
    def label(self) -> str:
        """The day in words, after "two months after"."""
        return _BASIS_LABELS[self]


_BASIS_LABELS = {
    RuleBasis.CASE_CLOSED: "the case is closed",
    RuleBasis.SHARED_REVIEW: "the shared review",
    RuleBasis.FILMED: "filming",
}


class RuleUnit(enum.StrEnum):
    """How a retention rule counts."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class Organisation(Base, Addressed):
    """A service or employer where VIG is done.

    ``controller`` is who answers for the films in law, ``privacy_contact`` whom a family writes to,
    ``safeguarding_contact`` who is told when something worries somebody. ``film_limit_mib`` is the largest film it takes
    in MiB, where it takes less than the portal does. Closed, no new client is opened there.
    """

    __tablename__ = "organisation"
    __table_args__ = (sa.CheckConstraint("film_limit_mib > 0", name="film_limit_positive"),)

    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    lead: Mapped[str] = mapped_column(sa.String(200), default="")
    controller: Mapped[str] = mapped_column(sa.String(200), default="")
    privacy_contact: Mapped[str] = mapped_column(sa.String(300), default="")
    safeguarding_contact: Mapped[str] = mapped_column(sa.String(300), default="")
    films_may_leave: Mapped[bool] = mapped_column(default=False)
    film_limit_mib: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]


class Approval(Base, Addressed, AppendOnly):
    """The organisation's word that its work may be in the portal: films or counts only, for whom, until when.

    The paper stays with the organisation; ``filed_at`` says where. An approval for named people has `ApprovedPerson` rows.
    """

    __tablename__ = "approval"
    __table_args__ = (
        sa.CheckConstraint("until_on IS NULL OR from_on <= until_on", name="from_before_until"),
    )

    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    scope: Mapped[ApprovalScope] = mapped_column(enum_column(ApprovalScope))
    is_for_everybody: Mapped[bool] = mapped_column(default=True)
    approved_by: Mapped[str] = mapped_column(sa.String(200))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    filed_at: Mapped[str] = mapped_column(sa.String(200))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    organisation: Mapped[Organisation] = relationship()


class ApprovedPerson(Base, AppendOnly):
    """One of the people an approval is for, where it is not for everybody."""

    __tablename__ = "approved_person"
    __table_args__ = (sa.UniqueConstraint("approval_id", "person_id"),)

    approval_id: Mapped[int] = mapped_column(sa.ForeignKey("approval.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)

    person: Mapped[Person] = relationship()


class ApprovalNotice(Base, AppendOnly):
    """That people were told so many days before an approval ends. Nobody is told twice."""

    __tablename__ = "approval_notice"
    __table_args__ = (sa.UniqueConstraint("approval_id", "days"),)

    approval_id: Mapped[int] = mapped_column(sa.ForeignKey("approval.id"))
    days: Mapped[int]
    told_at: Mapped[datetime] = mapped_column(default=clock.now)


class ApprovalEnding(Base, AppendOnly):
    """The moment an approval was taken back before its last day."""

    __tablename__ = "approval_ending"

    approval_id: Mapped[int] = mapped_column(sa.ForeignKey("approval.id"), unique=True)
    ended_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))


class RetentionRule(Base, AppendOnly):
    """How long the organisation keeps a film: ``amount`` units after the day of ``basis``. The latest rule holds."""

    __tablename__ = "retention_rule"
    __table_args__ = (sa.CheckConstraint("amount > 0", name="amount_positive"),)

    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    basis: Mapped[RuleBasis] = mapped_column(enum_column(RuleBasis))
    amount: Mapped[int]
    unit: Mapped[RuleUnit] = mapped_column(enum_column(RuleUnit))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    recorded_by: Mapped[Person | None] = relationship()


class NamedPerson(Base, Addressed):
    """Somebody of the organisation who withdraws consents by client code for its families, and sees nothing else."""

    __tablename__ = "named_person"
    __table_args__ = (
        sa.Index(
            "uq_named_person_current",
            "organisation_id",
            "person_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.Index("ix_named_person_person_current", "person_id", "ended_at"),
    )

    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    named_at: Mapped[datetime] = mapped_column(default=clock.now)
    named_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)


class ConsentWording(Base, Addressed, AppendOnly):
    """One version of what families read and sign: an organisation's own, or, without one, the association's."""

    __tablename__ = "consent_wording"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "version"),
        sa.Index(
            "uq_consent_wording_default",
            "version",
            unique=True,
            sqlite_where=sa.text("organisation_id IS NULL"),
            postgresql_where=sa.text("organisation_id IS NULL"),
        ),
    )

    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    version: Mapped[str] = mapped_column(sa.String(40))
    body: Mapped[str] = mapped_column(sa.Text)
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    organisation: Mapped[Organisation | None] = relationship()
    published_by: Mapped[Person | None] = relationship()

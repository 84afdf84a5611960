"""Who somebody is, by relation: names stay outside the portal."""

from __future__ import annotations

import enum


class Relation(enum.StrEnum):
    """Who somebody on a film is. Never a name."""

    CHILD = "child"
    PARENT = "parent"
    CARER = "carer"
    PROFESSIONAL = "professional"
    OTHER = "other"
    FAMILY = "family"

    @property
    def label(self) -> str:
        """The person in words; *the family* stands for people who were recorded together."""
        return "the family together" if self is Relation.FAMILY else self.value


class Giver(enum.StrEnum):
    """Who said yes, by relationship to the person filmed. Never a name."""

    THEMSELVES = "themselves"
    PARENT = "parent"
    GUARDIAN = "guardian"
    AUTHORITY = "authority"

    @property
    def label(self) -> str:
        """The giver in words."""
        return _GIVER_LABELS[self]


_GIVER_LABELS = {
    Giver.THEMSELVES: "The person themselves",
    Giver.PARENT: "A parent with parental responsibility",
    Giver.GUARDIAN: "A guardian or carer with parental responsibility",
    Giver.AUTHORITY: "The local authority",
}


class EvidenceKind(enum.StrEnum):
    """How a consent is evidenced. The evidence itself stays with the service."""

    SIGNED_FORM = "signed_form"
    ELECTRONIC = "electronic"
    RECORDED = "recorded"

    @property
    def label(self) -> str:
        """The evidence in words."""
        return _EVIDENCE_LABELS[self]


_EVIDENCE_LABELS = {
    EvidenceKind.SIGNED_FORM: "A signed form",
    EvidenceKind.ELECTRONIC: "A form signed electronically",
    EvidenceKind.RECORDED: "Said aloud and recorded by the service",
}

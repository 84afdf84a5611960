"""The lists a new installation starts with; from then on they are rows that the office edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.accounts.profiles.models import ChoiceKind

FIRST_CHOICES: Mapping[ChoiceKind, Sequence[str]] = {
    ChoiceKind.PROFESSION: (
        "CAMHS practitioner",
        "Children’s centre worker",
        "Clinical psychologist",
        "Educational psychologist",
        "Health visitor",
        "Nursery nurse",
        "Parent-infant psychotherapist",
        "Psychiatrist",
        "Residential worker",
        "Social worker",
        "Speech and language therapist",
        "Teacher",
    ),
    ChoiceKind.SETTING: (
        "Adoption and fostering",
        "CAMHS",
        "Children’s centre",
        "Educational psychology service",
        "Family Drug and Alcohol Court",
        "Family Hub",
        "Outdoor education",
        "Parent-infant team",
        "School",
        "Services for children with intellectual disabilities",
        "Social services",
        "Specialist perinatal service",
        "Universal early-years service",
        "University",
    ),
    ChoiceKind.REGION: (
        "England: East Midlands",
        "England: East of England",
        "England: London",
        "England: North East",
        "England: North West",
        "England: South East",
        "England: South West",
        "England: West Midlands",
        "England: Yorkshire and the Humber",
        "Northern Ireland",
        "Scotland",
        "Wales",
    ),
    ChoiceKind.BODY: (
        "Association of Child Psychotherapists",
        "British Association for Counselling and Psychotherapy",
        "Education Workforce Council (Wales)",
        "General Medical Council",
        "General Teaching Council for Northern Ireland",
        "General Teaching Council for Scotland",
        "Health and Care Professions Council",
        "Northern Ireland Social Care Council",
        "Nursing and Midwifery Council",
        "Scottish Social Services Council",
        "Social Care Wales",
        "Social Work England",
        "UK Council for Psychotherapy",
    ),
}

LAST_CHOICES: Mapping[ChoiceKind, str] = {
    ChoiceKind.PROFESSION: "Another profession",
    ChoiceKind.SETTING: "Another setting",
    ChoiceKind.REGION: "Outside the United Kingdom",
    ChoiceKind.BODY: "Another body",
}
"""What stands after all others in its list."""

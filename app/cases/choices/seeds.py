"""The lists a new installation starts with, in words of our own; from then on they are rows that the office edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.cases.choices.models import ChoiceList

FIRST_CHOICES: Mapping[ChoiceList, Sequence[str]] = {
    ChoiceList.REFERRAL_REASON: (
        "Getting to know and enjoy a new baby",
        "A parent who feels low, worried or far from their baby",
        "Crying, sleeping or feeding that is hard on everybody",
        "Rows, shouting or tantrums that keep coming back",
        "A child who joined the family by adoption, fostering or kinship care",
        "A family in the middle of a separation or another change",
        "Finding each other with a disability or a difference in development",
        "Speech, language or play that needs company",
        "A child whose place at nursery or school is hard to keep",
        "A plan to keep a child safe, or to bring a child home",
        "A professional’s own way of being with a child or a group",
        "Something else",
    ),
    ChoiceList.REFLECTION_PROMPT: (
        "What went well in this cycle that you would like to do again?",
        "Which moment did the family light up at, and what had you done just before?",
        "Where did you wait, and what came of it?",
        "What did they discover for themselves, before you had said it?",
        "What touched you, and what does that tell you about the way you work?",
        "What would you like to try next time, and what will help you?",
    ),
}

"""Why words stay although they look as if they could identify somebody."""

from __future__ import annotations

import enum
from collections.abc import Collection

from app.wording.identifying_words import Category


class Reason(enum.StrEnum):
    """The reasons in the order in which they are offered; some fit only certain findings."""

    WORK_DATE = "work_date"
    NOT_A_FAMILY = "not_a_family"
    PUBLIC_SERVICE = "public_service"
    SOMETHING_ELSE = "something_else"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason after "because", such as "it is not about a family"."""
        return _LABELS[self]

    @property
    def categories(self) -> Collection[Category]:
        """What it can be said of."""
        return _CATEGORIES.get(self, tuple(Category))

    def fits(self, found: Collection[Category]) -> bool:
        """Whether it can be said of everything that was found."""
        return set(found) <= set(self.categories)


_LABELS = {
    Reason.WORK_DATE: "it is a date of the work, not a date of birth",
    Reason.NOT_A_FAMILY: "it is not about a family",
    Reason.PUBLIC_SERVICE: "it belongs to a service that is public",
    Reason.SOMETHING_ELSE: "it is something else, such as the number of a form",
    Reason.OTHER: "there is another reason:",
}

_CATEGORIES: dict[Reason, Collection[Category]] = {
    Reason.WORK_DATE: (Category.BIRTH_DATE,),
    Reason.PUBLIC_SERVICE: (Category.EMAIL, Category.PHONE, Category.POSTCODE),
    Reason.SOMETHING_ELSE: (Category.NHS_NUMBER, Category.PHONE, Category.POSTCODE),
}

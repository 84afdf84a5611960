"""One prompt with what stands under it, and how two windows keep from writing over each other. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from app.cases.choices.models import CaseChoice
from app.cases.reflections.models import Reflection

LONGEST = 10_000
"""Characters under one prompt: some pages."""

WORDING_KIND = "reflection"
"""What the text is, where words that look identifying are counted."""

NOTHING = "-"
"""The version of a box in which nothing stands."""


@dataclass(frozen=True, slots=True)
class Box:
    """One prompt of a cycle's reflections, answered or not."""

    prompt: CaseChoice
    reflection: Reflection | None

    @property
    def body(self) -> str:
        """What stands in the box."""
        return "" if self.reflection is None else self.reflection.body

    @property
    def version(self) -> str:
        """What tells this text from every other."""
        return name_version(self.body)

    @property
    def is_written(self) -> bool:
        """Whether anything stands in the box."""
        return bool(self.body)

    @property
    def is_shared(self) -> bool:
        """Whether the supervisor may read it."""
        return self.reflection is not None and self.reflection.shared_at is not None

    @property
    def is_current(self) -> bool:
        """Whether the prompt is still asked."""
        return self.prompt.retired_at is None

    @property
    def field_name(self) -> str:
        """The name of its field in the form."""
        return f"body_{self.prompt.uuid.hex}"

    @property
    def version_name(self) -> str:
        """The name of the field that says on which text somebody wrote on."""
        return f"version_{self.prompt.uuid.hex}"


def name_version(body: str) -> str:
    """A short name of a text: the same for the same words alone."""
    return hashlib.sha256(body.encode()).hexdigest()[:20] if body else NOTHING


def tidy(text: str) -> str:
    """The text as it is kept: one kind of line end, nothing blank around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def would_lose(stored: str, version: str, body: str) -> bool:
    """Whether keeping ``body``, written on the text named ``version``, would lose words that were stored since."""
    return name_version(stored) != version and stored not in body


def join_texts(stored: str, body: str) -> str:
    """Both texts, each once: what stood there first, then what was written beside it."""
    if stored in body:
        return body
    return stored if body in stored else f"{stored}\n\n{body}"

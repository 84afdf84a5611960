"""Why films went, in words."""

from __future__ import annotations

from collections.abc import Mapping

from app.clips.models import ErasureReason

REASONS: Mapping[ErasureReason, str] = {
    ErasureReason.WRONG_FILM: "it was the wrong film",
    ErasureReason.CONSENT_WITHDRAWN: "the family took its consent back",
    ErasureReason.CONSENT_ENDED: "the consent had come to its end",
    ErasureReason.RULE: "the time for which films are kept was over",
    ErasureReason.CASE_CLOSED: "it was decided when the case was closed",
    ErasureReason.RETURNED: "it was returned",
    ErasureReason.PERSON_LEFT: "the trainee has left",
}
"""As the end of a sentence that begins with the erasure."""

"""What is refused where a family did not say yes, or ended it."""

from __future__ import annotations

from app.core.errors import Conflict


class WordsClosed(Conflict):
    """What a family hopes for and says is written down under their consent alone."""

    title = "Consent comes first"
    message = (
        "What a family says is kept here while their consent to VIG runs, for everybody on the films. "
        "Record the consent on the client's page first."
    )

"""Whether a family's words are open now."""

from __future__ import annotations

import sqlalchemy as sa

from app.cases.family_words.policies import open_to
from app.cases.models import Client
from app.core.actor import Actor
from app.extensions import db


def are_words_open(actor: Actor, client: Client) -> bool:
    """Whether the actor may read the words of this client's family now, consent and all."""
    asked = sa.select(Client.id).where(Client.id == client.id, open_to(actor))
    return db.session.scalar(asked) is not None

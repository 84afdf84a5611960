"""An error of the database ends in a log, and logs are read by people who see no trainee's work."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from app.extensions import db


def test_an_error_of_the_database_repeats_no_words_of_people(app: Flask) -> None:
    with pytest.raises(DBAPIError) as raised:
        db.session.execute(
            sa.text("SELECT * FROM nowhere WHERE word = :word"), {"word": "heron-47k"}
        )
    db.session.rollback()
    assert "heron-47k" not in str(raised.value)

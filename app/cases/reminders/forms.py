"""A hint for oneself."""

from __future__ import annotations

from wtforms import StringField
from wtforms.validators import Length, Optional

from app.core.forms import BaseForm


class ReminderForm(BaseForm):
    """One line that leads back to a family, and tells nobody else anything."""

    words = StringField(
        "Your private reminder",
        description="Where to look in your service’s records, or a hint only you understand, such as “blue folder, third "
        "tab”. Never a name. It is encrypted, and nobody else can read it: not your supervisor, not the office.",
        validators=[Optional(), Length(max=200, message="Shorten this to 200 characters.")],
    )

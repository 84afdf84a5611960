"""What somebody chooses when they leave."""

from __future__ import annotations

from wtforms import BooleanField

from app.core.forms import BaseForm


class LeavingForm(BaseForm):
    """Whether an accredited person's name leaves the register, too."""

    takes_name = BooleanField("Take my name out of the register as well")

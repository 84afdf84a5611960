"""Choosing the file of a list."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired

from app.core.forms import BaseForm


class UploadForm(BaseForm):
    """One list of members."""

    file = FileField(
        "The list",
        description="CSV or an Excel workbook (.xlsx), up to 1.5 MB and 5,000 members.",
        validators=[FileRequired("Choose the file with the list.")],
    )

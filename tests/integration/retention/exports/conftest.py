"""Archives, opened as people open them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from werkzeug.test import TestResponse

from tests.integration.clips.conftest import work_off

__all__ = ["find_undocumented", "open_archive", "work_off"]

DOCUMENT = Path(__file__).parents[4] / "docs" / "exports.md"
FRAME = {"schema", "version", "subject", "made_at"}


def open_archive(answer: TestResponse) -> zipfile.ZipFile:
    """The whole archive of an answer, each of its files read once and found to be whole."""
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.get_data()))
    assert archive.testzip() is None
    return archive


def find_undocumented(data: dict[str, Any]) -> set[str]:
    """Sections and fields of the data that the document on its shape does not name for its schema."""
    part = DOCUMENT.read_text().partition(f"## `{data['schema']}`")[2].partition("\n## ")[0]
    known = {
        line.split("`")[1]: set(re.findall(r"`(\w+)`", line.split("|", 2)[2]))
        for line in part.splitlines()
        if line.startswith("| `")
    }
    return {
        f"{section}.{field}"
        for section in data.keys() - FRAME
        for field in {"", *(field for entry in data[section] for field in entry)}
        if section not in known or (field and field not in known[section])
    }

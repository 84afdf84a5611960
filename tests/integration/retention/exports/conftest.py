"""Archives, opened as people open them."""

from __future__ import annotations

import io
import zipfile

from werkzeug.test import TestResponse

from tests.integration.clips.conftest import work_off

__all__ = ["open_archive", "work_off"]


def open_archive(answer: TestResponse) -> zipfile.ZipFile:
    """The whole archive of an answer, each of its files read once and found to be whole."""
    assert answer.status_code == 200, answer.text
    assert answer.content_type == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.get_data()))
    assert archive.testzip() is None
    return archive

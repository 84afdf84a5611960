"""No password, key or token stands in the repository.

What only looks like one was looked at, and says so where it stands: ``# pragma: allowlist secret``.
"""

from __future__ import annotations

import secrets
import subprocess
from pathlib import Path

import pytest
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import default_settings

from tests.conventions.source import ROOT

CALLED_SO = "Secret Keyword"
"""What is only called a password. In Python the linter looks for it (S105 to S107), and knows the language."""


def list_files() -> list[str]:
    """All that is in the repository, or would be with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def find_secrets(root: Path, *names: str) -> list[tuple[str, int, str]]:
    """File, line and kind of everything that looks like a secret."""
    found = SecretsCollection(root=str(root))
    with default_settings():
        for name in names:
            found.scan_file(name)
    return sorted((file, secret.line_number, secret.type) for file, secret in found)


@pytest.mark.slow
def test_nothing_in_the_repository_looks_like_a_secret() -> None:
    unknown = [
        f"{file}:{line}: {kind}"
        for file, line, kind in find_secrets(ROOT, *list_files())
        if not (kind == CALLED_SO and file.endswith(".py"))
    ]
    assert not unknown, (
        "If it is one, take it out and replace it wherever it is used, also in what was committed. "
        f"If not, end its line with `# pragma: allowlist secret`: {unknown}"
    )


@pytest.mark.parametrize(
    "line",
    [
        f'SECRET_KEY = "{secrets.token_hex(32)}"',
        f'{{"token": "{secrets.token_urlsafe(40)}"}}',
        f"AKIA{'Q2J7' * 4}",
        "-----BEGIN " + "PRIVATE KEY-----",
        f"postgresql://portal:{secrets.token_hex(8)}@db.example.org/portal",
    ],
    ids=["in code", "in a document", "of a cloud", "of a certificate", "in an address"],
)
def test_a_secret_left_in_a_file_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "left.py").write_text(f"{line}\n")
    assert find_secrets(tmp_path, "left.py")

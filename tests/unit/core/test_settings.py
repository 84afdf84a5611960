"""What an installation may set, and what it must."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import SettingMissing, Settings

ADDRESS = {"PUBLIC_URL": "https://portal.example.org"}
SECRETS = {"SECRET_KEY": "a" * 64, "PASSWORD_SALT": "b" * 64, "MASTER_KEY": "c" * 64}


@pytest.mark.parametrize("missing", SECRETS)
def test_production_refuses_to_start_without_a_secret_and_says_which(
    tmp_path: Path, missing: str
) -> None:
    given = {name: value for name, value in SECRETS.items() if name != missing}
    with pytest.raises(SettingMissing, match=missing):
        Settings.from_environment({"DATA_DIR": str(tmp_path), **given})


def test_production_makes_no_secrets_of_its_own(tmp_path: Path) -> None:
    Settings.from_environment({"DATA_DIR": str(tmp_path), **SECRETS, **ADDRESS})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", [{}, {"PUBLIC_URL": "http://portal.example.org"}])
def test_production_refuses_to_be_reached_in_the_open(
    tmp_path: Path, address: dict[str, str]
) -> None:
    with pytest.raises(SettingMissing, match="PUBLIC_URL"):
        Settings.from_environment({"DATA_DIR": str(tmp_path), **SECRETS, **address})


def test_a_demonstration_keeps_the_secrets_it_made(tmp_path: Path) -> None:
    environment = {"DATA_DIR": str(tmp_path), "PORTAL_ENV": "development"}
    first = Settings.from_environment(environment)
    assert Settings.from_environment(environment) == first
    assert (tmp_path / "secrets" / "master_key").stat().st_mode & 0o077 == 0


def test_films_in_a_bucket_need_its_keys(tmp_path: Path) -> None:
    with pytest.raises(SettingMissing, match="S3_SECRET_ACCESS_KEY"):
        Settings.from_environment(
            {
                "DATA_DIR": str(tmp_path),
                **SECRETS,
                **ADDRESS,
                "S3_BUCKET": "films",
                "S3_ACCESS_KEY_ID": "key",
            }
        )


def test_cookies_are_bound_to_https_where_the_portal_is_reached_by_it(tmp_path: Path) -> None:
    safe = Settings.from_environment(
        {"DATA_DIR": str(tmp_path), **SECRETS, **ADDRESS}
    ).as_flask_config()
    assert safe["SESSION_COOKIE_SECURE"] is True
    assert safe["SESSION_COOKIE_NAME"].startswith("__Host-")

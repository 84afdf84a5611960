"""What an installation may set, and what it must."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import SettingMissing, Settings
from tests.factories.secrets import PUBLIC_URL, make_secrets
from tests.factories.secrets import SECRET_NAMES as NAMES

ADDRESS = {"PUBLIC_URL": PUBLIC_URL}
SECRETS = make_secrets()
KNOWN = {"SECRET_KEY", "PASSWORD_SALT", "MASTER_KEY"}


def start(tmp_path: Path, **given: str) -> Settings:
    """Start in production with the environment `given`."""
    return Settings.from_environment({"DATA_DIR": str(tmp_path), **given})


def test_the_secrets_are_found_in_the_source() -> None:
    assert set(NAMES) >= KNOWN
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("missing", NAMES)
@pytest.mark.parametrize("value", [None, "", "   "])
def test_production_refuses_to_start_without_a_secret_and_says_which(
    tmp_path: Path, missing: str, value: str | None
) -> None:
    given = {**SECRETS, **ADDRESS, missing: value}
    with pytest.raises(SettingMissing, match=f"{missing} is not set") as refusal:
        start(tmp_path, **{name: text for name, text in given.items() if text is not None})
    assert not any(name in str(refusal.value) for name in NAMES if name != missing)


def test_all_that_is_missing_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingMissing) as refusal:
        start(tmp_path, S3_BUCKET="films", MAIL_SERVER="mail.example.org", MAIL_USER="portal")
    rest = {"PUBLIC_URL", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY", "MAIL_PASSWORD"}
    assert all(name in str(refusal.value) for name in {*NAMES, *rest})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("5f" * 15, "too short"),
        ("changeme" * 8, "not random"),
        ("Replace-this-one " * 3, "not random"),
        ("0" * 64, "not random"),
        ("0123" * 16, "not random"),
        ("password-of-the-portal-0123456789", "not random"),
    ],
)
def test_a_secret_that_anybody_could_guess_is_refused(
    tmp_path: Path, name: str, value: str, words: str
) -> None:
    with pytest.raises(SettingMissing, match=f"{name} is {words}") as refusal:
        start(tmp_path, **{**SECRETS, **ADDRESS, name: value})
    assert value not in str(refusal.value)


def test_a_key_of_the_wrong_form_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingMissing, match="MASTER_KEY is not 64 hexadecimal digits"):
        start(tmp_path, **{**SECRETS, **ADDRESS, "MASTER_KEY": SECRETS["MASTER_KEY"][:-2]})


@pytest.mark.parametrize("name", NAMES[1:])
def test_one_value_does_not_serve_as_two_secrets(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingMissing, match=f"{name} is the same as {NAMES[0]}"):
        start(tmp_path, **{**SECRETS, **ADDRESS, name: SECRETS[NAMES[0]]})


def test_what_the_refusal_recommends_is_accepted(tmp_path: Path) -> None:
    for _ in range(50):
        start(tmp_path, **make_secrets(), **ADDRESS)


def test_production_makes_no_secrets_of_its_own(tmp_path: Path) -> None:
    start(tmp_path, **SECRETS, **ADDRESS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("environment", ["production", "prod", "staging", "Development", ""])
def test_only_development_is_spared(tmp_path: Path, environment: str) -> None:
    with pytest.raises(SettingMissing, match="SECRET_KEY"):
        start(tmp_path, PORTAL_ENV=environment)


@pytest.mark.parametrize("address", [{}, {"PUBLIC_URL": "http://portal.example.org"}])
def test_production_refuses_to_be_reached_in_the_open(
    tmp_path: Path, address: dict[str, str]
) -> None:
    with pytest.raises(SettingMissing, match="PUBLIC_URL"):
        start(tmp_path, **SECRETS, **address)


def test_a_demonstration_keeps_the_secrets_it_made(tmp_path: Path) -> None:
    environment = {"DATA_DIR": str(tmp_path), "PORTAL_ENV": "development"}
    first = Settings.from_environment(environment)
    assert Settings.from_environment(environment) == first
    for name in NAMES:
        assert (tmp_path / "secrets" / name.lower()).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("missing", ["S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"])
def test_films_in_a_bucket_need_its_keys(tmp_path: Path, missing: str) -> None:
    keys = {"S3_ACCESS_KEY_ID": "key", "S3_SECRET_ACCESS_KEY": "its other half"} | {missing: ""}
    with pytest.raises(SettingMissing, match=missing):
        start(tmp_path, **SECRETS, **ADDRESS, S3_BUCKET="films", **keys)


@pytest.mark.parametrize("port", ["25", "2525"])
def test_letters_do_not_travel_in_the_open(tmp_path: Path, port: str) -> None:
    with pytest.raises(SettingMissing, match="MAIL_PORT"):
        start(tmp_path, **SECRETS, **ADDRESS, MAIL_SERVER="mail.example.org", MAIL_PORT=port)


@pytest.mark.parametrize(("port", "protection"), [("587", "MAIL_USE_TLS"), ("465", "MAIL_USE_SSL")])
def test_letters_travel_encrypted(tmp_path: Path, port: str, protection: str) -> None:
    mail = {"MAIL_SERVER": "mail.example.org", "MAIL_PORT": port}
    assert start(tmp_path, **SECRETS, **ADDRESS, **mail).as_flask_config()[protection] is True


def test_a_mail_server_on_the_same_machine_is_asked_as_it_is(tmp_path: Path) -> None:
    mail = {"MAIL_SERVER": "localhost", "MAIL_PORT": "25"}
    plain = start(tmp_path, **SECRETS, **ADDRESS, **mail).as_flask_config()
    assert not plain["MAIL_USE_TLS"]
    assert not plain["MAIL_USE_SSL"]


def test_cookies_are_bound_to_https_where_the_portal_is_reached_by_it(tmp_path: Path) -> None:
    safe = start(tmp_path, **SECRETS, **ADDRESS).as_flask_config()
    assert safe["SESSION_COOKIE_SECURE"] is True
    assert safe["SESSION_COOKIE_NAME"].startswith("__Host-")


def test_former_master_keys_are_read_in_their_order(tmp_path: Path) -> None:
    former = list(make_secrets().values())[:2]
    settings = start(tmp_path, **SECRETS, **ADDRESS, MASTER_KEY_FORMER=" , ".join(former))
    assert settings.former_master_keys == tuple(former)
    assert start(tmp_path, **SECRETS, **ADDRESS).former_master_keys == ()


@pytest.mark.parametrize(
    ("former", "fault"),
    [
        ("ab" * 31, "is not random"),
        (SECRETS["PASSWORD_SALT"][:-2], "is not 64 hexadecimal digits"),
        (SECRETS["MASTER_KEY"], "is the same as MASTER_KEY"),
    ],
    ids=["guessable", "short", "repeated"],  # random values make no names: each process has its own
)
def test_a_weak_or_repeated_former_master_key_is_refused(
    tmp_path: Path, former: str, fault: str
) -> None:
    with pytest.raises(SettingMissing, match=f"MASTER_KEY_FORMER {fault}") as refusal:
        start(tmp_path, **SECRETS, **ADDRESS, MASTER_KEY_FORMER=former)
    assert former not in str(refusal.value)

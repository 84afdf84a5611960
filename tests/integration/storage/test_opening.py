from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from app.storage.opening import open_film_store
from config import S3Settings, Settings
from tests.integration.storage.film_bytes import read_film, store_film


@pytest.fixture
def own_settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"PORTAL_ENV": "testing", "DATA_DIR": str(tmp_path)})


def test_films_and_keys_lie_apart_in_the_data_folder(own_settings: Settings, film: str) -> None:
    store_film(open_film_store(own_settings), film, b"film")
    assert (own_settings.data_dir / "sealed" / film / "00000000").is_file()
    assert (own_settings.data_dir / "film-keys" / film).is_file()
    assert read_film(open_film_store(own_settings), film) == b"film"


def test_films_and_keys_go_to_the_bucket_when_there_is_one(
    own_settings: Settings, s3: S3Settings, film: str
) -> None:
    settings = replace(own_settings, s3=s3)
    store_film(open_film_store(settings), film, b"film")
    assert read_film(open_film_store(settings), film) == b"film"
    assert {path.name for path in own_settings.data_dir.iterdir()} <= {"secrets"}


def test_nothing_is_touched_before_the_first_film(own_settings: Settings) -> None:
    nowhere = S3Settings("films", "http://127.0.0.1:1", "us-east-1", "id", "secret")
    open_film_store(replace(own_settings, s3=nowhere))
    open_film_store(own_settings)
    assert {path.name for path in own_settings.data_dir.iterdir()} <= {"secrets"}


def test_a_master_key_of_the_wrong_form_refuses_to_start(own_settings: Settings) -> None:
    with pytest.raises(ValueError, match="MASTER_KEY"):
        open_film_store(replace(own_settings, master_key=secrets.token_hex(31)))

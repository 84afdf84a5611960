"""The data-flow sheet and the impact assessment say what an installation does, and give no secret away."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.association.documents.data_flow import write_data_flow
from app.association.documents.facts import Facts, gather_facts
from app.association.documents.impact_assessment import write_impact_assessment
from app.association.documents.sheet import Sheet, draw_sheet
from app.organisations.models import Organisation, RetentionRule, RuleBasis, RuleUnit
from config import Settings

DAY = date(2026, 11, 21)
SECRETS = {
    name: format(number, "02x") * 16 + "0123456789abcdef" * 2
    for number, name in enumerate(
        ("SECRET_KEY", "PASSWORD_SALT", "MASTER_KEY", "AUDIT_KEY", "FACTOR_KEY"), start=17
    )
}
TRYING_OUT = {"PORTAL_ENV": "development"}
SCALED = {
    "PORTAL_ENV": "production",
    "PUBLIC_URL": "https://vig.example.org",
    "DATABASE_URL": "postgresql+psycopg://portal:hush-hush@db.example.org/vig?sslmode=verify-full",  # pragma: allowlist secret
    "S3_BUCKET": "quiet-bucket",
    "S3_ENDPOINT": "https://objects.example.org",
    "S3_REGION": "eu-west-2",
    "S3_ACCESS_KEY_ID": "ACCESSKEYID",
    "S3_SECRET_ACCESS_KEY": "whisper-whisper",
    "MAIL_SERVER": "mail.example.org",
    "MAIL_USER": "portal-mailer",
    "MAIL_PASSWORD": "murmur-murmur",
    "MAIL_SENDER": "portal@vig.example.org",
    "RATE_LIMIT_STORAGE": "redis://:rustle-rustle@counts.example.org:6379",
    **SECRETS,
}


def read(folder: Path, env: dict[str, str], organisation: Organisation | None = None) -> Facts:
    settings = Settings.from_environment({"DATA_DIR": str(folder), **env})
    return gather_facts(settings, organisation, None)


def words_of(sheet: Sheet) -> str:
    parts: list[Any] = [sheet.title, sheet.kicker, *sheet.opening]
    parts += [[section.heading, *section.blocks] for section in sheet.sections]
    return json.dumps(parts, ensure_ascii=False)


def both(facts: Facts) -> str:
    return words_of(write_data_flow(facts, DAY)) + words_of(write_impact_assessment(facts, DAY))


def test_an_installation_of_several_machines_is_described_as_it_is(tmp_path: Path) -> None:
    words = both(read(tmp_path, SCALED))
    for fact in (
        "Object storage at objects.example.org, region eu-west-2",
        "PostgreSQL on db.example.org (reached over TLS, its certificate checked)",
        "mail.example.org, STARTTLS, refused without it",
        "HTTPS for everything",
        "counts.example.org",
        "2 months after the case is closed",
        "a master key that is in neither place",
    ):
        assert fact in words
    assert "for trying out" not in words


def test_no_secret_stands_in_either_paper(tmp_path: Path) -> None:
    words = both(read(tmp_path, SCALED))
    hidden = ("hush", "whisper", "murmur", "rustle", "ACCESSKEYID", "quiet-bucket", "portal-mailer")
    assert not [secret for secret in (*hidden, *SECRETS.values(), str(tmp_path)) if secret in words]


def test_an_installation_for_trying_out_says_so(tmp_path: Path) -> None:
    words = both(read(tmp_path, TRYING_OUT))
    for fact in (
        "made by an installation for trying out",
        "must not hold real films",
        "SQLite, a file",
        "reach nobody",
        "keeps beside them",
    ):
        assert fact in words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"S3_ENDPOINT": ""}, "Amazon S3, region eu-west-2"),
        ({"MAIL_PORT": "465"}, "mail.example.org, TLS from the first byte"),
        ({"MAIL_SERVER": "localhost"}, "The mail server on the same machine"),
        ({"DATABASE_URL": "postgresql+psycopg://p:x@db.example.org/vig"}, "TLS is not asked for"),
        (
            {"DATABASE_URL": "postgresql+psycopg://p:x@localhost/vig"},
            "PostgreSQL on the same machine",
        ),
        ({"FILM_LIMIT_MIB": "512"}, "512 MB"),
        ({"SIGN_IN_IDLE_MINUTES": "20"}, "20 minutes without a request"),
    ],
)
def test_another_setting_is_another_sentence(
    tmp_path: Path, change: dict[str, str], words: str
) -> None:
    assert words in both(read(tmp_path, SCALED | change))
    assert words not in both(read(tmp_path, SCALED))


def test_one_organisation_finds_its_name_rule_and_contacts_in_it(tmp_path: Path) -> None:
    organisation = Organisation(
        name="Lark Rise",
        lead="Head of service",
        controller="Lark Rise Council",
        privacy_contact="privacy@larkrise.example.org",
        safeguarding_contact="safe@larkrise.example.org",
    )
    rule = RetentionRule(basis=RuleBasis.FILMED, amount=1, unit=RuleUnit.MONTHS)
    settings = Settings.from_environment({"DATA_DIR": str(tmp_path), **SCALED})
    facts = gather_facts(settings, organisation, rule)
    for sheet in (write_data_flow(facts, DAY), write_impact_assessment(facts, DAY)):
        words = words_of(sheet)
        for fact in (
            "Lark Rise Council",
            "privacy@larkrise",
            "safe@larkrise",
            "1 month after filming",
        ):
            assert fact in words
        assert "to be filled in" not in words


@pytest.mark.parametrize("write", [write_data_flow, write_impact_assessment])
def test_names_from_anywhere_become_words_and_never_markup(tmp_path: Path, write: Any) -> None:
    name = '#panic("x") $x$ *a* _b_ `c` @d <e> \\ \x00 “Žluťoučký” ]'
    organisation = Organisation(
        name=name, lead=name, controller=name, privacy_contact=name, safeguarding_contact=name
    )
    pdf = draw_sheet(write(read(tmp_path, TRYING_OUT, organisation), DAY))
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf

"""The secrets of an installation in production, made anew for each test."""

from __future__ import annotations

import inspect
import re
import secrets

import config

SECRET_NAMES = re.findall(r'vault\.read\("(\w+)"', inspect.getsource(config))
"""Every secret that the settings read, also those of tomorrow."""

PUBLIC_URL = "https://portal.example.org"


def make_secrets() -> dict[str, str]:
    """A random value for every secret, by its name in the environment."""
    return {name: secrets.token_hex(32) for name in SECRET_NAMES}


def describe_production() -> dict[str, str]:
    """What production needs in its environment, beside the folder for its data."""
    return {"PORTAL_ENV": "production", "PUBLIC_URL": PUBLIC_URL, **make_secrets()}

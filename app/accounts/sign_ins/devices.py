"""A browser's own description, in words that its owner recognises."""

from __future__ import annotations

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""The first that fits: later ones are named by most browsers for the sake of old pages."""

SYSTEMS = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "a Chromebook"),
    ("Mac OS X", "a Mac"),
    ("Linux", "Linux"),
)


def describe_device(user_agent: str) -> str:
    """Such as ``Firefox on Windows``."""
    browser = _find(BROWSERS, user_agent, "A browser")
    system = _find(SYSTEMS, user_agent, "")
    return f"{browser} on {system}" if system else browser


def _find(names: tuple[tuple[str, str], ...], text: str, otherwise: str) -> str:
    return next((name for mark, name in names if mark in text), otherwise)

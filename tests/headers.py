"""Every answer the tests receive is read as a browser would: one without its protections fails the test that asked."""

from __future__ import annotations

from http.cookies import Morsel, SimpleCookie

from werkzeug.test import TestResponse

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

DIRECTIVES = {
    "default-src": {"'none'"},
    "object-src": {"'none'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
    "form-action": {"'self'"},
    "style-src": {"'self'"},
    "connect-src": {"'self'"},
}

CLOSED_FEATURES = ("camera", "microphone", "geolocation", "display-capture")


def check_headers(answer: TestResponse, *, is_static: bool, is_behind_tls: bool) -> None:
    """Raises AssertionError with what is missing."""
    for name, value in FIXED.items():
        assert answer.headers.getlist(name) == [value], f"{name} is not {value}"
    _check_policy(answer)
    granted = answer.headers["Permissions-Policy"]
    assert all(f"{feature}=()" in granted for feature in CLOSED_FEATURES), granted
    if not is_static:
        assert answer.headers["Cache-Control"] == "no-store", "somebody may keep what is personal"
    secured = answer.headers.get("Strict-Transport-Security", "")
    assert bool(secured) == is_behind_tls
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "X-Powered-By" not in answer.headers
    if answer.content_length != 0 and (answer.mimetype or "").startswith("text/"):
        assert answer.mimetype_params.get("charset") == "utf-8", answer.content_type
    for cookie in read_cookies(answer):
        check_cookie(cookie, is_behind_tls=is_behind_tls)


def _check_policy(answer: TestResponse) -> None:
    (policy,) = answer.headers.getlist("Content-Security-Policy")
    given = {words[0]: set(words[1:]) for words in map(str.split, policy.split(";"))}
    for directive, sources in DIRECTIVES.items():
        assert given[directive] == sources, f"{directive}: {given[directive]}"
    scripts = given["script-src"] - {"'self'"}
    assert len(scripts) == 1, scripts
    nonce = scripts.pop()
    assert nonce.startswith("'nonce-")
    written = policy.replace(nonce, "")  # chance may spell any word in a nonce
    assert not [word for word in ("unsafe", "*", "http") if word in written]


def read_cookies(answer: TestResponse) -> list[Morsel[str]]:
    """The cookies that the answer sets."""
    return [
        morsel
        for line in answer.headers.getlist("Set-Cookie")
        for morsel in SimpleCookie(line).values()
    ]


def check_cookie(cookie: Morsel[str], *, is_behind_tls: bool) -> None:
    """No script reads it, no other site sends it, and behind TLS no other host sets it."""
    assert cookie["httponly"], f"a script can read {cookie.key}"
    assert cookie["samesite"] in {"Lax", "Strict"}, f"other sites send {cookie.key}"
    assert cookie["path"] == "/"
    assert not cookie["domain"], f"{cookie.key} is sent to other hosts"
    assert len(cookie.key) + len(cookie.value) < 4096, f"{cookie.key} is too long to be kept"
    if is_behind_tls:
        assert cookie["secure"], f"{cookie.key} travels open"
        assert cookie.key.startswith("__Host-"), f"another host can set {cookie.key}"

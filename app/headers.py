"""What a request may call the portal, and what every answer tells the browser."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

from app.core.errors import DomainError
from app.extensions import current_settings

STATIC_ENDPOINTS = frozenset({"static", "bootstrap.static"})
"""What is the same for everybody; all else is never kept by a browser or on the way."""

NAMELESS_ENDPOINTS = frozenset({"home.show_health"})
"""Asked by machines that know an address and no name; the answer leads nowhere."""

SIGN_OUT = "security.logout"

POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; object-src 'none'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=(), publickey-credentials-get=(self), "
        "publickey-credentials-create=(self)"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""The same on every answer. A film, a still or a script of the portal is of no use to any other site."""

TWO_YEARS_S = 2 * 365 * 24 * 3600


class StrangeName(DomainError):
    """The Host is not the portal's own: links, passkeys and cookies would be made for somebody else's name."""

    status = 400
    title = "The portal does not go by this name"
    message = (
        "Use the address that the association gave you, or open the link in your letter again."
    )


def install(app: Flask) -> None:
    """Put the first and the last word on every request of ``app``; to be installed before anything else."""
    app.before_request(begin_answer)
    app.after_request(add_headers)


def begin_answer() -> None:
    """Make the nonce of this answer. Raises StrangeName where production is called by another name."""
    g.csp_nonce = secrets.token_urlsafe(16)
    settings = current_settings()
    if settings.is_development or request.endpoint in NAMELESS_ENDPOINTS:
        return
    if request.host.lower().removesuffix(":443") != settings.public_host:
        raise StrangeName


def add_headers(response: Response) -> Response:
    """Nothing inline, nothing framed, nothing from or for elsewhere; what belongs to people is never kept."""
    response.headers.update(HEADERS)
    response.headers["Content-Security-Policy"] = POLICY.format(nonce=g.get("csp_nonce", ""))
    if current_settings().is_behind_tls:
        response.headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS_S}; includeSubDomains"
    if request.endpoint not in STATIC_ENDPOINTS:
        response.headers["Cache-Control"] = "no-store"
    if request.endpoint == SIGN_OUT and request.method == "POST":
        response.headers["Clear-Site-Data"] = '"cache"'
    return response

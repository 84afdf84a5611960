"""The way to the mail server: encrypted, and to no server but the one whose name the certificate holds."""

from __future__ import annotations

import smtplib
import ssl
from typing import Any

from flask_mailman.backends.smtp import EmailBackend


class VerifyingEmailBackend(EmailBackend):  # type: ignore[misc]  # Flask-Mailman has no types
    """Flask-Mailman's way, except that STARTTLS looks at the server's certificate, as TLS from the start does."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """What speaks to the server."""
        return smtplib.SMTP_SSL if self.use_ssl else VerifyingConnection


class VerifyingConnection(smtplib.SMTP):
    """A connection that goes on only with a server that is who it says."""

    def starttls(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        """Encrypt from here on. Raises ``ssl.SSLCertVerificationError`` for anybody else's server."""
        return super().starttls(context=ssl.create_default_context())

"""From an award to its certificate as an answer."""

from __future__ import annotations

from flask import Response

from app.accreditation.awards.certificate import CertificateWords, draw_certificate
from app.accreditation.models import Award
from app.core.errors import NotFound
from app.extensions import current_settings, release_connection


def answer_certificate(award: Award) -> Response:
    """The PDF to keep; drawn after the transaction, so that nobody waits for it.

    Raises NotFound for an award from before the portal: its certificate was given on paper.
    """
    words = describe_certificate(award)
    release_connection()
    filename = f"certificate-{words.number}.pdf"
    return Response(
        draw_certificate(words),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def describe_certificate(award: Award) -> CertificateWords:
    """What the certificate of this award says. Raises NotFound for an award from before the portal."""
    if award.enrolment is None:
        raise NotFound
    return CertificateWords(
        association=current_settings().association_name,
        name=award.person.full_name,
        number=award.number,
        day=award.effective_on,
        pathway=award.enrolment.version.pathway.name,
    )

"""`POST certificates/verify`: the page « Vérifier un certificat », for software. As open as that page."""

import json
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja.errors import ValidationError
from pydantic import ValidationError as Unreadable

from unisson.files import limits
from unisson.invoices import certificate
from unisson.invoices.deposit import Upload
from unisson.kernel.words import sentence

from ..faults import turn_away
from . import bodies, problems
from . import certificates_wire as wire

JSON = "application/json"
ACCEPTED = (bodies.FORM, bodies.PDF, JSON)
CERTIFICATE, INVOICE = "certificate", "invoice"
_SMALL = 4096


def verify(request: HttpRequest) -> HttpResponse:
    """Hold a certificate against what was recorded at the deposit, then forget what was sent."""
    kind = bodies.kind_of(request, accepted=ACCEPTED)
    if kind == JSON:
        asked = _asked(bodies.whole(request, limit=_SMALL))
        return _told(certificate.verify_number(asked.number, asked.sha256))
    if kind == bodies.PDF:
        return _told(certificate.verify(_content(Upload(name="certificat.pdf", content=bodies.whole(request)))))
    sent = bodies.files(request, most=2)
    invoice = sent.get(INVOICE)
    pdf = _content(bodies.one_of(sent, CERTIFICATE))
    return _told(certificate.verify(pdf, _content(invoice) if invoice else None))


def _content(upload: Upload) -> bytes:
    limits.check_size(upload.name, len(upload.content), limit=limits.INVOICE_FILE)
    return upload.content


def _asked(body: bytes) -> wire.ByNumber:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise turn_away(400, "CPP-API-01") from error
    if not isinstance(sent, dict):
        raise turn_away(400, "CPP-API-01")
    try:
        return wire.ByNumber.model_validate(sent)
    except Unreadable as error:
        raise ValidationError(error.errors()) from error  # type: ignore[arg-type]


def _told(verdict: certificate.Verdict) -> HttpResponse:
    moment, known = verdict.values.get("moment"), verdict.certificate
    number = verdict.values.get("number")
    return problems.reply(
        wire.Verified(
            authentic=verdict.authentic,
            code=verdict.code,
            sentence=sentence(verdict.code, verdict.values),
            page=problems.page_of(verdict.code),
            certificate=known.number if known else None,
            invoice=str(number) if number else None,
            deposited_at=moment if isinstance(moment, datetime) else None,
        )
    )

"""`POST check`: the verdict of a deposit, without the deposit."""

import hashlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse

from unisson.directory.callers import Caller, structure_of
from unisson.einvoice import terms
from unisson.einvoice.model import Invoice as Document
from unisson.einvoice.model import Party
from unisson.invoices import checking
from unisson.invoices.deposit import Upload
from unisson.invoices.models import Invoice
from unisson.kernel import findings
from unisson.kernel.clock import legal_day, now
from unisson.kernel.words import sentence

from . import bodies, problems
from . import checks_wire as wire
from .changes import party

FIELD = "file"
ACCEPTED = (bodies.FORM, *bodies.XML, bodies.PDF, bodies.BYTES)
_NAMES = {bodies.PDF: "facture.pdf"}


def check(request: HttpRequest) -> HttpResponse:
    """Judge a file as its deposit would: by the same reader, the same rules, the same facts. Nothing is kept."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    upload = _sent(request)
    supplier = structure_of(caller)
    found = checking.check(caller.user, upload, supplier=supplier, at=now())
    return problems.reply(_verdict(found, hashlib.sha256(upload.content).hexdigest()))


def _sent(request: HttpRequest) -> Upload:
    kind = bodies.kind_of(request, accepted=ACCEPTED)
    if kind == bodies.FORM:
        return bodies.one_of(bodies.files(request), FIELD)
    return Upload(name=_NAMES.get(kind, "facture.xml"), content=bodies.whole(request))


def _verdict(found: checking.Checked, digest: str) -> wire.Verdict:
    value = found.value
    return wire.Verdict(
        admissible=found.admissible,
        syntax=found.syntax or None,
        sha256=digest,
        supplier=party(found.supplier),
        recipient=party(found.recipient) if found.recipient else None,
        read=_read(value) if value else None,
        findings=[
            *_told(found.blocking, "blocking"),
            *_told(found.form, "form"),
            *_told(found.remarks, "remark"),
        ],
        duplicate=_twin(found.twin) if found.twin else None,
        unread_pages=list(found.scanned),
        rulesets=[wire.Ruleset(name=name, version=version) for name, version in found.versions.items()],
    )


def _told(found: Iterable[findings.Finding], level: wire.Level) -> list[wire.Finding]:
    return [
        wire.Finding(
            code=one.code,
            level=level,
            sentence=sentence(one.code, one.values),
            where=one.where or None,
            field=terms.label(one.where) if one.where.startswith(_TERMS) else None,
            values={name: _plain(value) for name, value in one.values.items()},
            page=problems.page_of(one.code),
        )
        for one in found
    ]


_TERMS = ("BT-", "BG-", "EXT-")


def _plain(value: findings.Value) -> str:
    """As software reads it."""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value if value is not None else "")


def _read(value: Document) -> wire.Read:
    totals = value.totals
    return wire.Read(
        number=value.number,
        issue_date=value.issue_date,
        due_date=value.due_date,
        type_code=value.type_code,
        framework=value.framework,
        currency=value.currency,
        seller=_party(value.seller),
        buyer=_party(value.buyer),
        service=value.buyer_reference,
        commitment=value.order_reference,
        contract=value.contract_reference,
        net_total=totals.net,
        vat_total=totals.vat,
        gross_total=totals.gross,
        net_to_pay=totals.due,
        lines=len(value.lines),
    )


def _party(party: Party | None) -> wire.Party:
    return wire.Party(siret=party.siret, name=party.name) if party else wire.Party()


def _twin(invoice: Invoice) -> wire.Twin:
    day = legal_day(invoice.deposited_at or invoice.status_since)
    return wire.Twin(id=invoice.pk, number=invoice.number, deposited_on=day, status=invoice.status)

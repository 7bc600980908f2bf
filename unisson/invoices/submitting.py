"""An invoice that software tells as data, sent in one call: typed under a mandate, or with its PDF (« soumettre »).

What is told makes the invoice, by the rules and facts of the form; of a PDF nothing is read. It is judged before it is
kept, so that what is refused leaves no draft behind.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from unisson.accounts.models import User
from unisson.directory.models import Service, Structure
from unisson.einvoice.detect import FileKind
from unisson.files import library, limits, store
from unisson.kernel import money
from unisson.kernel.clock import legal_day
from unisson.kernel.findings import Finding, Value
from unisson.kernel.refusal import Refusal

from . import attachments, deposit, moved
from .admission import number_key
from .drafting import drafts
from .drafting.reading import kind_of_file, of_paper
from .manual import start
from .manual.sums import before_discount
from .models import Flow, Invoice
from .sandbox import refusing
from .senders import choose_own
from .status import NEVER_SENT, Channel, DepositMode, Status

_TAKEN = "CPP-ADM-10"


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The totals as they were told, which the lines must come to. `due` is not asked where all is paid."""

    net: Decimal | None = None
    vat: Decimal | None = None
    gross: Decimal | None = None
    due: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """An invoice as software tells it. `texts`: by field of the form, as a person would type them."""

    supplier: Structure
    service: Service | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    totals: Totals = field(default_factory=Totals)
    pieces: Mapping[int, str] = field(default_factory=dict)
    """Keys of attachments sent before (`files.uploads`), each with its designation."""


def submit_typed(actor: User, told: Told, *, at: datetime) -> Invoice:
    """« SAISIE_API »: the portal makes its Factur-X and gives its number.

    Refusals of `manual.start.made` and `attachments.join`, CPP-DEPOT-06 with the findings of what is not right.
    """
    texts = {**told.texts, **_service(told)}
    draft = start.made(actor, told.supplier, texts=texts, at=at)
    checked = drafts.check(draft, at=at)
    _ready(draft, checked, (*checked.findings, *_other_totals(told.totals, checked)))
    with transaction.atomic():
        start.keep(draft, at=at)
        _join(actor, draft, told, at=at)
    return _sent(actor, draft, at=at)


def submit_paper(actor: User, told: Told, piece: int, *, signed: bool, at: datetime) -> Invoice:
    """« DEPOT_PDF_API », `signed` « DEPOT_PDF_SIGNE_API »: the PDF `piece`, sent before, is its original.

    Refusals of `deposit.check_right` and `attachments.join`, CPP-DEPOT-01 for what is no PDF, CPP-SOUMISSION-03 for one
    without the signature that is announced, CPP-DEPOT-06 with the findings of what is not right.
    """
    deposit.check_right(actor, told.supplier, told.service, Channel.API)
    paper = library.chosen(actor.pk, [piece])[0]
    content = store.content_of(paper.file_id)
    limits.check_size(paper.name, len(content), limit=limits.INVOICE_FILE)
    if kind_of_file(content, name=paper.name) is not FileKind.PDF:
        raise Refusal("CPP-DEPOT-01", field="file", name=paper.name)
    read = of_paper(content)
    if signed and not read.signature:
        raise Refusal("CPP-SOUMISSION-03", field="file", name=paper.name)
    flow = Flow(
        channel=Channel.API,
        depositor=actor,
        supplier=told.supplier,
        supplier_service=told.service,
        framework=told.texts.get("framework") or "A1",
        file=paper.file,
        file_name=paper.name,
        syntax=read.syntax,
        received_at=at,
    )
    draft = drafts.made(flow, read, at=at)
    draft.deposit_mode = DepositMode.SIGNED_PDF_API if signed else DepositMode.PDF_API
    draft.draft["typed"] |= told.texts
    choose_own(actor, draft, {name: told.texts[name] for name in ("account",) if name in told.texts}, on=legal_day(at))
    checked = drafts.check(draft, at=at)
    _ready(draft, checked, checked.findings)
    with transaction.atomic():
        drafts.begin(draft, at=at)
        _join(actor, draft, told, at=at)
    return _sent(actor, draft, at=at)


def _service(told: Told) -> dict[str, str]:
    return {"supplier_service": told.service.code} if told.service else {}


def _ready(draft: Invoice, checked: drafts.Checked, findings: tuple[Finding, ...]) -> None:
    """Refusal CPP-DEPOT-06 for `findings`; of a number that is taken, with the invoice that has it."""
    if any(finding.code == _TAKEN for finding in findings):
        findings = (*findings, *_first_of(draft))
    elif not findings and (played := refusing.take(draft.supplier_id, checked.reading.invoice)):
        findings = (played,)
    if findings:
        raise Refusal("CPP-DEPOT-06", findings=findings, count=len(findings))


def _first_of(draft: Invoice) -> Iterator[Finding]:
    """The invoice that took the number of this one."""
    value = drafts.value_of(draft)[0].invoice
    year = value.issue_date.year if value.issue_date else None
    suppliers = moved.senders_as(draft.supplier_id, and_itself=True)
    found = Invoice.objects.filter(supplier__in=suppliers, number_key=number_key(value.number or ""), issue_year=year)
    for first in found.exclude(status__in=NEVER_SENT).order_by("pk")[:1]:
        day = legal_day(first.deposited_at or first.created_at)
        values: dict[str, Value] = {
            "number": first.number,
            "day": day,
            "id": str(first.pk),
            "status": Status(first.status),
        }
        yield Finding(code="CPP-SOUMISSION-02", where="BT-1", values=values)


def _join(actor: User, draft: Invoice, told: Told, *, at: datetime) -> None:
    documents = attachments.from_library(actor, told.pieces)
    attachments.add(draft, documents, by=actor, at=at)


def _sent(actor: User, draft: Invoice, *, at: datetime) -> Invoice:
    """The draft, sent; refused at the last moment, since another was faster, it goes."""
    try:
        return deposit.send(actor, draft.pk, version=draft.draft_version, at=at)
    except Refusal as refusal:
        drafts.delete(actor, draft.pk, at=at)
        if refusal.code != _TAKEN:
            raise
        taken = Finding(code=_TAKEN, where="BT-1", values=refusal.values)
        findings = (taken, *_first_of(draft))
        raise Refusal("CPP-DEPOT-06", findings=findings, count=len(findings)) from refusal


def _other_totals(told: Totals, checked: drafts.Checked) -> Iterator[Finding]:
    """Each total that the lines do not come to, before or after a discount off all of it."""
    value = checked.reading.invoice
    totals, gross = value.totals, before_discount(value.lines)
    net = totals.lines or money.ZERO
    computed = {
        "BT-109": (told.net, totals.net, net),
        "BT-110": (told.vat, totals.vat, gross - net),
        "BT-112": (told.gross, totals.gross, gross),
        "BT-115": (told.due, totals.due, None),
    }
    for place, (said, found, before) in computed.items():
        if said is not None and value.lines and said not in (found, before):
            values = {"told": money.cents(said), "found": found or money.ZERO}
            yield Finding(code="CPP-SOUMISSION-01", where=place, values=values)

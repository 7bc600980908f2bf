"""The certificate of deposit: a digest over the canonical snapshot of the deposit, its PDF, and its verification.

The number is the base64 SHA-256 of the snapshot (domain-rules §4.10). Recycling changes routing data and never the
snapshot, so the certificate holds for ever (design §5).
"""

import base64
import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from unisson.directory.models import BankAccount
from unisson.files import store
from unisson.kernel import money
from unisson.kernel.canonical import canonical
from unisson.kernel.clock import PARIS, Clock
from unisson.kernel.findings import Value
from unisson.kernel.ports import ports

from .lifecycle import chained
from .models import Attachment, DepositCertificate, Invoice, StatusChange
from .register import replay, traces
from .status import Status

VERSION = 2
_RETRIES = (1, 5, 15, 60)
"""Minutes to wait after each failed printing; then every hour, for ever: a certificate is owed."""
PARTIES = ("invoice__supplier", "invoice__recipient", "invoice__recipient_service")
_ROUTE = frozenset({"recipient", "service", "commitment"})
"""What the supplier may correct of an invoice « à recycler » (domain-rules §5.1)."""
_COPIED = frozenset({"version", "account"})
"""Not held against what the record says today: an account may get another number, the deposit keeps the one it had."""
_AMOUNTS = ("net_total", "vat_total", "discount", "gross_before_discount", "gross_total", "net_to_pay")

_SIGNATURE = ("signer", "signed_at", "intact", "whole", "trusted", "why")

_log = logging.getLogger(__name__)


def snapshot_of(invoice: Invoice, *, attachments: Sequence[tuple[str, str]]) -> str:
    """The canonical text of a deposit: JSON with sorted keys and no blanks. `attachments`: (name, digest) each."""
    recipient, service = invoice.recipient, invoice.recipient_service
    assert recipient is not None and invoice.deposited_at is not None and invoice.issue_date is not None  # noqa: S101
    content = {
        "version": VERSION,
        "deposited_at": invoice.deposited_at.astimezone(UTC).isoformat(),
        "depositor": invoice.depositor_id,
        "supplier": {"identifier": invoice.supplier.identifier, "name": invoice.supplier.name},
        "recipient": {"identifier": recipient.identifier, "name": recipient.name},
        "service": service.code if service else "",
        "commitment": invoice.commitment,
        "contract": invoice.contract,
        "framework": invoice.framework,
        "kind": invoice.kind,
        "number": invoice.number,
        "issue_date": invoice.issue_date.isoformat(),
        "currency": invoice.currency,
        **{name: _amount(getattr(invoice, name)) for name in _AMOUNTS},
        "account": _account(invoice.account),
        "file": {"name": invoice.file_name, "sha256": invoice.file_id},
        "attachments": [{"name": name, "sha256": digest} for name, digest in sorted(attachments)],
        **_checked(invoice.signature),
    }
    return canonical(content)


def _checked(signature: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Who signed the file, and what the check of it gave; nothing of a file without signature."""
    return {"signature": {name: signature.get(name) for name in _SIGNATURE}} if signature else {}


def paid_to(invoice: Invoice) -> dict[str, str]:
    """Label, IBAN, BIC and factor of the account, as they were at the deposit; of a draft, as they are. Empty: none."""
    issued = getattr(invoice, "certificate", None)
    kept = json.loads(issued.snapshot) if issued else {}
    account: dict[str, str] | None = kept["account"] if "account" in kept else _account(invoice.account)
    return account or {}


def _account(account: BankAccount | None) -> dict[str, str] | None:
    return {name: getattr(account, name) for name in ("label", "iban", "bic", "factor")} if account else None


def number_of(snapshot: str) -> str:
    """Certificat de dépôt n°: 44 characters of base64."""
    return base64.b64encode(hashlib.sha256(snapshot.encode()).digest()).decode()


def prepare(invoice: Invoice, *, attachments: Sequence[tuple[str, str]], at: datetime) -> DepositCertificate:
    """The certificate's row, not yet saved: the deposit writes it with the invoice and its first status change."""
    snapshot = snapshot_of(invoice, attachments=attachments)
    return DepositCertificate(invoice=invoice, number=number_of(snapshot), snapshot=snapshot, issued_at=at)


def print_pending(*, clock: Clock, batch: int = 20) -> int:
    """Make the PDFs still missing, oldest first; returns how many. Run twice or at once, one PDF wins for ever.

    One that fails keeps no other waiting: its fault stands on its row, and it is tried again later and later.
    """
    due = Q(next_try_at=None) | Q(next_try_at__lte=clock())
    waiting = DepositCertificate.objects.filter(due, pdf=None).order_by("issued_at")[:batch]
    return sum(_attempt(certificate, clock=clock) for certificate in waiting)


def _attempt(certificate: DepositCertificate, *, clock: Clock) -> bool:
    try:
        return _print(certificate, at=clock())
    except Exception as error:
        _log.exception("The certificate of invoice %s cannot be printed; it is tried again", certificate.invoice_id)
        wait = timedelta(minutes=_RETRIES[min(certificate.attempts, len(_RETRIES) - 1)])
        DepositCertificate.objects.filter(pk=certificate.pk).update(
            attempts=certificate.attempts + 1,
            next_try_at=clock() + wait,
            last_error=f"{type(error).__name__}: {error}"[:300],
        )
        return False


def _print(certificate: DepositCertificate, *, at: datetime) -> bool:
    assert ports.renderer is not None and ports.seal is not None  # noqa: S101 - wired at start
    page = ports.renderer.render("certificate", values_of(certificate))
    sealed = ports.seal.seal(page, reason=reason_of(certificate.number))
    kept = store.put(sealed, name="certificat.pdf", media_type="application/pdf", at=at)
    with transaction.atomic():
        store.record(kept)
        won = DepositCertificate.objects.filter(pk=certificate.pk, pdf=None).update(pdf=kept.file)
        if won:
            certificate.pdf = kept.file
            traces.enter([traces.Printed(certificate)])
    return bool(won)


def reason_of(number: str) -> str:
    """What a seal says it is for: signed, it holds the PDF to its certificate."""
    return f"Certificat de dépôt n° {number}"


def values_of(certificate: DepositCertificate) -> dict[str, Any]:
    """What the certificate's page shows: the snapshot, its number, and where to verify it."""
    snapshot = json.loads(certificate.snapshot)
    moment = datetime.fromisoformat(snapshot["deposited_at"]).astimezone(PARIS)
    return {
        **snapshot,
        "certificate_number": certificate.number,
        "deposited_at": moment.isoformat(),
        "verify_url": f"{settings.BASE_URL}/verifier/",
    }


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a verification found: a declared code with its values, and the certificate when one was recognised."""

    code: str
    values: dict[str, Value]
    certificate: DepositCertificate | None = None

    @property
    def authentic(self) -> bool:
        return self.code == "CPP-VERIF-01"


def verify(pdf: bytes, invoice_file: bytes | None = None) -> Verdict:
    """Hold a certificate's PDF, and the invoice file if given, against what was recorded at deposit.

    CPP-VERIF-01 authentic and unchanged; -02 not ours or altered; -03 another invoice file; -04 our own record of it
    no longer matches: its snapshot, its columns, its history or its files.
    """
    found = DepositCertificate.objects.filter(pdf=hashlib.sha256(pdf).hexdigest())
    return _verdict(found, hashlib.sha256(invoice_file).hexdigest() if invoice_file is not None else None)


def verify_number(number: str, sha256: str) -> Verdict:
    """`verify` for who has no PDF: the number that stands on it, and the digest (hexadecimal) of the invoice file."""
    return _verdict(DepositCertificate.objects.filter(number=number), sha256.lower())


def _verdict(certificates: QuerySet[DepositCertificate], sha256: str | None) -> Verdict:
    found = certificates.select_related(*PARTIES).first()
    if found is None:
        return Verdict(code="CPP-VERIF-02", values={})
    snapshot = json.loads(found.snapshot)
    moment = datetime.fromisoformat(snapshot["deposited_at"]).astimezone(PARIS)
    values: dict[str, Value] = {"number": snapshot["number"], "moment": moment}
    if not _record_holds(found, snapshot):
        return Verdict(code="CPP-VERIF-04", values={"number": snapshot["number"]}, certificate=found)
    if sha256 not in (None, snapshot["file"]["sha256"]):
        return Verdict(code="CPP-VERIF-03", values=values, certificate=found)
    return Verdict(code="CPP-VERIF-01", values=values, certificate=found)


def is_whole(certificate: DepositCertificate) -> bool:
    """Whether all that is kept of its invoice is as it was: its record, its history, its files and its own PDF."""
    printed = certificate.pdf_id is not None and store.is_intact(certificate.pdf_id)
    return printed and _record_holds(certificate, json.loads(certificate.snapshot))


def _record_holds(certificate: DepositCertificate, snapshot: dict[str, Any]) -> bool:
    """The record says today what the snapshot says, but for what recycling changed; its files are as they were."""
    invoice = certificate.invoice
    joined = _joined_at_deposit(invoice)
    history = list(StatusChange.objects.filter(invoice=invoice).order_by("sequence"))
    return (
        number_of(certificate.snapshot) == certificate.number
        and not differs(invoice, snapshot, joined=joined, history=history)
        and all(store.is_intact(digest) for digest in (invoice.file_id, *(digest for _, digest in joined)))
        and history_holds(invoice, history, certificate_number=certificate.number)
    )


def differs(
    invoice: Invoice, snapshot: dict[str, Any], *, joined: Sequence[tuple[str, str]], history: Sequence[StatusChange]
) -> list[str]:
    """What the record of an invoice says otherwise than its `snapshot`; `joined`: name and digest of what was attached
    at its deposit. Its route is the one to which its `history` recycled it."""
    today = json.loads(snapshot_of(invoice, attachments=joined))
    held = snapshot.keys() - _ROUTE - _COPIED
    changed = [name for name in held if _without_names(today.get(name)) != _without_names(snapshot[name])]
    expected, found = replay.route(snapshot, history), replay.route_of(invoice)
    return sorted(changed + [name for name in expected if expected[name] != found[name]])


def _joined_at_deposit(invoice: Invoice) -> list[tuple[str, str]]:
    """Name and digest of each attachment; what was added later (« Complétée ») is not of the deposit."""
    rows = Attachment.objects.filter(invoice=invoice, added_at__lte=invoice.deposited_at)
    return list(rows.values_list("name", "file_id"))


def _without_names(value: Any) -> Any:
    """A party is held to its identifier: the directory may give it another name."""
    return value["identifier"] if isinstance(value, dict) and "identifier" in value else value


def history_holds(invoice: Invoice, history: Sequence[StatusChange], *, certificate_number: str) -> bool:
    """Whether each row of its `history` is chained to the one before it, up to the present status, and the deposit's
    row names the certificate."""
    previous, status, named = "", "", False
    for position, row in enumerate(history, start=1):
        if row.sequence != position or row.digest != chained(row, previous=previous):
            return False
        previous, status = row.digest, row.target
        named = named or (row.target == Status.DEPOSEE and row.values.get("certificate") == certificate_number)
    return named and status == invoice.status


def _amount(amount: Decimal | None) -> str:
    return "" if amount is None else money.plain(amount)

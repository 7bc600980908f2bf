"""A verdict without a deposit: what sending a file would give, by the same reader, the same rules and the same facts.

Nothing is written. A structured file is judged as a flow of one invoice is; a plain PDF as its draft would be, before
anybody filled in the form.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.einvoice.detect import FileKind
from unisson.einvoice.model import Invoice as Document
from unisson.einvoice.reading import Syntax
from unisson.files import limits, store
from unisson.files.models import StoredFile
from unisson.kernel.clock import legal_day
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal, Unavailable
from unisson.rules.policy import OF_THE_FORM

from . import moved
from .access import Right, visible
from .admission import number_key
from .deposit import Upload, check_right, sent_before
from .drafting import drafts, landmarks
from .drafting.reading import FileRead, kind_of_file, read_file
from .flows.judging import State, settle_numbers, weigh
from .flows.known import Known
from .models import Flow, Invoice
from .status import NEVER_SENT, Channel


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What would become of a file. `remarks` keep nothing out."""

    blocking: Sequence[Finding]
    remarks: Sequence[Finding] = ()
    form: Sequence[Finding] = ()
    """What only the form of a deposit supplies: a plain PDF does not say it."""
    syntax: str = ""
    value: Document | None = None
    supplier: Structure
    recipient: Structure | None = None
    versions: dict[str, str] = field(default_factory=dict)
    scanned: Sequence[int] = ()
    """Pages that are images, and were not read."""
    twin: Invoice | None = None
    """The invoice that has its number already, where it may be seen."""

    @property
    def admissible(self) -> bool:
        return not self.blocking


def check(actor: User, upload: Upload, *, supplier: Structure, at: datetime) -> Checked:
    """The verdict on `upload`, which `actor` would send for `supplier`, or for the supplier that it names itself.

    Refusal for who may not send (CPP-ACCES-02) and for a file that no deposit takes in: CPP-FICHIER-… (size, name,
    virus). One that is no invoice, or cannot be read, is judged: it is not admissible.
    """
    check_right(actor, supplier, None, Channel.API)
    limits.check_size(upload.name, len(upload.content), limit=limits.INVOICE_FILE)
    limits.check_name(upload.name, limit=limits.INVOICE_NAME)
    scan = store.scan(upload.content, name=upload.name)
    digest = hashlib.sha256(upload.content).hexdigest()
    try:
        read = _read(upload, supplier, at=at)
    except Unavailable:
        raise
    except Refusal as refusal:
        why = Finding(code=refusal.code, where="file", values=refusal.values)
        return Checked(blocking=(why,), supplier=supplier)
    flow = Flow(
        channel=Channel.API,
        depositor=actor,
        supplier=supplier,
        file=StoredFile(digest=digest, size=len(upload.content), scan=scan, kept_at=at),
        file_name=upload.name,
        syntax=read.syntax,
        received_at=at,
    )
    checked = _of_file(flow, read, at=at) if read.reading else _of_page(flow, read, at=at)
    twice = sent_before(digest, checked.supplier)
    return replace(checked, remarks=(*twice, *checked.remarks), twin=_twin(actor, checked))


def _read(upload: Upload, supplier: Structure, *, at: datetime) -> FileRead:
    kind = kind_of_file(upload.content, name=upload.name)
    learned = landmarks.known(supplier.pk) if kind is FileKind.PDF else ()
    return read_file(upload.content, kind, own_sirets=(supplier.identifier,), learned=learned, at=at)


def _of_file(flow: Flow, read: FileRead, *, at: datetime) -> Checked:
    assert read.reading is not None  # noqa: S101 - asked by the caller
    known = Known(on=legal_day(at))
    outcome = weigh(flow, read.reading, known)
    settle_numbers([outcome], known)
    decision, admitted = outcome.decision, outcome.state == State.INTEGRATED
    assert decision is not None  # noqa: S101 - of an invoice that could be read
    return Checked(
        blocking=() if admitted else outcome.findings,
        remarks=(*decision.remarks, *read.differences),
        syntax=read.syntax,
        value=outcome.value,
        supplier=outcome.supplier,
        recipient=decision.facts.recipient,
        versions=dict(decision.versions),
    )


def _of_page(flow: Flow, read: FileRead, *, at: datetime) -> Checked:
    draft = drafts.made(flow, read, at=at)
    judged = drafts.check(draft, at=at)
    # What was read without certainty, which a person would confirm, stands last.
    sure = len(judged.findings) - len(judged.doubts)
    fatal, doubts = judged.findings[:sure], judged.findings[sure:]
    return Checked(
        blocking=[one for one in fatal if one.code not in OF_THE_FORM],
        remarks=(*doubts, *judged.decision.remarks, *read.differences),
        form=[one for one in fatal if one.code in OF_THE_FORM],
        syntax=Syntax.PDF,
        value=judged.reading.invoice,
        supplier=flow.supplier,
        recipient=judged.decision.facts.recipient,
        versions=dict(judged.decision.versions),
        scanned=read.scanned,
    )


def _twin(actor: User, checked: Checked) -> Invoice | None:
    """Told only to who sees that invoice, whatever its number kept out."""
    value = checked.value
    if value is None or not value.number or not value.issue_date:
        return None
    same = visible(actor, Right.READ_ISSUED).exclude(status__in=NEVER_SENT)
    senders = moved.senders_as(checked.supplier.pk, and_itself=True)
    found = same.filter(supplier__in=senders, number_key=number_key(value.number), issue_year=value.issue_date.year)
    return found.first()

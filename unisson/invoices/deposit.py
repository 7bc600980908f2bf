"""Depositing: read, keep the file, judge, admit and write the invoice (design §4, ADR 0008).

`receive` is what every door calls. On the portal a person then looks at the form (`drafts`) and `send`s; a deposit by
machine is integrated at once; `takeup` tries again what a fault of ours stopped. DEPOSEE is durable when anybody is
told of it.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from unisson.accounts.models import User
from unisson.directory.awaiting import nobody
from unisson.directory.models import Demand, Service, Structure
from unisson.directory.rights import scope
from unisson.directory.spaces import Level, Space
from unisson.einvoice.detect import FileKind
from unisson.einvoice.model import Invoice as Document
from unisson.einvoice.reading import Reading, Syntax
from unisson.files import limits, store
from unisson.kernel.clock import legal_day
from unisson.kernel.findings import Finding, Severity, Value, to_data
from unisson.kernel.refusal import Refusal

from . import attachments, lease, moved, signing, writing
from .access import get_draft
from .admission import Decision, decide, facts_for, judged
from .drafting import awaiting, drafts, landmarks, scans, typed
from .drafting.reading import FileRead, kind_of_file, read_file
from .manual import numbering, paper
from .models import Flow, Invoice
from .sandbox import refusing
from .status import Channel, DepositMode
from .wake import wake

_TRIES = 5
"""How often a typed invoice asks for a number: after the first only a deposited file may still take it."""
_MEDIA_TYPES = {FileKind.PDF: "application/pdf"}


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as a door received it."""

    name: str
    content: bytes


def receive(
    actor: User,
    upload: Upload,
    *,
    supplier: Structure,
    channel: Channel,
    at: datetime,
    service: Service | None = None,
    framework: str = "A1",
    signature: attachments.Joined | None = None,
) -> Flow:
    """Keep `upload` and process it: returns its flow, kept durably, with what became of it.

    A flow ends INTEGRATED (deposited, with its certificate), DRAFTED (a person looks at the form) or REJECTED (findings
    say why); one that a fault of ours stopped is kept RECEIVED and raises: the sweep takes it up, then FAILED tells the
    operator. Refusal for what is not kept: CPP-ACCES-02, CPP-FICHIER-… (size, name), CPP-DEPOT-…, CPP-XML-…, CPP-PDF-…,
    CPP-SIGNATURE-01 when `signature`, a XAdES file to check and join as it came, holds none.
    """
    awaits = check_right(actor, supplier, service, channel)
    limits.check_size(upload.name, len(upload.content), limit=limits.INVOICE_FILE)
    name, remarks = fitting_name(upload.name, channel)
    kind = kind_of_file(upload.content, name=name)
    learned = landmarks.known(supplier.pk) if kind is FileKind.PDF and awaits is None else ()
    read = read_file(upload.content, kind, own_sirets=(supplier.identifier,), learned=learned, at=at)
    read, joined = signing.beside(signature, upload.content, read, at=at)
    kept = store.put(upload.content, name=name, media_type=_MEDIA_TYPES.get(kind, "application/xml"), at=at)
    flow = Flow(
        channel=channel,
        depositor=actor,
        supplier=nobody() if awaits else supplier,
        supplier_service=service,
        awaits=awaits,
        framework=framework,
        file=kept.file,
        file_name=name,
        syntax=read.syntax,
        received_at=at,
    )
    flow.findings = [to_data(finding) for finding in (*remarks, *_seen_before(kept, flow.supplier))]
    return _processed_or_kept(flow, read, kept, at=at, joined=joined)


def _processed_or_kept(
    flow: Flow, read: FileRead, kept: store.Kept, *, at: datetime, joined: tuple[attachments.Document, ...]
) -> Flow:
    """A fault of ours loses no deposit: the flow is kept as it came, and the sweep takes it up."""
    if joined:
        flow.beside, flow.beside_name = joined[0].kept.file, joined[0].name
    said = flow.findings
    try:
        process(flow, read, at=at, kept=kept, joined=joined)
    except Exception:
        flow.findings, flow.rule_versions = said, {}
        flow.state, flow.lease_until = Flow.State.RECEIVED, at + lease.LEASE
        with transaction.atomic(durable=True):
            store.record(*(one.kept for one in joined))
            _insert(flow, kept)
        raise
    return flow


def process(
    flow: Flow,
    read: FileRead,
    *,
    at: datetime,
    kept: store.Kept | None = None,
    joined: tuple[attachments.Document, ...] = (),
) -> None:
    """A person looks at what comes through the portal and at every plain PDF; the rest is integrated.

    `kept`: the file of a flow that just came in, written with what becomes of it in one transaction; `joined`: what
    came with it, for a person's draft.
    """
    if flow.channel == Channel.PORTAL or read.reading is None:
        with transaction.atomic(durable=True):
            store.record(*(one.kept for one in joined))
            if kept:
                _insert(flow, kept)
            draft = drafts.start(flow, read, at=at)
            if joined and flow.depositor:
                attachments.add(draft, joined, by=flow.depositor, at=at)
            scans.ask(draft, read, at=at)
    else:
        integrate(flow, read.reading, at=at, kept=kept)


def _insert(flow: Flow, kept: store.Kept) -> None:
    """The bytes are on disk; what commits with these rows is promised."""
    store.record(kept)
    flow.pk = None
    flow.save(force_insert=True)


def send(actor: User, draft_id: int, *, version: int, at: datetime) -> Invoice:
    """« Confirmer et envoyer »: the draft becomes a deposited invoice with its certificate, once.

    Pressed twice, the second answers with the same invoice. Refusal CPP-DEPOT-05 when the draft changed in another tab
    since `version`, CPP-DEPOT-06 with its findings when it is not ready, CPP-ADM-10 when the number was just used. One
    that the portal numbers takes the next number then.
    """
    for tries in range(_TRIES - 1):
        try:
            return _send(actor, draft_id, version=version, at=at, in_turn=tries > 0)
        except Refusal as refusal:
            if not paper.number_was_given(get_draft(actor, draft_id), refusal):
                raise
    return _send(actor, draft_id, version=version, at=at, in_turn=True)


def _send(actor: User, draft_id: int, *, version: int, at: datetime, in_turn: bool) -> Invoice:
    """`in_turn`: whoever sends for the same supplier and left the number to the portal waits until this one is sent."""
    with numbering.turn(get_draft(actor, draft_id).supplier if in_turn else None):
        sent = _sent(actor, draft_id, version=version, at=at, durable=not in_turn)
    if sent.played:
        raise Refusal("CPP-DEPOT-06", findings=(sent.played,), count=1)
    landmarks.keep(sent.lessons, at=at)
    return sent.invoice


@dataclass(frozen=True, kw_only=True)
class _Sent:
    """`played`: it is not, since a sandbox was told to refuse it."""

    invoice: Invoice
    lessons: landmarks.Lessons | None = None
    played: Finding | None = None


def _sent(actor: User, draft_id: int, *, version: int, at: datetime, durable: bool) -> _Sent:
    # The file is read, or made of what was typed, before the lock: a Factur-X takes a while, and the version tells
    # whether the draft changed since.
    draft = get_draft(actor, draft_id)
    read, lessons = drafts.value_of(draft), landmarks.lessons_of(draft)
    ready = draft.is_typed and drafts.check(draft, at=at, read=read).ready
    made = paper.made(draft, read[0].invoice, at=at) if ready else None
    try:
        with transaction.atomic(durable=durable):
            if made:
                numbering.await_turn(draft.supplier)
            invoice = get_draft(actor, draft_id, lock=True)
            if invoice.was_sent:
                return _Sent(invoice=invoice)
            drafts.check_open(invoice)
            drafts.check_version(invoice, version)
            checked = drafts.check(invoice, at=at, read=read)
            if not checked.ready:
                raise Refusal("CPP-DEPOT-06", findings=checked.findings, count=len(checked.findings))
            value = checked.reading.invoice
            played = refusing.take(invoice.supplier_id, value)
            if not played:
                if made:
                    value = made.value
                    paper.hand_in(made, invoice)
                _write(invoice, value, checked.decision, actor=actor, at=at)
                wake()
    except IntegrityError as error:
        raise number_taken(error, checked.reading.invoice) from error
    return _Sent(invoice=invoice, lessons=lessons, played=played)


def check_right(actor: User, supplier: Structure, service: Service | None, channel: Channel) -> Demand | None:
    """None when `actor` may send; on the portal, the request that lets him prepare meanwhile."""
    awaits = None
    reach = scope(actor, Space.ISSUED, Level.WRITE)
    if not reach.covers(structure_id=supplier.pk, service_id=service.pk if service else None):
        if channel is not Channel.PORTAL or service:
            raise Refusal("CPP-ACCES-02", field="supplier")
        awaits = awaiting.demand_at(actor, supplier)
    if not supplier.active:
        raise moved.refused_supplier(supplier)
    return awaits


def fitting_name(name: str, channel: Channel) -> tuple[str, tuple[Finding, ...]]:
    """On the portal a wrong name is replaced by the proposed one and said; a machine must send a right one."""
    if channel is not Channel.PORTAL:
        limits.check_name(name, limit=limits.INVOICE_NAME)
        return name, ()
    proposal = limits.clean_name(name, limit=limits.INVOICE_NAME)
    if proposal == name:
        return name, ()
    values: dict[str, Value] = {"name": name[:200], "proposal": proposal}
    return proposal, (Finding(code="CPP-DEPOT-03", where="file", values=values, severity=Severity.INFORMATION),)


def _seen_before(kept: store.Kept, supplier: Structure) -> tuple[Finding, ...]:
    """`sent_before`, asked only when the bytes were here."""
    return sent_before(kept.file.digest, supplier) if kept.known else ()


def sent_before(digest: str, supplier: Structure) -> tuple[Finding, ...]:
    """The same bytes sent before by the same supplier: said, not refused."""
    sent = Invoice.objects.filter(file=digest, deposited_at__isnull=False)
    earlier = sent.filter(supplier__in=moved.senders_as(supplier.pk, and_itself=True)).first()
    if earlier is None or earlier.deposited_at is None:
        return ()
    values: dict[str, Value] = {"number": earlier.number, "day": legal_day(earlier.deposited_at)}
    return (Finding(code="CPP-DEPOT-02", where="file", values=values, severity=Severity.WARNING),)


def integrate(flow: Flow, reading: Reading, *, at: datetime, kept: store.Kept | None = None) -> None:
    """Judge a structured invoice and write it, or refuse it with its findings. `flow` is kept or updated either way."""
    value = reading.invoice
    if not value.framework:
        reading = reading.saying(value := replace(value, framework=flow.framework))
    day = legal_day(at)
    report = judged(reading, on=day)
    # Its own numbers are left to the unique constraint, which knows nothing of those of a former identifier.
    facts = facts_for(value, supplier=flow.supplier, on=day, numbers_of=moved.senders_as(flow.supplier_id))
    decision = decide(report, facts, reading)
    flow.rule_versions = dict(decision.versions)
    if not decision.admitted:
        _reject(flow, decision.blocking, kept=kept)
        return
    if not typed.is_framework(value.framework or ""):
        # A process of another network (the reform's « S1 », a Peppol URN): the depositor's choice stands.
        value = replace(value, framework=flow.framework)
    said = flow.findings
    try:
        with transaction.atomic(durable=True):
            if played := refusing.take(flow.supplier_id, value):
                _close(flow, Flow.State.REJECTED, (played,), kept=kept)
                return
            _close(flow, Flow.State.INTEGRATED, decision.remarks, kept=kept)
            _write(new_invoice(flow, at=at), value, decision, actor=flow.depositor, at=at)
            wake()
    except IntegrityError as error:
        taken = number_taken(error, value)
        flow.findings = said
        _reject(flow, (Finding(code=taken.code, where="BT-1", values=taken.values),), kept=kept)


def _reject(flow: Flow, findings: tuple[Finding, ...], *, kept: store.Kept | None) -> None:
    with transaction.atomic(durable=True):
        _close(flow, Flow.State.REJECTED, findings, kept=kept)


def _close(flow: Flow, state: Flow.State, findings: tuple[Finding, ...], *, kept: store.Kept | None) -> None:
    flow.state, flow.lease_until = state, None
    flow.findings = [*flow.findings, *(to_data(finding) for finding in findings)]
    if kept:
        _insert(flow, kept)
    else:
        flow.save(update_fields=["state", "lease_until", "findings", "rule_versions"])


def new_invoice(flow: Flow, *, at: datetime) -> Invoice:
    return Invoice(
        flow=flow,
        supplier=flow.supplier,
        supplier_service=flow.supplier_service,
        depositor=flow.depositor,
        file=flow.file,
        file_name=flow.file_name,
        syntax=flow.syntax,
        deposit_mode=_machine_mode(flow),
        created_at=at,
    )


def _machine_mode(flow: Flow) -> DepositMode:
    return DepositMode.PDF_API if flow.syntax == Syntax.PDF else DepositMode.STRUCTURED_API


def _write(invoice: Invoice, value: Document, decision: Decision, *, actor: User | None, at: datetime) -> None:
    """IntegrityError: number taken."""
    writing.write([writing.Deposit(invoice=invoice, value=value, decision=decision, actor=actor)], at=at)


def number_taken(error: IntegrityError, value: Document) -> Refusal:
    """CPP-ADM-10 when that is what the database complains of; any other broken constraint is a bug and goes on."""
    text = str(error)
    if "one_number_per_supplier_and_year" not in text and "number_key" not in text:
        raise error
    year = value.issue_date.year if value.issue_date else None
    return Refusal("CPP-ADM-10", field="number", number=value.number, year=year)

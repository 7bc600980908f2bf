"""Drafts: what a person is typing, kept whole, judged by the rules of the send, never mistaken for a sent invoice.

`Invoice.draft` holds `typed` (field → text as typed), `read` (field → what was seen on the page), `locked` (field →
text from a structured file, which wins), `confirmed` (doubtful fields a person answered for), `picked` (field → what
a person took from the page), `sheets` (page sizes), `saved_at`, `tab` and `turn` (the page that saved last, its count),
`scanned` (pages that are images) and `scan` (what `scans` filled in, and into which version).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from unisson.accounts.models import User
from unisson.einvoice.model import Account, Payment
from unisson.einvoice.reading import Reading, Syntax
from unisson.files import store
from unisson.kernel.clock import PARIS, legal_day
from unisson.kernel.findings import Finding, from_data, to_data
from unisson.kernel.refusal import NotFound, Refusal
from unisson.kernel.texts import LONGEST
from unisson.rules.repairs import propose

from .. import moved
from ..access import Right, get_draft, get_invoice
from ..admission import Decision, decide, facts_for, judged
from ..lifecycle import By, Move, change_status, change_statuses, write_history
from ..manual import judging as manual
from ..models import Flow, Invoice
from ..senders import change_supplier, choose_own, withdrawn
from ..status import Channel, DepositMode, Kind, Status
from . import awaiting, doubts
from . import typed as form
from .reading import FileRead, read_structured

_DEFAULTS = {"framework": "A1", "kind": Kind.INVOICE.value, "currency": "EUR", "discount": "0,00"}


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A draft as judged now. `doubts` are fields read without certainty that nobody confirmed yet."""

    reading: Reading
    decision: Decision
    findings: tuple[Finding, ...]
    doubts: tuple[str, ...]
    field_of: Callable[[Finding], str] = form.field_of

    @property
    def ready(self) -> bool:
        return not self.findings

    @property
    def fields(self) -> dict[str, list[Finding]]:
        """The findings by form field."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(self.field_of(finding), []).append(finding)
        return found


Read = tuple[Reading, tuple[Finding, ...]]
"""The semantic value of a draft, and a finding for each text that is no amount or no date."""


def start(flow: Flow, read: FileRead, *, at: datetime) -> Invoice:
    """A new draft from a file that was read. Inside a transaction; the flow is closed as DRAFTED."""
    return begin(made(flow, read, at=at), at=at)


def made(flow: Flow, read: FileRead, *, at: datetime) -> Invoice:
    """The draft of a file that was read, in memory only: it can be judged before it is kept."""
    invoice = Invoice(
        flow=flow,
        supplier=flow.supplier,
        supplier_service=flow.supplier_service,
        awaits=flow.awaits,
        depositor=flow.depositor,
        file=flow.file,
        file_name=flow.file_name,
        syntax=read.syntax,
        deposit_mode=_mode(read),
        created_at=at,
        framework=flow.framework,
        pages=read.pages,
        signature=dict(read.signature or {}),
    )
    locked = _locked(read)
    invoice.draft = {
        "typed": {**_DEFAULTS, "framework": flow.framework, **texts_read(read), **locked},
        "read": {name: dict(sight) for name, sight in read.seen.items()},
        "locked": locked,
        "confirmed": [],
        "sheets": [list(size) for size in read.sheets],
        "scanned": list(read.scanned),
        "differences": [to_data(finding) for finding in read.differences],
        "saved_at": at.isoformat(),
    }
    return invoice


def begin(invoice: Invoice, *, at: datetime) -> Invoice:
    """Keep what `made` gave, and its flow. Inside a transaction; the flow is closed as DRAFTED."""
    flow = invoice.flow
    flow.state, flow.lease_until = Flow.State.DRAFTED, None
    flow.save(update_fields=None if flow._state.adding else ["state", "lease_until"])
    move = Move(by=By.SUPPLIER, at=at, channel=Channel(flow.channel), actor_id=flow.depositor_id)
    history = change_statuses([invoice], Status.BROUILLON, move=move)
    invoice.save(force_insert=True)
    write_history(history)
    return invoice


def opened(actor: User, draft_id: int) -> Invoice:
    """The draft that `actor` opens: one that waited for an attachment is shown in its place, and takes it with the
    first save."""
    invoice = get_invoice(actor, draft_id, Right.WRITE_ISSUED)
    awaiting.place(actor, invoice)
    return invoice


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What a page posts of a draft. `tab` names the page: it never quarrels with its own earlier save, whose answer it
    may have missed. `version` is the draft's when that page was shown."""

    texts: Mapping[str, str]
    confirmed: tuple[str, ...] = ()
    version: int
    tab: str = ""
    turn: int = 0
    """Counts what one page posts: a request that was overtaken by a later one of its page brings nothing new."""
    picked: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Sights of what was taken from the page, by field: see `sights`."""


def save(actor: User, draft_id: int, typed: Typed, *, at: datetime) -> Invoice:
    """Keep what is typed, however incomplete. Refusal CPP-DEPOT-04 for a draft already sent, -05 for a stale tab.

    To say again what the draft says makes no new version: a live check may arrive after the press of « Valider et
    envoyer » that overtook it, and somebody already looks at « Confirmation d'envoi ».
    """
    with transaction.atomic():
        invoice = get_draft(actor, draft_id, lock=True)
        check_open(invoice)
        if invoice.is_typed:
            manual.check_lines(typed.texts)
        typed = _aware_of_scan(invoice, typed)
        before = _content(invoice)
        if not typed.tab or invoice.draft.get("tab") != typed.tab:
            check_version(invoice, typed.version)
        elif typed.turn < invoice.draft.get("turn", 0):
            return invoice
        change_supplier(actor, invoice, typed.texts.get("supplier", ""))
        _take(actor, invoice, typed)
        invoice.draft |= {"saved_at": at.isoformat(), "tab": typed.tab, "turn": typed.turn}
        invoice.draft_version += _content(invoice) != before
        invoice.save(update_fields=["draft", "draft_version", "supplier", "supplier_service", "account", "awaits"])
    return invoice


def fill(
    actor: User,
    draft_id: int,
    texts: Mapping[str, str],
    *,
    at: datetime,
    picked: Mapping[str, Mapping[str, Any]] | None = None,
) -> Invoice:
    """Put single values into a draft: a recipient picked, a repair accepted. Refusal CPP-DEPOT-04 if it has left."""
    with transaction.atomic():
        invoice = get_draft(actor, draft_id, lock=True)
        typed = Typed(
            texts=texts,
            confirmed=tuple(invoice.draft.get("confirmed", ())),
            version=invoice.draft_version,
            tab=invoice.draft.get("tab", ""),
            turn=invoice.draft.get("turn", 0),
            picked=picked or {},
        )
        return save(actor, draft_id, typed, at=at)


def is_untouched(name: str, text: str) -> bool:
    """Whether a field holds what it held before anybody typed."""
    return text in ("", _DEFAULTS.get(name))


def preview(actor: User, invoice: Invoice, typed: Typed) -> Invoice:
    """The draft as it would be with what is typed, unsaved: to show it beside a refusal."""
    _take(actor, invoice, _aware_of_scan(invoice, typed))
    return invoice


def check(invoice: Invoice, *, at: datetime, read: Read | None = None) -> Checked:
    """Judge a draft by the very rules and facts of the send. `read`: its `value_of`, where it is known already."""
    reading, problems = read or value_of(invoice)
    day = legal_day(at)
    report = judged(reading, on=day)
    sender = awaiting.sender_of(invoice)
    # Numbers used are known to who may send only; one that the portal gives is free.
    look_up = invoice.awaits is None and not manual.is_numbered_by_us(invoice)
    numbers_of = moved.senders_as(sender.pk, and_itself=True) if look_up else None
    facts = facts_for(reading.invoice, supplier=sender, on=day, numbers_of=numbers_of)
    decision = decide(report, facts, reading)
    told = {problem.where for problem in problems}
    unsure = doubts.doubts_of(invoice)
    asked, blocks = manual.field_of(invoice), decision.blocking
    if invoice.is_typed:
        blocks = manual.placed(blocks, reading.invoice, problems, field_of=asked)
    blocking = [finding for finding in blocks if finding.where not in told]
    findings = (
        *awaiting.unanswered(invoice),
        *withdrawn(invoice, on=day),
        *problems,
        *blocking,
        *(doubts.doubt(invoice, name) for name in unsure),
    )
    if invoice.is_typed and not findings:
        decision = manual.as_filed(decision, reading.invoice, on=day)
        findings = decision.blocking
    return Checked(reading=reading, decision=decision, findings=findings, doubts=unsure, field_of=asked)


def value_of(invoice: Invoice, *, read: Reading | None = None) -> Read:
    """The semantic value of a draft: typed text, or the structured file completed by typed text. `read`: that file,
    where it was just read."""
    typed: Mapping[str, str] = invoice.draft.get("typed", {})
    if Syntax(invoice.syntax).is_structured:
        reading = read or read_structured(store.content_of(invoice.file_id), Syntax(invoice.syntax))
        value = form.complete(reading.invoice, typed, locked=invoice.draft.get("locked", {}))
        return reading.saying(value), ()
    if invoice.is_typed:
        return manual.read(invoice)
    sender = awaiting.sender_of(invoice)
    seller = form.party_of(sender.identifier, name=sender.name)
    assert seller is not None  # noqa: S101 - a structure always has an identifier
    value, problems = form.to_value(typed, supplier=seller)
    if invoice.account:
        account = Account(iban=invoice.account.iban, bic=invoice.account.bic or None, name=invoice.supplier.name)
        value = replace(value, payment=Payment(means_code="30", accounts=(account,)))
    return Reading.of(value, syntax=Syntax(invoice.syntax)), problems


def repairs(checked: Checked) -> dict[str, dict[str, str]]:
    """For each finding that has a one-click repair: its code → form field → the text that mends it."""
    found: dict[str, dict[str, str]] = {}
    for finding in checked.findings:
        proposal = propose(finding.code, checked.reading.invoice)
        fields = {form.field_of(Finding(code="", where=place)): text for place, text in proposal.items()}
        texts = {name: _repaired(name, text) for name, text in fields.items() if name in form.FIELDS}
        if texts:
            found[finding.code] = texts
    facts = checked.decision.facts
    codes = {finding.code for finding in checked.findings}
    return found | dict(moved.repairs(codes, supplier=facts.supplier, recipient=facts.recipient))


def delete(actor: User, draft_id: int, *, at: datetime) -> None:
    """« Supprimer le brouillon »: it leaves the lists. Pressed twice, the second does nothing."""
    with transaction.atomic():
        invoice = get_draft(actor, draft_id, lock=True)
        if invoice.status == Status.SUPPRIMEE:
            return
        move = Move(by=By.SUPPLIER, at=at, channel=Channel.PORTAL, actor_id=actor.pk)
        change_status(invoice, Status.SUPPRIMEE, move=move)


def check_open(invoice: Invoice) -> None:
    """Refusal CPP-DEPOT-04 when the draft was sent, NotFound when it was deleted."""
    if invoice.status == Status.BROUILLON:
        return
    if not invoice.was_sent:
        raise NotFound
    moment = (invoice.deposited_at or invoice.status_since).astimezone(PARIS)
    raise Refusal("CPP-DEPOT-04", moment=moment)


def check_version(invoice: Invoice, version: int) -> None:
    """Refusal CPP-DEPOT-05 when the draft was saved in another tab since `version`."""
    if invoice.draft_version != version:
        saved = datetime.fromisoformat(invoice.draft["saved_at"]).astimezone(PARIS)
        raise Refusal("CPP-DEPOT-05", moment=saved.time())


def remarks(invoice: Invoice) -> list[Finding]:
    """What was said when the file came in: renamed, sent before, page and XML differ."""
    return [from_data(data) for data in (*invoice.flow.findings, *invoice.draft.get("differences", ()))]


def is_fixed(invoice: Invoice, name: str) -> bool:
    """Whether a field is the file's own: read from it, or one that only the file could say."""
    if name in invoice.draft.get("locked", {}):
        return True
    return Syntax(invoice.syntax).is_structured and name not in form.COMPLETED


def _aware_of_scan(invoice: Invoice, typed: Typed) -> Typed:
    """A page shown before a scan filled its draft does not know: what it leaves empty erases nothing, and it is not
    stale for that."""
    filled = invoice.draft.get("scan")
    if not filled or typed.version > filled["version"]:
        return typed
    blank = {name for name in filled["names"] if is_untouched(name, typed.texts.get(name, ""))}
    return replace(
        typed,
        texts={name: text for name, text in typed.texts.items() if name not in blank},
        version=typed.version + (typed.version == filled["version"]),
    )


def _take(actor: User, invoice: Invoice, typed: Typed) -> None:
    """Put typed text into the draft: known fields only, never over what the file says."""
    names = manual.NAMES if invoice.is_typed else form.TEXTS | form.VAT_NAMES
    open_names = {name for name in names if not is_fixed(invoice, name)}
    kept = {name: _storable(text) for name, text in typed.texts.items() if name in open_names}
    invoice.draft = {
        **invoice.draft,
        "typed": {**invoice.draft.get("typed", {}), **kept},
        "confirmed": sorted({name for name in typed.confirmed if name in form.FIELDS}),
        "picked": {**invoice.draft.get("picked", {}), **typed.picked},
    }
    today = legal_day(datetime.fromisoformat(invoice.draft["saved_at"]))
    choose_own(actor, invoice, typed.texts, on=today)


def _content(invoice: Invoice) -> tuple[object, ...]:
    """What a person decided of a draft."""
    draft = invoice.draft
    return (
        draft.get("typed"),
        draft.get("confirmed"),
        invoice.supplier_id,
        invoice.supplier_service_id,
        invoice.account_id,
    )


def _storable(text: str) -> str:
    """No field is longer than a comment; control characters print nothing, and PostgreSQL holds no NUL."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t\u00a0\u202f")[:LONGEST]


def _mode(read: FileRead) -> DepositMode:
    if read.syntax.is_structured:
        return DepositMode.STRUCTURED
    return DepositMode.SIGNED_PDF if read.signature else DepositMode.PDF


def _locked(read: FileRead) -> dict[str, str]:
    """The form's fields that a structured file fills: they cannot be typed over, the file is the original."""
    if read.reading is None:
        return {}
    texts = form.texts_of(read.reading.invoice)
    derived = {"vat_regime", "discount"}
    return {name: text for name, text in texts.items() if text and name not in derived and _lockable(name, text)}


def _lockable(name: str, text: str) -> bool:
    """A framework of another system (the reform's « S1 », Peppol's URN) leaves the choice to the person."""
    return name != "framework" or form.is_framework(text)


def texts_read(read: FileRead) -> dict[str, str]:
    """What a file says, by form field."""
    if read.reading is not None:
        texts = form.texts_of(read.reading.invoice)
        return {name: text for name, text in texts.items() if _lockable(name, text)}
    texts = {name: sight["value"] for name, sight in read.seen.items() if sight["value"] and name in form.TEXTS}
    for rank, row in enumerate(read.vat_rows[: form.VAT_ROWS], start=1):
        texts |= {f"vat_{part}_{rank}": text for part, text in row.items() if text}
    return texts


def _repaired(name: str, text: str) -> str:
    value = form.FIELDS[name].read(text)
    return form.as_typed(value) if value is not None and not isinstance(value, date | str) else text

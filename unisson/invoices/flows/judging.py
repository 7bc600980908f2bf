"""The verdict on one file of a machine: what it is, what the rules and the directory say, whose number it takes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from unisson.directory.models import Structure
from unisson.einvoice.detect import FileKind, looks_like_xml
from unisson.einvoice.model import Invoice as Document
from unisson.einvoice.read import read_xml
from unisson.einvoice.reading import Reading, Syntax
from unisson.files import store
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal, Unavailable

from ..admission import Decision, decide, judged
from ..drafting.reading import kind_of_file, read_structured
from ..drafting.typed import is_framework
from ..models import Flow
from . import signed
from .known import Key, Known, key_of
from .syntaxes import SYNTAXES

State = Flow.State


@dataclass(kw_only=True)
class Outcome:
    """What is to be written of one flow. `value` and `decision` are those of an invoice that could be read."""

    flow: Flow
    state: str
    findings: tuple[Finding, ...]
    supplier: Structure
    syntax: str = ""
    value: Document | None = None
    decision: Decision | None = None
    signature: signed.Report | None = None

    @property
    def said(self) -> tuple[str, str, str]:
        """Number, seller and buyer as the file says them, as far as their columns hold them. The number of what is
        taken stands on its invoice."""
        if self.value is None:
            return "", "", ""
        parties = (self.value.seller, self.value.buyer)
        seller, buyer = ((party.siret if party else None) or "" for party in parties)
        number = "" if self.state == State.INTEGRATED else (self.value.number or "").strip()[:100]
        return number, seller[:50], buyer[:50]

    def reject(self, *findings: Finding) -> None:
        self.state, self.findings = State.REJECTED, findings


def judge(flow: Flow, known: Known, *, at: datetime) -> Outcome:
    """The verdict, but for the number: see `settle_numbers`."""
    content = store.content_of(flow.file_id)
    try:
        reading = _read(flow, content)
        signature = signed.report_of(flow, content, at=at)
    except Unavailable:
        raise
    except Refusal as refusal:
        why = Finding(code=refusal.code, where="file", values=refusal.values)
        return Outcome(flow=flow, state=State.INADMISSIBLE, findings=(why,), supplier=flow.supplier)
    told = signed.remarks(flow.file_name, signature, announced=flow.signed)
    return replace(weigh(flow, reading, known, told=told), signature=signature)


def weigh(flow: Flow, reading: Reading, known: Known, *, told: tuple[Finding, ...] = ()) -> Outcome:
    """The verdict on what was read of a flow, kept or not; `told` was remarked of its file before."""
    value = reading.invoice
    if not value.framework:
        reading = reading.saying(value := replace(value, framework=flow.framework))
    supplier = known.sender(flow, value)
    decision = decide(judged(reading, on=known.on), known.facts(value, supplier=supplier), reading)
    if not is_framework(value.framework or ""):
        # A process of another network: « A1 », as at a deposit of one.
        value = replace(value, framework=flow.framework)
    return Outcome(
        flow=flow,
        state=State.INTEGRATED if decision.admitted else State.REJECTED,
        findings=(*told, *(decision.remarks if decision.admitted else decision.blocking)),
        supplier=supplier,
        syntax=reading.syntax,
        value=value,
        decision=decision,
    )


def _read(flow: Flow, content: bytes) -> Reading:
    """Refusal for what is no invoice of the syntax that was announced."""
    accepted = SYNTAXES[flow.stated].kinds
    if not accepted:
        raise Refusal("CPP-FLUX-03", stated=flow.stated)
    if looks_like_xml(content):
        return _read_xml(flow, content)
    if kind_of_file(content, name=flow.file_name) not in accepted:
        raise _otherwise(flow)
    try:
        return read_structured(content, Syntax.FACTURX)
    except Refusal as refusal:
        if refusal.code != "CPP-DEPOT-07":
            raise
        raise Refusal("CPP-FLUX-04", name=flow.file_name) from refusal


_KINDS = {
    Syntax.UBL_INVOICE: FileKind.UBL_INVOICE,
    Syntax.UBL_CREDIT_NOTE: FileKind.UBL_CREDIT_NOTE,
    Syntax.CII: FileKind.CII,
}


def _read_xml(flow: Flow, content: bytes) -> Reading:
    """Read once: what cannot be read says what it is instead."""
    try:
        reading = read_xml(content)
    except Refusal:
        kind_of_file(content, name=flow.file_name)
        raise
    if _KINDS[reading.syntax] not in SYNTAXES[flow.stated].kinds:
        raise _otherwise(flow)
    return reading


def _otherwise(flow: Flow) -> Refusal:
    return Refusal("CPP-FLUX-02", stated=flow.stated, name=flow.file_name)


def settle_numbers(outcomes: Sequence[Outcome], known: Known) -> None:
    """Of one number the first is taken: what was sent before, or the first of the batch (domain-rules §4.5)."""
    admitted = [one for one in outcomes if one.state == State.INTEGRATED and one.value]
    taken = known.numbers((one.supplier.pk, one.value) for one in admitted if one.value)
    here: set[Key] = set()
    for one in admitted:
        key = key_of(one.supplier.pk, one.value) if one.value else None
        if key is None:
            continue
        if key in taken:
            one.reject(_used(key, taken[key].number), taken[key].finding())
        elif key in here:
            one.reject(_used(key, key[1]), Finding(code="CPP-FLUX-07", where="BT-1", values={"number": key[1]}))
        here.add(key)


def _used(key: Key, number: str) -> Finding:
    return Finding(code="CPP-ADM-10", where="BT-1", values={"number": number, "year": key[2]})

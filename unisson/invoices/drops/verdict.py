"""What is said of one file of a drop: ready, doubtful, faulty, or the same as another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from unisson.einvoice.reading import Reading
from unisson.kernel.findings import Finding, Severity, to_data

from ..admission import number_key
from ..drafting import drafts
from ..models import DropFile, Invoice, ScanReading
from ..rows import without_sign
from ..status import NEVER_SENT
from .adding import judge_again

SHOWN = 5
"""Findings kept on the row; the form of the draft tells them all."""
_TWINS = frozenset({"CPP-ADM-10", "CPP-DEPOT-02", "CPP-DEPOTS-04"})
_LARGEST = Decimal(10) ** 13
State = DropFile.State


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """A draft as judged at one version. `gross`: with the minus of a credit note."""

    state: DropFile.State
    findings: Sequence[Finding]
    version: int
    number: str = ""
    year: int | None = None
    gross: Decimal | None = None
    currency: str = ""
    recipient: str = ""


def verdict_of(draft: Invoice, *, at: datetime, read: Reading | None = None) -> Verdict:
    """Judge a draft as its form would. `read`: its structured file, where it was just read."""
    checked = drafts.check(draft, at=at, read=drafts.value_of(draft, read=read))
    findings = (*checked.findings, *_unseen(draft))
    value, recipient = without_sign(checked.reading.invoice), checked.decision.facts.recipient
    gross = value.totals.gross
    if gross is not None and value.is_credit_note:
        gross = -gross
    return Verdict(
        state=_state(draft, findings, doubts=len(checked.doubts) + len(_unseen(draft))),
        findings=findings,
        version=draft.draft_version,
        number=(value.number or "").strip()[:100],
        year=value.issue_date.year if value.issue_date else None,
        gross=gross if gross is not None and gross.is_finite() and abs(gross) < _LARGEST else None,
        currency=(value.currency or "")[:3],
        recipient=recipient.name[:200] if recipient else "",
    )


def _unseen(draft: Invoice) -> tuple[Finding, ...]:
    """What was remarked when the file came in and needs somebody's look, until somebody had the form before him."""
    if draft.draft.get("tab"):
        return ()
    return tuple(one for one in drafts.remarks(draft) if one.severity is Severity.WARNING)


def _state(draft: Invoice, findings: Sequence[Finding], *, doubts: int) -> DropFile.State:
    if draft.draft.get("scanned") and is_being_read(draft):
        return State.SCANNED
    if any(one.code in _TWINS for one in findings):
        return State.TWIN
    if len(findings) > doubts:
        return State.FAULTY
    return State.DOUBTFUL if findings else State.READY


def is_being_read(draft: Invoice) -> bool:
    """Whether the worker has its scanned pages still to read."""
    return draft.pk is not None and ScanReading.objects.filter(invoice=draft, ended_at=None).exists()


def write(file: DropFile, verdict: Verdict) -> None:
    """Put a verdict on a file whose drop is locked; those that share its number are looked at again."""
    before = (file.number_key, file.issue_year)
    file.number, file.number_key, file.issue_year = verdict.number, number_key(verdict.number), verdict.year
    file.gross_total, file.currency, file.recipient = verdict.gross, verdict.currency, verdict.recipient
    file.judged_version = verdict.version
    file.attempts, file.lease_until, file.last_error = 0, None, ""
    _say(file, verdict.state, verdict.findings)
    if (other := _same_number(file)) is not None:
        said = Finding(code="CPP-DEPOTS-04", where="BT-1", values={"other": other, "number": file.number})
        _say(file, State.TWIN, (said, *verdict.findings))
    file.save()
    if before != (file.number_key, file.issue_year):
        for key in {before[0], file.number_key}:
            judge_again(file.drop_id, key, but=file.pk)


def refuse(file: DropFile, finding: Finding) -> None:
    """No invoice can be made of a file: say why, once for all."""
    file.attempts, file.lease_until, file.last_error = 0, None, ""
    _say(file, State.REFUSED, (finding,))
    file.save()


def _say(file: DropFile, state: DropFile.State, findings: Sequence[Finding]) -> None:
    file.state, file.points = state, len(findings)
    file.findings = [to_data(finding) for finding in findings[:SHOWN]]


def _same_number(file: DropFile) -> str | None:
    """The name of another file of the drop that holds the number and has not left: neither goes by itself."""
    if not file.number_key:
        return None
    same = DropFile.objects.filter(drop=file.drop_id, number_key=file.number_key, issue_year=file.issue_year)
    same = same.exclude(pk=file.pk).exclude(state=State.SENT).filter(draft__status__in=NEVER_SENT)
    return same.order_by("position").values_list("name", flat=True).first()

"""The integration report of a flow: one line an invoice, in the sentences of the screens, technical errors apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from unisson.kernel.findings import Finding, Severity, from_data

from ..models import Flow

State = Flow.State
WAITING = "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP"
"""What machines are told of a flow that is not judged: « IN_RECU » is a success to some of them."""
_UNREAD = (State.INADMISSIBLE, State.FAILED)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One invoice of a flow, or a file of it that could not be read as one. `key`: of the invoice that it became."""

    flow: Flow
    key: int | None
    findings: tuple[Finding, ...]
    """What keeps it out; of an integrated one, what is remarked."""

    @property
    def number(self) -> str:
        """Of the invoice, where it could be read."""
        return str(self.flow.invoice.number if self.key else self.flow.invoice_number)

    @property
    def is_invoice(self) -> bool:
        return self.flow.state not in _UNREAD

    @property
    def turned_down(self) -> bool:
        return self.flow.state in (State.REJECTED, *_UNREAD)


@dataclass(frozen=True, kw_only=True)
class Report:
    """`technical`: what concerns the file that was sent. `counts`: of its invoices, by state."""

    flow: Flow
    technical: tuple[Finding, ...]
    counts: Counter[str]

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def done(self) -> int:
        return self.total - self.counts[State.RECEIVED]

    @property
    def taken(self) -> int:
        return self.counts[State.INTEGRATED]

    @property
    def turned_down(self) -> int:
        return sum(self.counts[state] for state in (State.REJECTED, *_UNREAD))


def of(flow: Flow) -> Report:
    """What became of a whole flow. One query."""
    said = _findings(flow)
    if flow.is_archive:
        rows = Flow.objects.filter(whole=flow).values_list("state").annotate(count=Count("pk")).order_by()
        return Report(flow=flow, technical=said, counts=Counter(dict(rows)))
    return Report(flow=flow, technical=said if flow.state in _UNREAD else (), counts=Counter([flow.state]))


def lines(flow: Flow, *, turned_down: bool = False) -> QuerySet[Flow]:
    """The flows of its invoices, in the order of the archive; only those that were not taken, if asked."""
    found = flow.members.order_by("place") if flow.is_archive else Flow.objects.filter(pk=flow.pk)
    found = found.filter(state__in=(State.REJECTED, *_UNREAD)) if turned_down else found
    return found.select_related("supplier", "invoice")


def line_of(flow: Flow) -> Line:
    """One of `lines` as the report shows it. No query."""
    invoice = getattr(flow, "invoice", None)
    return Line(flow=flow, key=invoice.pk if invoice else None, findings=_findings(flow))


def code_of(flow: Flow) -> str:
    """The official code of its state (chorus-pro-api.md §5.2)."""
    if flow.state != State.RECEIVED:
        return flow.state
    return State.UNDERWAY if flow.attempts else WAITING


@dataclass(frozen=True, kw_only=True)
class Errors:
    """What a flow was not taken for: by file that could not be read, and by invoice."""

    technical: Sequence[tuple[str, Finding]]
    """The name of the file, and what is wrong with it."""
    invoices: Sequence[Line]


def errors_of(flow: Flow) -> Errors:
    """All of them, for software. Two queries."""
    technical = [(flow.file_name, finding) for finding in of(flow).technical]
    found = [line_of(one) for one in lines(flow, turned_down=True)] if flow.is_archive or not technical else []
    technical += [(line.flow.file_name, finding) for line in found if not line.is_invoice for finding in line.findings]
    return Errors(technical=technical, invoices=[line for line in found if line.is_invoice])


def _findings(flow: Flow) -> tuple[Finding, ...]:
    found = [from_data(data) for data in flow.findings]
    if flow.state in (State.REJECTED, *_UNREAD):
        # A remark beside what keeps it out would only bury that.
        fatal = tuple(one for one in found if one.severity is Severity.FATAL)
        return fatal or tuple(found)
    return tuple(found)

"""« Suivi des flux »: the flows that a person follows, found and counted, and « Rejets EDI », day by day."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.rights import scope
from unisson.directory.spaces import Space
from unisson.kernel.clock import PARIS
from unisson.kernel.keys import key

from ..access import flows_seen, get_flow, sent_flows
from ..admission import number_key
from ..lists.search import AT_ONCE
from ..models import Flow, Invoice
from . import report
from .syntaxes import SYNTAXES

PAGE = 25
REJECTIONS_KEPT = timedelta(days=90)
"""Of how many days « Rejets EDI » are listed; the flows themselves stay."""
STATES = (
    Flow.State.RECEIVED,
    Flow.State.UNDERWAY,
    Flow.State.INTEGRATED,
    Flow.State.PARTIAL,
    Flow.State.REJECTED,
    Flow.State.INADMISSIBLE,
    Flow.State.FAILED,
)
"""In the order of « Tableau de bord »."""
_TURNED_DOWN = (Flow.State.REJECTED, Flow.State.INADMISSIBLE)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What « Recherche » asks of flows."""

    number: str = ""
    """Of the flow, of one of its invoices, or a part of its file's name."""
    state: str = ""
    stated: str = ""
    low: date | None = None
    high: date | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """A page of flows, newest first; `next`: what to ask for the following one."""

    rows: Sequence[report.Report] = field(default_factory=tuple)
    next: str = ""


def page(actor: User, asked: Asked, *, structure: Structure | None = None, after: str = "") -> Part:
    """The flows that follow the one of the key `after`, newest first, each with its counts. Three queries."""
    found = _answering(sent_flows(actor), asked, structure)
    if asked.number:
        found = found.filter(_called(actor, asked.number))
    last = sent_flows(actor).filter(pk=key(after) or 0).values_list("received_at", "pk").first()
    if last:
        found = found.filter(Q(received_at__lt=last[0]) | Q(received_at=last[0], pk__lt=last[1]))
    rows = list(found.select_related("supplier", "depositor").order_by("-received_at", "-pk")[: PAGE + 1])
    return Part(rows=_counted(rows[:PAGE]), next=str(rows[PAGE - 1].pk) if len(rows) > PAGE else "")


def _answering(flows: QuerySet[Flow], asked: Asked, structure: Structure | None) -> QuerySet[Flow]:
    if asked.state in STATES:
        flows = flows.filter(state=asked.state)
    if asked.stated in SYNTAXES:
        flows = flows.filter(stated=asked.stated)
    if asked.low:
        flows = flows.filter(received_at__gte=_start(asked.low))
    if asked.high and asked.high < date.max:
        flows = flows.filter(received_at__lt=_start(asked.high + timedelta(days=1)))
    return flows.filter(supplier=structure) if structure else flows


_DIGITS = 15
_LENGTH = 25


def key_of(number: str) -> int | None:
    """The key of the flow of that number of 25 characters; None for what is none."""
    return key(number[-_DIGITS:].lstrip("0")) if len(number) == _LENGTH else None


def get_numbered(actor: User, number: str) -> Flow:
    """`access.get_flow`, by its number."""
    return get_flow(actor, key_of(number.strip()) or 0)


def _called(actor: User, text: str) -> Q:
    """The flow of that number; or those that hold an invoice of that number, or whose file's name has it."""
    text = text.strip()
    number = key_of(text)
    if number is not None:
        return Q(pk=number)
    # By the suppliers first: that is how numbers and rejections are kept in order.
    theirs = scope(actor, Space.FLOWS).structures
    taken = Invoice.objects.filter(supplier__in=theirs, number_key=number_key(text)).values("flow")
    turned_down = Flow.objects.filter(
        ~Q(stated=""), supplier__in=theirs, state__in=_TURNED_DOWN, invoice_number__iexact=text
    ).values("pk")
    inside = Flow.objects.filter(Q(pk__in=taken) | Q(pk__in=turned_down), ~Q(stated=""))
    return Q(file_name__icontains=text) | Q(pk__in=inside.values(holder=Coalesce("whole", "pk")))


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=PARIS)


def _counted(flows: Sequence[Flow]) -> list[report.Report]:
    """Each with how many invoices it holds, by state: one query for all."""
    counts: dict[int, Counter[str]] = {flow.pk: Counter() for flow in flows if flow.is_archive}
    rows = Flow.objects.filter(whole__in=counts).values_list("whole", "state").annotate(count=Count("pk"))
    for whole, state, count in rows.order_by() if counts else ():
        counts[whole][state] = count
    return [report.Report(flow=flow, technical=(), counts=counts.get(flow.pk, Counter([flow.state]))) for flow in flows]


def totals(actor: User, *, structure: Structure | None = None, since: date | None = None) -> list[tuple[str, int]]:
    """How many flows are in each state, of those received since that day. One query."""
    found = _answering(sent_flows(actor), Asked(low=since), structure)
    counts = dict(found.values_list("state").annotate(count=Count("pk")).order_by())
    return [(state, counts.get(state, 0)) for state in STATES]


@dataclass(frozen=True, kw_only=True)
class RejectionDay:
    """What was turned down of what one issuer sent on one day."""

    day: date
    supplier: Structure
    count: int


def rejection_days(actor: User, *, at: datetime, structure: Structure | None = None) -> list[RejectionDay]:
    """« Rejets EDI »: newest first. Two queries."""
    found = _turned_down(actor, structure).filter(received_at__gte=at - REJECTIONS_KEPT)
    rows = found.annotate(day=TruncDate("received_at", tzinfo=PARIS)).values_list("day", "supplier")
    counted = list(rows.annotate(count=Count("pk")).order_by("-day", "supplier__name", "supplier"))
    issuers = Structure.objects.in_bulk({supplier for _, supplier, _ in counted})
    return [RejectionDay(day=day, supplier=issuers[supplier], count=count) for day, supplier, count in counted]


def rejections(actor: User, *, day: date, supplier: int) -> Iterator[report.Line]:
    """The lines of one day's file: what was turned down of what that issuer sent."""
    found = _turned_down(actor, None).filter(supplier=supplier, received_at__gte=_start(day))
    found = found.filter(received_at__lt=_start(day + timedelta(days=1))) if day < date.max else found
    for flow in found.select_related("supplier").order_by("received_at", "pk").iterator(chunk_size=AT_ONCE):
        yield report.line_of(flow)


def _turned_down(actor: User, structure: Structure | None) -> QuerySet[Flow]:
    """Of archives, their files; an archive refused as a whole is one line itself."""
    found = Flow.objects.filter(flows_seen(actor), ~Q(stated=""), state__in=_TURNED_DOWN).exclude(
        Q(members__isnull=False)
    )
    return found.filter(supplier=structure) if structure else found

"""The criteria that « Rechercher » has beyond a list's own: domain-rules §1.4, but those of works and validation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q

from unisson.directory.models import Structure
from unisson.directory.spaces import Space
from unisson.kernel.identifiers import compact
from unisson.kernel.keys import key

from ..former import steps_of_now
from ..models import StatusChange
from ..status import Kind

OTHER = {Space.ISSUED: "recipient", Space.RECEIVED: "supplier"}
"""The side that the reader of a space looks at."""
OWN_SERVICE = {Space.ISSUED: "supplier_service", Space.RECEIVED: "recipient_service"}
_FLOW = re.compile(r"UNI001[0-9]{4}([0-9]{15})")
_SIREN = 9
_CREDIT = Q(kind=Kind.CREDIT_NOTE)
_PAYABLE = Q(kind__in=[one for one in Kind if one is not Kind.CREDIT_NOTE])


@dataclass(frozen=True, kw_only=True)
class Between:
    """Both ends included; None where it is open."""

    low: date | Decimal | None = None
    high: date | Decimal | None = None

    def __bool__(self) -> bool:
        return self.low is not None or self.high is not None


@dataclass(frozen=True, kw_only=True)
class Further:
    """Empty ones ask nothing. `other`: the identifier of the other side, or its first characters; `whole_company`:
    every structure of the same SIREN, « étendre au SIREN »; `returned`: it came back at least once, « status:motif »;
    `archives`: also what is archived; `payable`: no credit note. What is written on an invoice is asked whole, whatever
    the case. `invoiced`: the date on the invoice; `net` and `due`: HT and net à payer, as they are shown."""

    kind: str = ""
    payable: bool = False
    framework: str = ""
    other: str = ""
    whole_company: bool = False
    other_service: str = ""
    commitment: str = ""
    contract: str = ""
    original: str = ""
    mandate: str = ""
    flow: str = ""
    currency: str = ""
    returned: str = ""
    archives: bool = False
    invoiced: Between = field(default_factory=Between)
    net: Between = field(default_factory=Between)
    due: Between = field(default_factory=Between)

    def __bool__(self) -> bool:
        return self != _NOTHING


_NOTHING = Further()
_WRITTEN: Mapping[str, str] = {
    "commitment": "commitment",
    "contract": "contract",
    "original": "original_number",
    "mandate": "mandate_number",
}
"""Criterion → column of what is written on an invoice."""


def condition(further: Further, space: Space) -> Q:
    """Invoices that answer, seen from `space`: a criterion that names nothing is answered by none. One query inside."""
    met = _plain(further) & _between("issue_date", further.invoiced)
    met &= amounts("net_total", further.net) & amounts("net_to_pay", further.due)
    side = OTHER[space]
    if further.other:
        theirs = _structures(further.other, whole_company=further.whole_company)
        met &= Q(**{f"{side}__in": theirs})
    if further.returned:
        met &= _returned(further.returned, space)
    if further.other_service:
        met &= Q(**{f"{side}_service__code__iexact": further.other_service})
    return met


def _plain(further: Further) -> Q:
    met = Q()
    for name in ("kind", "framework", "currency"):
        if value := getattr(further, name):
            met &= Q(**{name: value})
    for name, column in _WRITTEN.items():
        if text := getattr(further, name).strip():
            # Stated so that an index is entered: no database folds the case of what it keeps in order.
            met &= Q(**{f"{column}__in": {text, text.upper(), text.lower()}}) & ~Q(**{column: ""})
    if further.payable:
        met &= _PAYABLE
    if further.flow:
        read = _FLOW.fullmatch(compact(further.flow).upper())
        found = key(read[1].lstrip("0")) if read else None
        met &= Q(flow=found) | Q(flow__whole=found, flow__whole__isnull=False)
    return met


def _returned(way: str, space: Space) -> Q:
    """A recipient knows of its own time only."""
    status, _, motive = way.partition(":")
    rows = StatusChange.objects.filter(invoice=OuterRef("pk"), target=status, reason=motive)
    return Q(Exists(rows if space is Space.ISSUED else steps_of_now(rows)))


def _structures(text: str, *, whole_company: bool) -> list[int]:
    identifier = compact(text).upper()
    known = identifier[:_SIREN] if whole_company else identifier
    return list(Structure.objects.filter(identifier__startswith=known).values_list("pk", flat=True)[:_MOST])


_MOST = 5000
"""Structures of one beginning: SQLite takes no more values in a statement than about 30,000."""


def amounts(column: str, between: Between) -> Q:
    """Of amounts as people read them: those of credit notes are kept without the minus that they are shown with."""
    if not between:
        return Q()
    below = Between(low=_turned(between.high), high=_turned(between.low))
    return (_PAYABLE & _between(column, between)) | (_CREDIT & _between(column, below))


def _between(column: str, between: Between) -> Q:
    met = Q()
    if between.low is not None:
        met &= Q(**{f"{column}__gte": between.low})
    if between.high is not None:
        met &= Q(**{f"{column}__lte": between.high})
    return met


def _turned(end: date | Decimal | None) -> Decimal | None:
    return -end if isinstance(end, Decimal) else None

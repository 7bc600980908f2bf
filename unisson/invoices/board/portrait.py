"""What one sent invoice says to dashboards: told from its columns and its history, kept as text, told as tallies."""

import json
from collections import Counter as Counts
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from unisson.kernel.clock import legal_day
from unisson.kernel.money import ZERO

from .. import former
from ..lifecycle import FORWARD
from ..lists.inbox import OPEN
from ..models import Invoice, StatusChange, Tally
from ..motives import RETURNS
from ..payment import ORDERED
from ..status import NEVER_SENT, TO_DELIVER, Kind, Status

What = Tally.What
VERSION = 1
"""Of what is told here. To be raised with any change: all is then counted anew."""
ISSUED, RECEIVED = "E", "R"
UNREPORTED = "-"
MILLION = 1_000_000
STEPS = (Status.MISE_A_DISPOSITION, *FORWARD)
"""Steps whose delays are told: the first from the deposit, the others from it."""


class Key(NamedTuple):
    """All that one tally is about; the columns of `Tally` in its order."""

    side: str
    structure: int
    service: int
    what: str
    month: date
    of: str
    other: int
    number: int
    currency: str


class Sum(NamedTuple):
    """A number of invoices and their amount, in millionths."""

    number: int
    amount: int


@dataclass(frozen=True, kw_only=True)
class Portrait:
    """Days as ISO texts. `due`: what is to be paid of one that waits for its payment, 0 else; `available`: since when
    its recipient has it; `steps`: status → [day, days it took]; `returns`: « status:motif », each once, and of
    those `own`, by the recipient that it has now."""

    supplier: int
    supplier_service: int
    recipient: int
    recipient_service: int
    status: str
    deposited: str
    currency: str
    gross: int
    due: int = 0
    pay_by: str = ""
    available: str = ""
    unreported: bool = False
    steps: dict[str, list[str | int]] = field(default_factory=dict)
    returns: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return json.dumps(list(asdict(self).values()), separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "Portrait":
        """The reverse of `str`."""
        return cls(**dict(zip(cls.__dataclass_fields__, json.loads(text), strict=True)))


def portrait(invoice: Invoice, history: Sequence[StatusChange]) -> Portrait | None:
    """What `invoice`, its recipient loaded, says now; None for one that was never sent."""
    if invoice.status in NEVER_SENT or invoice.deposited_at is None or invoice.recipient_id is None:
        return None
    waits = invoice.status in OPEN and invoice.kind != Kind.CREDIT_NOTE
    return Portrait(
        supplier=invoice.supplier_id,
        supplier_service=invoice.supplier_service_id or 0,
        recipient=invoice.recipient_id,
        recipient_service=invoice.recipient_service_id or 0,
        status=invoice.status,
        deposited=legal_day(invoice.deposited_at).isoformat(),
        currency=invoice.currency,
        gross=_millionths(invoice.shown_gross),
        due=_millionths(invoice.net_to_pay) if waits else 0,
        pay_by=invoice.pay_by.isoformat() if waits and invoice.pay_by else "",
        available=legal_day(invoice.available_at).isoformat() if waits and invoice.available_at else "",
        unreported=invoice.payment_unreported,
        **_told(invoice, history),  # type: ignore[arg-type]
    )


def tallies(said: Portrait | None) -> Iterator[tuple[Key, Sum]]:
    """All that an invoice adds to the tallies of both its sides. Its recipient knows nothing before it arrived."""
    if said is None:
        return
    yield from _of(said, ISSUED, said.supplier, said.supplier_service, said.recipient)
    if said.status not in TO_DELIVER:
        yield from _of(said, RECEIVED, said.recipient, said.recipient_service, said.supplier)


def difference(before: Portrait | None, after: Portrait | None) -> Counts[tuple[Key, int]]:
    """What changes in the tallies: of each key, its count (0) and its amount (1)."""
    changed: Counts[tuple[Key, int]] = Counts()
    for sign, said in ((-1, before), (1, after)):
        for key, (number, amount) in tallies(said):
            changed[key, 0] += sign * number
            changed[key, 1] += sign * amount
    return changed


def _of(said: Portrait, side: str, structure: int, service: int, other: int) -> Iterator[tuple[Key, Sum]]:
    def key(what: What, day: str, of: str = "", *, other: int = structure, number: int = 0, whole: bool = False) -> Key:
        told = date.fromisoformat(day)
        month = told if whole else told.replace(day=1)
        return Key(side, structure, service, what, month, of, other, number, said.currency)

    one = Sum(1, said.gross)
    yield key(What.STATUS, said.deposited, said.status), one
    yield key(What.PARTNER, said.deposited, other=other), one
    for step, (day, days) in said.steps.items():
        yield key(What.STEP, str(day), step, number=int(days)), one
    for back in said.returns if side == ISSUED else said.own:
        yield key(What.RETURN, said.deposited, back), one
    due = Sum(1, said.due)
    if said.pay_by and not (said.unreported and said.status in ORDERED):
        yield key(What.PAYABLE, said.pay_by, whole=True), due
    if side == ISSUED and said.available and said.status != Status.SUSPENDUE:
        of = UNREPORTED if said.unreported else ""
        yield key(What.EXPECTED, said.available, of, other=other, whole=True), due


def _told(invoice: Invoice, history: Sequence[StatusChange]) -> dict[str, object]:
    """What the history says of the time of the present recipient; a credit note is not paid, it has no delays."""
    own = former.of_now(history)
    steps = {} if invoice.kind == Kind.CREDIT_NOTE else _steps(invoice, own)
    return {"steps": steps, "returns": _backs(history), "own": _backs(own)}


def _backs(rows: Sequence[StatusChange]) -> list[str]:
    return list(dict.fromkeys(f"{row.target}:{row.reason}" for row in rows if row.target in RETURNS))


def _steps(invoice: Invoice, own: Sequence[StatusChange]) -> dict[str, list[str | int]]:
    """The first time of each step since it was last made available."""
    found: dict[str, list[str | int]] = {}
    started = legal_day(invoice.deposited_at) if invoice.deposited_at else None
    for row in own:
        day = legal_day(row.at)
        if row.source == Status.EN_COURS_ACHEMINEMENT and row.target == Status.MISE_A_DISPOSITION:
            deposited = legal_day(invoice.deposited_at) if invoice.deposited_at else day
            found, started = {row.target: [day.isoformat(), (day - deposited).days]}, day
        elif row.target in FORWARD and row.target not in found and started and Status.MISE_A_DISPOSITION in found:
            found[row.target] = [day.isoformat(), (day - started).days]
    return found


def _millionths(amount: Decimal | None) -> int:
    return int((amount or ZERO) * MILLION)

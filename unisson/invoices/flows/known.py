"""What the directory and the database know, asked once for a batch of invoices instead of once for each."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.rights import Scope, scope
from unisson.directory.spaces import Level, Space
from unisson.einvoice.model import Invoice as Document
from unisson.kernel.clock import legal_day
from unisson.kernel.findings import Finding
from unisson.kernel.identifiers import compact

from .. import moved
from ..admission import Facts, facts_of_route, number_key
from ..models import Flow, Invoice
from ..status import NEVER_SENT

Key = tuple[int, str, int]
"""Supplier, number as uniqueness sees it, year."""


@dataclass(frozen=True)
class First:
    """The invoice that has a number already."""

    number: str
    flow: Flow
    deposited_at: datetime

    def finding(self) -> Finding:
        """Where it came in: the line after the refusal."""
        day = legal_day(self.deposited_at)
        return Finding(
            code="CPP-FLUX-06", where="BT-1", values={"number": self.number, "day": day, "flow": self.flow.number}
        )


@dataclass
class Known:
    """Lives as long as one batch: rights and directory may change before the next."""

    on: date
    _reaches: dict[int, Scope] = field(default_factory=dict)
    _senders: dict[str, Structure | None] = field(default_factory=dict)
    _routes: dict[tuple[str, str], Facts] = field(default_factory=dict)
    _formers: dict[int, list[int]] = field(default_factory=dict)

    def sender(self, flow: Flow, value: Document) -> Structure:
        """The supplier that the file names, where its depositor may send for that one; else the flow's."""
        siret = compact(value.seller.siret or "") if value.seller else ""
        if not siret or siret == flow.supplier.identifier or flow.depositor is None:
            return flow.supplier
        if siret not in self._senders:
            found = Structure.objects.filter(kind=Structure.Kind.SIRET, identifier=siret, active=True)
            self._senders[siret] = found.first()
        named = self._senders[siret]
        if named and self._reach(flow.depositor).covers(structure_id=named.pk, service_id=None):
            return named
        return flow.supplier

    def _reach(self, actor: User) -> Scope:
        if actor.pk not in self._reaches:
            self._reaches[actor.pk] = scope(actor, Space.ISSUED, Level.WRITE)
        return self._reaches[actor.pk]

    def facts(self, value: Document, *, supplier: Structure) -> Facts:
        """Recipient and service. Numbers are held apart: see `numbers`."""
        siret = compact(value.buyer.siret or "") if value.buyer else ""
        route = siret, value.buyer_reference or ""
        if route not in self._routes:
            self._routes[route] = facts_of_route(*route, supplier=supplier, on=self.on)
        return replace(self._routes[route], supplier=supplier)

    def numbers(self, wanted: Iterable[tuple[int, Document]]) -> dict[Key, First]:
        """Of these suppliers and invoices, the numbers that are taken, under former identifiers too, and by which."""
        keys = {key for supplier, value in wanted if (key := key_of(supplier, value))}
        for supplier in {supplier for supplier, _, _ in keys} - self._formers.keys():
            self._formers[supplier] = list(moved.senders_as(supplier, and_itself=True).values_list("pk", flat=True))
        owners = {former: supplier for supplier in self._formers for former in self._formers[supplier]}
        sent = (
            Invoice.objects.filter(
                supplier__in=owners,
                number_key__in={number for _, number, _ in keys},
                issue_year__in={year for _, _, year in keys},
            )
            .exclude(status__in=NEVER_SENT)
            .select_related("flow")
        )
        return {
            (owners[one.supplier_id], one.number_key, one.issue_year or 0): First(
                one.number, one.flow, one.deposited_at
            )
            for one in (sent if keys else ())
            if one.deposited_at
        }


def key_of(supplier: int, value: Document) -> Key | None:
    """None while it has no number or no date: the rules complain of that."""
    if not value.number or not value.issue_date:
        return None
    return supplier, number_key(value.number), value.issue_date.year

"""On whose behalf a person may send: a structure as a whole, or only some of its services (domain-rules §2.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from unisson.accounts.models import User
from unisson.directory import lineage
from unisson.directory.models import BankAccount, Service, Structure
from unisson.directory.rights import scope
from unisson.directory.search import open_services
from unisson.directory.servicing import State, state_of
from unisson.directory.spaces import Level, Space
from unisson.kernel import clock
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal

from . import moved
from .models import Invoice


@dataclass(frozen=True, kw_only=True)
class Senders:
    """`whole`: the person may send for the structure itself, that is without a service."""

    whole: bool
    services: Sequence[Service]

    def __bool__(self) -> bool:
        return self.whole or bool(self.services)

    def choose(self, code: str, *, now: Service | None = None) -> Service | None:
        """The service of that code if the person may send for it; no service if they may; else what it is `now`."""
        chosen = next((service for service in self.services if service.code == code), None)
        if chosen is None and (code or not self.whole):
            return now or self.default
        return chosen

    @property
    def default(self) -> Service | None:
        """Who has one service only need not choose it."""
        return self.services[0] if not self.whole and len(self.services) == 1 else None


def senders_for(user: User, structure: Structure, *, on: date) -> Senders:
    """What `user` may send for at `structure`."""
    reach = scope(user, Space.ISSUED, Level.WRITE)
    whole = structure.pk in reach.structures
    services = [service for service in open_services(structure, on=on) if whole or service.pk in reach.services]
    return Senders(whole=whole, services=services)


def change_supplier(actor: User, invoice: Invoice, key: str) -> None:
    """Another structure of the person's own: its service and account start anew, unless it took the place of the one
    before. Refusal CPP-ACCES-02 for others'."""
    now = invoice.awaits.structure_id if invoice.awaits else invoice.supplier_id
    if not key or key == str(now):
        return
    present = lineage.heir(invoice.supplier)
    if present is not None and key == str(present.pk) and senders_for(actor, present, on=clock.today()):
        moved.go_on_as(invoice, present)
        return
    theirs = scope(actor, Space.ISSUED, Level.WRITE).structures
    chosen = next((pk for pk in theirs if str(pk) == key), None)
    if chosen is None:
        raise Refusal("CPP-ACCES-02", field="supplier")
    invoice.supplier = Structure.objects.get(pk=chosen)
    invoice.supplier_service = invoice.account = invoice.awaits = None


def choose_own(actor: User, invoice: Invoice, texts: Mapping[str, str], *, on: date) -> None:
    """The supplier's own service and bank account: a service that the person may send for, an account of theirs."""
    if "supplier_service" in texts:
        senders = senders_for(actor, invoice.supplier, on=on)
        invoice.supplier_service = senders.choose(texts["supplier_service"], now=invoice.supplier_service)
    if "account" in texts:
        key = texts["account"]
        accounts = BankAccount.objects.filter(structure=invoice.supplier, active=True)
        # One that was withdrawn meanwhile stays until another is chosen: `withdrawn` says so.
        kept = [invoice.account] if invoice.account else []
        invoice.account = next((account for account in (*accounts, *kept) if str(account.pk) == key), None)


def withdrawn(invoice: Invoice, *, on: date) -> tuple[Finding, ...]:
    """What a draft still names of its own structure that may not be named any more: an account, a service."""
    found = []
    if invoice.account and not invoice.account.active:
        found.append(Finding(code="CPP-ADM-19", where="BT-84", values={"label": invoice.account.label}))
    service = invoice.supplier_service
    if service and state_of(service, on=on) is not State.OPEN:
        found.append(Finding(code="CPP-ADM-20", where="EXT-SELLER-SERVICE", values={"service": service.code}))
    return tuple(found)

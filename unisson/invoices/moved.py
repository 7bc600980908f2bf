"""What a change of identifier makes of invoices that are still to be sent (domain-rules §3.5): nothing goes out under
the former number, nor to it; each refusal names the present one, and a draft takes it in one press. What was deposited
before stays as it is, with the people of both.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from unisson.directory.lineage import formers, heir, origin
from unisson.directory.models import BankAccount, Service, Structure
from unisson.kernel.findings import Finding, Value
from unisson.kernel.refusal import Refusal

from .models import Invoice

RECIPIENT, SUPPLIER, IN_FILE = "CPP-ADM-16", "CPP-ADM-17", "CPP-ADM-18"


def senders_as(supplier_id: int, *, and_itself: bool = False) -> QuerySet[Structure]:
    """Who sent before as this supplier: under its former identifiers, and under the present one if asked."""
    return formers(supplier_id, and_itself=and_itself)


def about_recipient(recipient: Structure) -> Finding:
    """Why a closed recipient takes nothing more: the number that took its place, if one did."""
    values = _values(recipient)
    return Finding(
        code=RECIPIENT if values else "CPP-ADM-02", where="BT-46", values=values or {"name": recipient.called}
    )


def about_supplier(supplier: Structure) -> Finding:
    """Why a closed supplier sends nothing more."""
    values = _values(supplier)
    return Finding(code=SUPPLIER if values else "CPP-ADM-14", where="BT-29", values=values or {"name": supplier.name})


def about_seller(found: str, supplier: Structure) -> Finding | None:
    """A file that still says `found`, the former number of who sends it. None for any other number."""
    former = origin(supplier)
    while former is not None and former.identifier != found:
        former = origin(former)
    if former is None:
        return None
    return Finding(code=IN_FILE, where="BT-29", values={"former": found, "number": supplier.identifier})


def refused_supplier(supplier: Structure) -> Refusal:
    """`about_supplier`, before anything is kept."""
    found = about_supplier(supplier)
    values: Mapping[str, Any] = found.values
    return Refusal(found.code, field="supplier", **values)


def repairs(
    codes: set[str], *, supplier: Structure, recipient: Structure | None
) -> Iterator[tuple[str, dict[str, str]]]:
    """Of the findings above, those that a draft mends in one press: their code, and form field → text."""
    if RECIPIENT in codes and recipient is not None and (present := heir(recipient)):
        yield RECIPIENT, {"recipient_siret": present.identifier}
    if SUPPLIER in codes and (present := heir(supplier)):
        yield SUPPLIER, {"supplier": str(present.pk)}


def go_on_as(invoice: Invoice, present: Structure) -> None:
    """The draft changes to what took its supplier's place: same service by its code, same account by its IBAN. In
    memory only."""
    service, account = invoice.supplier_service, invoice.account
    invoice.supplier = present
    invoice.supplier_service = _service_like(service, present) if service else None
    invoice.account = _account_like(account, present) if account else None


def _values(closed: Structure) -> dict[str, Value]:
    present = heir(closed)
    return {"name": present.called, "number": present.identifier, "former": closed.identifier} if present else {}


def _service_like(service: Service, structure: Structure) -> Service | None:
    return structure.services.filter(code=service.code, active=True).first()


def _account_like(account: BankAccount, structure: Structure) -> BankAccount | None:
    return structure.accounts.filter(iban=account.iban, active=True).first()

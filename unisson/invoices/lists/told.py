"""What software is told of each line of a list: loaded by one statement, composed once for each number of lines."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Model, OuterRef, Subquery

from unisson.accounts.models import User
from unisson.directory.composed import Statement, composed, marked_keys
from unisson.directory.models import BankAccount, Service, Structure
from unisson.files.models import StoredFile

from ..models import Flow, Invoice, StatusChange

_SERVICE = (Service, ("id", "code", "name"))
_STRUCTURE = (Structure, ("id", "kind", "identifier", "name"))
_PARTIES: Mapping[str, tuple[type[Model], tuple[str, ...]]] = {
    "supplier": _STRUCTURE,
    "supplier_service": _SERVICE,
    "recipient": _STRUCTURE,
    "recipient_service": _SERVICE,
    "account": (BankAccount, ("id", "label", "iban", "factor")),
    "depositor": (User, ("id", "first_name", "last_name")),
    "flow": (Flow, ("id", "syntax", "stated", "whole_id")),
    "file": (StoredFile, ("digest", "size")),
}
_OWN_NAMES = (
    *("id", "kind", "framework", "number", "original_number", "commitment", "contract", "mandate_number", "currency"),
    *("status", "status_since", "rejection_treated", "downloaded", "deposit_mode"),
    *("issue_date", "deposited_at", "archived_at", "net_total", "gross_total", "net_to_pay"),
    *("supplier_id", "supplier_service_id", "recipient_id", "recipient_service_id"),
    *("account_id", "depositor_id", "flow_id", "file_id"),
)


def _in_order(model: type[Model], names: Sequence[str]) -> tuple[str, ...]:
    """As `from_db` reads them: in the order of the model."""
    known = [field.attname for field in model._meta.concrete_fields]
    return tuple(sorted(names, key=known.index))


_OWN = _in_order(Invoice, _OWN_NAMES)
_COLUMNS = {name: (model, _in_order(model, columns)) for name, (model, columns) in _PARTIES.items()}


def loaded(keys: Sequence[int]) -> tuple[list[Invoice], dict[int, str]]:
    """Those invoices in the order of `keys`, and what was said with the present status of each, where anything was. One
    query; any other column of theirs or of their parties would cost one more."""
    known: dict[tuple[type[Model], Any], Model] = {}
    rows = [_read(row, known) for row in _asking(len(keys)).rows(keys)] if keys else []
    found = {invoice.pk: invoice for invoice, _comment in rows}
    return [found[key] for key in keys if key in found], {one.pk: comment for one, comment in rows if comment}


@lru_cache(maxsize=64)
def _asking(count: int) -> Statement:
    last = StatusChange.objects.filter(invoice=OuterRef("pk")).order_by("-sequence")
    found = Invoice.objects.filter(pk__in=marked_keys(count)).annotate(said=Subquery(last.values("comment")[:1]))
    theirs = (f"{name}__{column}" for name, (_model, columns) in _COLUMNS.items() for column in columns)
    return composed(found.values_list("said", *_OWN, *theirs))


def _read(row: Sequence[Any], known: dict[tuple[type[Model], Any], Model]) -> tuple[Invoice, str]:
    """The invoice of a row with its parties: who stands in several lines is one object."""
    end = 1 + len(_OWN)
    database = connection.alias
    invoice = Invoice.from_db(database, _OWN, row[1:end])
    for name, (model, columns) in _COLUMNS.items():
        values, end = row[end : end + len(columns)], end + len(columns)
        key = (model, values[0])
        if values[0] is not None and key not in known:
            known[key] = model.from_db(database, columns, values)
        # What its descriptor does, without asking once more whether both are of this database.
        invoice._state.fields_cache[name] = known.get(key)
    return invoice, row[0] or ""

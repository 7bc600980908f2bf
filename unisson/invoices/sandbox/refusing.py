"""« Le prochain dépôt est rejeté avec ce code »: once, by the next deposit that would have been taken.

The finding is the one that the rules and the directory would give, so that every door tells it as it tells any other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.einvoice.model import Invoice as Document
from unisson.kernel.findings import Finding, Value
from unisson.kernel.refusal import Refusal

from ..models import NextRefusal
from . import players

_CENT = Decimal("0.01")
Values = dict[str, Value]


@dataclass(frozen=True, kw_only=True)
class Played:
    """A code that can be played: where it is said of an invoice, and with which values."""

    where: str
    values: Callable[[Document, str], Values]


def _siret(value: Document, name: str) -> Values:
    return {"siret": (value.buyer.siret if value.buyer else "") or ""}


def _name(value: Document, name: str) -> Values:
    return {"name": name}


def _service(value: Document, name: str) -> Values:
    return {"name": name, "service": value.buyer_reference or "SERVICE"}


def _commitment(value: Document, name: str) -> Values:
    return {"name": name, "number": value.order_reference or "ENGAGEMENT"}


def _number(value: Document, name: str) -> Values:
    return {"number": value.number, "year": value.issue_date.year if value.issue_date else None}


def _lines(value: Document, name: str) -> Values:
    computed = value.totals.lines or Decimal(0)
    return {"declared": computed + _CENT, "computed": computed}


def _gross(value: Document, name: str) -> Values:
    computed = value.totals.gross or Decimal(0)
    return {"declared": computed + _CENT, "computed": computed}


PLAYED = {
    "CPP-ADM-01": Played(where="BT-46", values=_siret),
    "CPP-ADM-02": Played(where="BT-46", values=_name),
    "CPP-ADM-05": Played(where="BT-10", values=_name),
    "CPP-ADM-06": Played(where="BT-13", values=_name),
    "CPP-ADM-07": Played(where="BT-10", values=_name),
    "CPP-ADM-08": Played(where="BT-10", values=_service),
    "CPP-ADM-09": Played(where="BT-10", values=_service),
    "CPP-ADM-10": Played(where="BT-1", values=_number),
    "CPP-ADM-12": Played(where="BT-13", values=_commitment),
    "BR-CO-10": Played(where="BG-22/BT-106", values=_lines),
    "BR-CO-15": Played(where="BG-22/BT-112", values=_gross),
}
"""The rejections that connectors meet most, as the rules and `admission` write them."""


def choose(actor: User, structure_pk: int, code: str | None, *, at: datetime) -> NextRefusal | None:
    """Let the next deposit of the structure be refused with `code`, or judged (None). NotFound where `actor` plays for
    another; Refusal CPP-ESSAI-01 in production, -02 for a code that cannot be played."""
    players.check_sandbox()
    if code is not None and code not in PLAYED:
        raise Refusal("CPP-ESSAI-02", field="code", value=code[:40])
    with transaction.atomic():
        structure = players.structure_of(actor, structure_pk)
        if code is None:
            NextRefusal.objects.filter(structure=structure).delete()
            return None
        values = {"code": code, "set_by": actor, "set_at": at}
        return NextRefusal.objects.update_or_create(structure=structure, defaults=values)[0]


def chosen(structures: QuerySet[Structure]) -> QuerySet[NextRefusal]:
    """What waits for the next deposits of these structures."""
    return NextRefusal.objects.filter(structure__in=structures).select_related("structure", "set_by")


def take(supplier_pk: int, value: Document) -> Finding | None:
    """Why the deposit of `value` is refused, if it is to be; taken by the first who asks, in the transaction of the
    deposit that it refuses. Nothing, and no query, in production."""
    if not settings.SANDBOX:
        return None
    waiting = NextRefusal.objects.filter(structure=supplier_pk).first()
    if waiting is None or not NextRefusal.objects.filter(pk=waiting.pk).delete()[0]:
        return None
    return _finding(waiting.code, value)


def _finding(code: str, value: Document) -> Finding:
    siret = (value.buyer.siret if value.buyer else "") or ""
    recipient = Structure.objects.filter(identifier=siret, kind=Structure.Kind.SIRET).first() if siret else None
    name = recipient.called if recipient else (value.buyer.name if value.buyer else "") or siret
    played = PLAYED[code]
    return Finding(code=code, where=played.where, values=played.values(value, name))

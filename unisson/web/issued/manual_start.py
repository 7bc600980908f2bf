"""The first page of « Saisir facture » as data: for whom, from which model, after which former invoice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.rights import managed, structures
from unisson.directory.spaces import Level, Space
from unisson.invoices.access import Right, visible
from unisson.invoices.manual import patterns, start
from unisson.invoices.models import Invoice, Pattern
from unisson.kernel.refusal import Refusal
from unisson.web.frame import chosen_structure
from unisson.web.rights import actor

from .forms import asked_again

SHOWN = 5
"""Former invoices to choose from: the others have « Dupliquer » on their own page."""


@dataclass(frozen=True, kw_only=True)
class StartPage:
    """`mandated`: structures that one types for; `unsigned`: those whose mandate nobody signed, each with whether the
    person may. `again`: the invoice that the page was opened to make again."""

    mandated: Sequence[tuple[str, str]]
    unsigned: Sequence[tuple[Structure, bool]]
    patterns: Sequence[Pattern]
    former: Sequence[Invoice]
    again: Invoice | None
    accepted: bool
    supplier: str
    refusal: Refusal | None = None


def start_page(request: HttpRequest, refusal: Refusal | None = None) -> StartPage:
    """The page, with why the last press did nothing."""
    person = actor(request)
    theirs = [one for one in structures(person, Space.ISSUED, Level.WRITE) if one.active]
    signed, manages = start.mandated(theirs), managed(person)
    in_use = chosen_structure(request, Space.ISSUED)
    return StartPage(
        mandated=[(str(one.pk), str(one)) for one in theirs if one.pk in signed],
        unsigned=[(one, one.pk in manages and not one.is_public) for one in theirs if one.pk not in signed],
        patterns=[one for one in patterns.patterns(person) if one.supplier_id in signed],
        former=_former(person, signed),
        again=asked_again(request, person),
        accepted=start.accepts_terms(person),
        supplier=request.POST.get("supplier", "") or (str(in_use.pk) if in_use else ""),
        refusal=refusal,
    )


def _former(person: User, signed: frozenset[int]) -> Sequence[Invoice]:
    sent = visible(person, Right.WRITE_ISSUED).filter(supplier__in=signed, deposited_at__isnull=False)
    return list(sent.select_related("recipient").order_by("-deposited_at", "-pk")[:SHOWN])

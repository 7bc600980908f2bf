"""A draft judged now, for the person who asks."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.rights import managed, structures
from unisson.directory.spaces import Level, Space
from unisson.files import library
from unisson.invoices.drafting import drafts
from unisson.invoices.drafting.awaiting import senders_of
from unisson.invoices.drafting.habits import Habits, habits_of
from unisson.invoices.drops.reading import looked_at
from unisson.invoices.models import Invoice
from unisson.kernel import clock
from unisson.web.kept import kept_form
from unisson.web.pieces import PICKED
from unisson.web.rights import actor

from .deposit_page import lists
from .documents import Documents
from .draft_page import DraftPage
from .forms import small, typed_from
from .manual_page import ManualPage


def suppliers_of(person: User, invoice: Invoice) -> list[Structure]:
    """In whose name the draft may leave: where the person sends, and the structure whose answer it awaits."""
    theirs = list(structures(person, Space.ISSUED, Level.WRITE))
    return [invoice.awaits.structure, *theirs] if invoice.awaits else theirs


def given_back(request: HttpRequest, invoice: Invoice) -> Invoice | None:
    """The draft as its form stood when the session ended, unsaved; None where nothing was kept."""
    kept = kept_form(request)
    if kept is None:
        return None
    texts = typed_from({name: values[-1] for name, values in kept.items() if values}, invoice)
    return drafts.preview(actor(request), invoice, texts)


def after_saving(request: HttpRequest, invoice: Invoice) -> str:
    """Where a saved draft leads: back to the drop that it is of, judged anew, or to the lists."""
    drop = looked_at(invoice, at=clock.now())
    return reverse("issued:drop", args=[drop]) if drop else lists(request)


def draft_page(
    request: HttpRequest,
    invoice: Invoice,
    *,
    tab: str,
    to_first: bool = False,
    version: int | None = None,
    taken: str = "",
) -> DraftPage:
    """The page of a draft, judged now. `version`: the draft's own, unless the page is a stale one."""
    about = _about(request, invoice)
    return DraftPage(**about, version=_version(invoice, version), tab=tab, to_first=to_first, taken=taken)


def manual_page(
    request: HttpRequest,
    invoice: Invoice,
    *,
    tab: str,
    to_first: bool = False,
    version: int | None = None,
    bare: bool = False,
) -> ManualPage:
    """The page of a draft typed line by line. `bare`: without the lines, for a live check.

    Recipients are proposed; what goes with one of them is what models and « Dupliquer » are for.
    """
    is_addressed = bool(invoice.draft.get("typed", {}).get("recipient_siret"))
    about, rows = (
        _about(request, invoice, proposes=not is_addressed),
        small(request.POST.get("rows") or request.GET.get("lignes", ""), 0),
    )
    stands, manages = _version(invoice, version), invoice.supplier_id in managed(actor(request))
    return ManualPage(**about, version=stands, tab=tab, to_first=to_first, rows=rows, bare=bare, manages=manages)


def _version(invoice: Invoice, asked: int | None) -> int:
    return invoice.draft_version if asked is None else asked


def _about(request: HttpRequest, invoice: Invoice, *, proposes: bool = True) -> dict[str, Any]:
    person = actor(request)
    picked = request.POST.getlist(PICKED) or (kept_form(request) or {}).get(PICKED, [])
    return {
        "invoice": invoice,
        "checked": drafts.check(invoice, at=clock.now()),
        "suppliers": suppliers_of(person, invoice),
        "senders": senders_of(person, invoice),
        "documents": Documents(invoice=invoice, library=library.pieces(person.pk), picked=picked),
        "used": habits_of(invoice, on=clock.today()) if proposes else Habits(),
    }

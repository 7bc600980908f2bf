"""A draft judged now, for the person who asks."""

from django.http import HttpRequest

from unisson.accounts.models import User
from unisson.directory.models import Structure
from unisson.directory.rights import structures
from unisson.directory.spaces import Level, Space
from unisson.files import library
from unisson.invoices import drafts
from unisson.invoices.awaiting import senders_of
from unisson.invoices.habits import habits_of
from unisson.invoices.models import Invoice
from unisson.kernel import clock
from unisson.web.kept import kept_form
from unisson.web.pieces import PICKED
from unisson.web.rights import actor

from .documents import Documents
from .draft_page import DraftPage


def suppliers_of(person: User, invoice: Invoice) -> list[Structure]:
    """In whose name the draft may leave: where the person sends, and the structure whose answer it awaits."""
    theirs = list(structures(person, Space.ISSUED, Level.WRITE))
    return [invoice.awaits.structure, *theirs] if invoice.awaits else theirs


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
    person = actor(request)
    picked = request.POST.getlist(PICKED) or (kept_form(request) or {}).get(PICKED, [])
    return DraftPage(
        invoice=invoice,
        checked=drafts.check(invoice, at=clock.now()),
        suppliers=suppliers_of(person, invoice),
        senders=senders_of(person, invoice),
        documents=Documents(invoice=invoice, library=library.pieces(person.pk), picked=picked),
        version=invoice.draft_version if version is None else version,
        tab=tab,
        used=habits_of(invoice, on=clock.today()),
        to_first=to_first,
        taken=taken,
    )

"""Reading what the pages of the deposit post: the chosen file and structure, and the typed fields."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from unisson.accounts.models import User
from unisson.directory.awaiting import asked
from unisson.directory.lineage import heir
from unisson.directory.models import Service, Structure
from unisson.directory.rights import structures
from unisson.directory.search import recipient
from unisson.directory.spaces import Level, Space
from unisson.einvoice.frameworks import FRAMEWORKS
from unisson.einvoice.xades import LARGEST
from unisson.files import limits
from unisson.invoices.access import Right, get_invoice
from unisson.invoices.attachments import Joined
from unisson.invoices.deposit import Upload
from unisson.invoices.drafting.drafts import Typed
from unisson.invoices.manual.units import unit_of
from unisson.invoices.models import Invoice
from unisson.invoices.senders import senders_for
from unisson.kernel import clock
from unisson.kernel.identifiers import STATE_SIRET, compact, is_siret
from unisson.kernel.refusal import Refusal
from unisson.web.frame import chosen_structure

CONFIRM = "confirm_"
_LONG = 10
"""Digits. No counter of ours gets there, and Python refuses to read numbers of thousands of digits."""


@dataclass(frozen=True, kw_only=True)
class NewDeposit:
    """The pop-up « Dépôt d'une nouvelle facture », checked as far as a form can."""

    upload: Upload
    signature: Joined | None
    """The XAdES file beside it."""
    supplier: Structure
    service: Service | None
    framework: str
    chosen_format: str
    again: int
    """The invoice that this one makes again; 0 for none."""
    recipient: Structure | None
    """Who was chosen in the directory before."""


def new_deposit(request: HttpRequest, actor: User) -> NewDeposit:
    """Refusal CPP-DEPOT-09 without a file, -10 without a structure, CPP-ACCES-02 for one that is not theirs.

    NotFound when the invoice to make again is not theirs.
    """
    file = request.FILES.get("file")
    if file is None:
        raise Refusal("CPP-DEPOT-09", field="file")
    limits.check_size(file.name or "", file.size or 0, limit=limits.INVOICE_FILE)
    supplier = chosen_supplier(request, actor)
    framework = request.POST.get("framework", "A1")
    senders = senders_for(actor, supplier, on=clock.today())
    key = request.POST.get("service", "")
    chosen = next((service for service in senders.services if str(service.pk) == key), None)
    return NewDeposit(
        upload=Upload(name=file.name or "facture", content=file.read()),
        signature=_signature(request),
        supplier=supplier,
        service=chosen or senders.default,
        framework=framework if framework in FRAMEWORKS else "A1",
        chosen_format=request.POST.get("format", ""),
        again=again.pk if (again := asked_again(request, actor)) else 0,
        recipient=chosen_recipient(request),
    )


def _signature(request: HttpRequest) -> Joined | None:
    file = request.FILES.get("signature")
    if file is None:
        return None
    limits.check_size(file.name or "", file.size or 0, limit=LARGEST)
    return Joined(name=file.name or "signature.xml", content=file.read())


def asked_again(request: HttpRequest, actor: User) -> Invoice | None:
    """The sent invoice that the page makes again, if it was opened for one."""
    key = small(request.POST.get("refaire") or request.GET.get("refaire", ""), 0)
    return get_invoice(actor, key, Right.READ_ISSUED) if key else None


def chosen_recipient(request: HttpRequest) -> Structure | None:
    """The recipient that the page was opened for from the directory."""
    siret = request.POST.get("destinataire") or request.GET.get("destinataire", "")
    return recipient(siret) if is_siret(siret) else None


def version_of(post: QueryDict | Mapping[str, str]) -> int:
    """The draft's version that the page was shown with; one that never was for what is no small number."""
    return small(post.get("version", "") or "", -1)


def small(text: str, otherwise: int) -> int:
    """A number as a page counts, else `otherwise`."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONG else otherwise


def suppliers(actor: User) -> list[Structure]:
    """In whose name one may begin an invoice: where one sends, then where one asked to. A closed structure only where
    there is no other: why it does not send is said then."""
    everywhere = _everywhere(actor)
    return [one for one in everywhere if one.active] or everywhere


def _everywhere(actor: User) -> list[Structure]:
    theirs = list(structures(actor, Space.ISSUED, Level.WRITE))
    waiting = [one.structure for one in asked(actor, Space.ISSUED)]
    return [*theirs, *(one for one in waiting if one not in theirs)]


def chosen_supplier(request: HttpRequest, actor: User) -> Structure:
    """The chosen structure; from the home page, which has no choice of one, the structure in use or the only one."""
    offered, in_use = suppliers(actor), chosen_structure(request, Space.ISSUED)
    only = str(offered[0].pk) if len(offered) == 1 else ""
    key = request.POST.get("supplier") or (str((heir(in_use) or in_use).pk) if in_use else only)
    if not key:
        raise Refusal("CPP-DEPOT-10", field="supplier")
    chosen = next((one for one in _everywhere(actor) if str(one.pk) == key), None)
    if chosen is None:
        raise Refusal("CPP-ACCES-02", field="supplier")
    return chosen


def typed_from(post: QueryDict | Mapping[str, str], draft: Invoice) -> Typed:
    """The typed fields and the confirmed doubts of a posted draft form."""
    texts = {name: post.get(name, "") or "" for name in post if not name.startswith(CONFIRM)}
    if draft.is_typed:
        texts |= {name: unit_of(text) or text for name, text in texts.items() if name.startswith("line_unit_")}
    if "recipient_siret" in texts:
        texts["recipient_siret"] = _siret(texts, draft)
    confirmed = tuple(name.removeprefix(CONFIRM) for name in post if name.startswith(CONFIRM))
    return Typed(
        texts=texts,
        confirmed=confirmed,
        version=version_of(post),
        tab=texts.get("tab", "")[:40],
        turn=small(texts.get("turn", ""), 0),
    )


def _siret(texts: Mapping[str, str], draft: Invoice) -> str:
    """« Le destinataire est-il l'Etat ? » : OUI fills the State's SIRET, going back to NON empties it.

    A SIRET typed since the page was shown has the last word: the answer beside it is the one of before.
    """
    siret = texts["recipient_siret"]
    if compact(siret) != compact(draft.draft.get("typed", {}).get("recipient_siret", "")):
        return siret
    is_state = compact(siret) == STATE_SIRET
    if texts.get("state") == "oui" and not is_state:
        return STATE_SIRET
    if texts.get("state") == "non" and is_state:
        return ""
    return siret

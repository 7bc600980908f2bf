"""The pop-up « Dépôt d'une nouvelle facture » as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from unisson.accounts.models import User
from unisson.directory.awaiting import asked
from unisson.directory.lineage import heir
from unisson.directory.models import Structure
from unisson.directory.rights import scope
from unisson.directory.spaces import Space
from unisson.files.limits import INVOICE_FILE, MEGA
from unisson.invoices.models import Invoice
from unisson.invoices.senders import senders_for
from unisson.invoices.status import DepositMode
from unisson.kernel import clock
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal
from unisson.web.controls import Option
from unisson.web.frame import chosen_structure
from unisson.web.kept import kept_form
from unisson.web.language import in_words
from unisson.web.rights import actor

from .forms import asked_again, chosen_recipient, suppliers
from .frameworks import framework_options

OFFERED = (DepositMode.PDF, DepositMode.SIGNED_PDF, DepositMode.STRUCTURED)


@dataclass(frozen=True, kw_only=True)
class DepositPage:
    """What the page offers, what was chosen, and the sentence of a refusal by field."""

    trail: Sequence[tuple[str, str]]
    formats: Sequence[tuple[str, str]]
    chosen_format: str
    frameworks: Sequence[Option]
    framework: str
    suppliers: Sequence[tuple[str, str]]
    supplier: str
    services: Sequence[tuple[str, str]]
    service: str
    limit: int
    prepares: bool
    """Whether nothing can leave yet: a request waits."""
    again: Invoice | None = None
    """The invoice that this one makes again."""
    recipient: Structure | None = None
    """Who was chosen in the directory."""
    refusal: Refusal | None = None
    given_back: bool = False

    @property
    def signs(self) -> bool:
        """Whether the file of a signature is asked for at first sight: few have one."""
        is_faulty = self.refusal is not None and self.refusal.field == "signature"
        return is_faulty or self.chosen_format == DepositMode.SIGNED_PDF


def deposit_page(request: HttpRequest, refusal: Refusal | None = None) -> DepositPage:
    """Build the page, keeping what was chosen when a refusal brings it back."""
    theirs, waiting = suppliers(actor(request)), {one.structure_id for one in asked(actor(request), Space.ISSUED)}
    posted = _posted(request)
    return DepositPage(
        trail=trail() if scope(actor(request), Space.ISSUED) else trail()[:1],
        formats=[("", _("Reconnu dans le fichier")), *((mode.value, str(mode.label)) for mode in OFFERED)],
        chosen_format=posted.get("format", ""),
        frameworks=framework_options(posted.get("framework", "A1")),
        framework=posted.get("framework", "A1"),
        suppliers=[(str(one.pk), _named(one, waits=one.pk in waiting)) for one in theirs],
        supplier=posted.get("supplier") or supplier_in_use(request, theirs),
        services=services_of(actor(request), theirs),
        service=posted.get("service", ""),
        limit=INVOICE_FILE // MEGA,
        prepares=bool(theirs) and all(one.pk in waiting for one in theirs),
        again=asked_again(request, actor(request)),
        recipient=chosen_recipient(request),
        refusal=refusal,
        given_back=kept_form(request) is not None,
    )


def _posted(request: HttpRequest) -> Mapping[str, str]:
    """The choices of this request, or those made before the session ended: a file cannot be given back."""
    kept = kept_form(request) or {}
    return {**{name: values[-1] for name, values in kept.items() if values}, **request.POST.dict()}


def format_remark(chosen: str, invoice: Invoice) -> str:
    """The sentence for a chosen format that the file is not; empty when all is well."""
    if chosen not in OFFERED or chosen == invoice.deposit_mode:
        return ""
    labels = {"chosen": str(DepositMode(chosen).label), "found": str(DepositMode(invoice.deposit_mode).label)}
    return in_words(Finding(code="CPP-DEPOT-08", values=labels))


def lists(request: HttpRequest) -> str:
    """Where the drafts of the person are listed: on the home page while the space « Factures émises » is only asked."""
    return "issued:summary" if scope(actor(request), Space.ISSUED) else "home"


def trail() -> list[tuple[str, str]]:
    """The crumbs of the pages around a deposit."""
    return [(_("Accueil connecté"), reverse("home")), (_("Factures émises"), reverse("issued:summary"))]


def _named(structure: Structure, *, waits: bool) -> str:
    return _("%(name)s (rattachement demandé)") % {"name": structure} if waits else str(structure)


def supplier_in_use(request: HttpRequest, theirs: Sequence[Structure]) -> str:
    """The key of the structure to propose: the one in use, or the only one."""
    in_use = chosen_structure(request, Space.ISSUED)
    chosen = (heir(in_use) or in_use) if in_use else None
    only = theirs[0] if len(theirs) == 1 else None
    found = chosen if chosen in theirs else only
    return str(found.pk) if found else ""


def services_of(person: User, theirs: Sequence[Structure]) -> list[tuple[str, str]]:
    """The services a person may send for; with several structures each says whose it is."""
    senders = {structure: senders_for(person, structure, on=clock.today()) for structure in theirs}
    none = [("", _("Aucun"))] if any(one.whole for one in senders.values()) else []
    several = len(theirs) > 1
    return none + [
        (str(service.pk), f"{service} ({structure.name})" if several else str(service))
        for structure, one in senders.items()
        for service in one.services
    ]

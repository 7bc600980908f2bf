"""The pop-up « Dépôt d'une nouvelle facture » and the receipt at its end, as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from unisson.directory.models import Service, Structure
from unisson.directory.rights import structures
from unisson.directory.spaces import Level, Space
from unisson.files.limits import INVOICE_FILE, MEGA
from unisson.invoices import search
from unisson.invoices.models import DepositCertificate, Invoice
from unisson.invoices.periods import payment_days
from unisson.invoices.status import DepositMode
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal
from unisson.web.controls import Option
from unisson.web.frame import chosen_structure
from unisson.web.language import in_words
from unisson.web.rights import actor

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
    refusal: Refusal | None = None


def deposit_page(request: HttpRequest, refusal: Refusal | None = None) -> DepositPage:
    """Build the page, keeping what was chosen when a refusal brings it back."""
    theirs = list(structures(actor(request), Space.ISSUED, Level.WRITE))
    return DepositPage(
        trail=_trail(),
        formats=[("", _("Reconnu dans le fichier")), *((mode.value, str(mode.label)) for mode in OFFERED)],
        chosen_format=request.POST.get("format", ""),
        frameworks=framework_options(request.POST.get("framework", "A1")),
        framework=request.POST.get("framework", "A1"),
        suppliers=[(str(one.pk), str(one)) for one in theirs],
        supplier=request.POST.get("supplier") or _default(request, theirs),
        services=[("", _("Aucun")), *_services(theirs)],
        service=request.POST.get("service", ""),
        limit=INVOICE_FILE // MEGA,
        refusal=refusal,
    )


def format_remark(chosen: str, invoice: Invoice) -> str:
    """The sentence for a chosen format that the file is not; empty when all is well."""
    if chosen not in OFFERED or chosen == invoice.deposit_mode:
        return ""
    labels = {"chosen": str(DepositMode(chosen).label), "found": str(DepositMode(invoice.deposit_mode).label)}
    return in_words(Finding(code="CPP-DEPOT-08", values=labels))


def receipt_page(invoice: Invoice, certificate: DepositCertificate, *, on: date) -> dict[str, Any]:
    """Step 10: the certificate, and when the payment is expected. Before delivery, as if it were delivered today."""
    assert invoice.recipient is not None  # noqa: S101 - a sent invoice has one (database constraint)
    legal = payment_days(invoice.recipient.buyer, on=on)
    deadline = search.deadline(invoice) or on + timedelta(days=legal)
    return {
        "invoice": invoice,
        "certificate": certificate,
        "trail": _trail(),
        "legal": legal,
        "deadline": deadline,
    }


def _trail() -> list[tuple[str, str]]:
    return [(_("Accueil connecté"), reverse("home")), (_("Factures émises"), reverse("issued:summary"))]


def _default(request: HttpRequest, theirs: Sequence[Structure]) -> str:
    chosen = chosen_structure(request, Space.ISSUED) or (theirs[0] if len(theirs) == 1 else None)
    return str(chosen.pk) if chosen else ""


def _services(theirs: Sequence[Structure]) -> list[tuple[str, str]]:
    """The suppliers' own services; with several structures each says whose it is."""
    found = Service.objects.filter(structure__in=theirs, active=True).select_related("structure")
    several = len(theirs) > 1
    return [(str(one.pk), f"{one} ({one.structure.name})" if several else str(one)) for one in found]

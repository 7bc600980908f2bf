"""The forms that answer a return, and their pages as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest

from unisson.accounts.models import User
from unisson.directory.lineage import heir
from unisson.directory.models import Structure
from unisson.files import library
from unisson.invoices.lists import search
from unisson.invoices.models import Invoice, StatusChange
from unisson.invoices.motives import RETURNS
from unisson.invoices.returns import Route
from unisson.kernel.findings import Finding
from unisson.kernel.refusal import Refusal
from unisson.web.again import again
from unisson.web.controls import Option
from unisson.web.follow.forms import Words
from unisson.web.kept import kept_form
from unisson.web.language import in_words
from unisson.web.pieces import PICKED, shelf
from unisson.web.rights import actor

_TYPED = ("siret", "service", "engagement", "commentaire", "garder")
_BETWEEN = ","
_FIELDS = {"BT-46": "siret", "BT-10": "service", "BT-13": "engagement"}
"""Where a finding about the route is shown."""


class RouteForm(forms.Form):
    """« Recycler »: all that may change."""

    siret = forms.CharField(required=False)
    service = forms.CharField(required=False)
    engagement = forms.CharField(required=False)
    commentaire = Words()
    vu = forms.CharField(required=False, max_length=40)
    """Since when it stood where it was shown."""

    @property
    def route(self) -> Route:
        asked = self.cleaned_data
        return Route(
            siret=asked["siret"],
            service_code=asked["service"],
            commitment=asked["engagement"],
            comment=asked["commentaire"],
        )


@dataclass(frozen=True, kw_only=True)
class ReturnPage:
    """An invoice that came back: what its recipient asked, what is typed, and what is wrong with it by field."""

    invoice: Invoice
    person: User
    asked: StatusChange | None
    typed: Mapping[str, str]
    errors: Mapping[str, Sequence[str]]
    refusal: Refusal | None = None

    @property
    def seen(self) -> str:
        """Since when it stands where the page shows it."""
        return self.invoice.status_since.isoformat()

    @property
    def present(self) -> Structure | None:
        """What took the place of the recipient, if its identifier changed since."""
        return heir(self.invoice.recipient) if self.invoice.recipient else None

    @property
    def shelf(self) -> list[Option]:
        """« Ajouter depuis mes pièces jointes »."""
        there = set(self.invoice.attachments.values_list("file", flat=True))
        picked = self.typed.get(PICKED, "").split(_BETWEEN)
        return shelf(library.pieces(self.person.pk), joined=there, picked=picked)

    @property
    def refused(self) -> bool:
        return self.refusal is not None or any(self.errors.values())


def typed_of(request: HttpRequest) -> dict[str, str]:
    """What was typed in either form."""
    typed = {name: request.POST.get(name, "") for name in _TYPED if name in request.POST}
    return {**typed, PICKED: _BETWEEN.join(request.POST.getlist(PICKED))}


def return_page(request: HttpRequest, invoice: Invoice) -> ReturnPage:
    """The page with what was typed before it was refused, or before the session ended; else with the route as it is."""
    kept, said = kept_form(request) or {}, again(request)
    refusal = said.refusal if said else None
    before = {
        name: (_BETWEEN.join(values) if name == PICKED else values[-1]) for name, values in kept.items() if values
    }
    findings = refusal.findings if refusal else ()
    return ReturnPage(
        invoice=invoice,
        person=actor(request),
        asked=next((row for row in reversed(search.history(invoice)) if row.target in RETURNS), None),
        typed={**_as_it_is(invoice), **before, **(said.typed if said else {})},
        errors=_by_field(findings),
        refusal=refusal if refusal and not findings else None,
    )


def _as_it_is(invoice: Invoice) -> dict[str, str]:
    """The route as it stands; a recipient whose identifier changed has its present one."""
    recipient = invoice.recipient
    present = (heir(recipient) or recipient) if recipient else None
    return {
        "siret": present.identifier if present else "",
        "service": invoice.recipient_service.code if invoice.recipient_service else "",
        "engagement": invoice.commitment,
        "commentaire": "",
    }


def _by_field(findings: Sequence[Finding]) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {name: [] for name in _FIELDS.values()}
    for finding in findings:
        errors[_FIELDS.get(finding.term, "siret")].append(in_words(finding))
    return errors

"""Results of the two pickers of the form: structures, with what each requires, and services of the recipient."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from unisson.directory import search as directory
from unisson.directory.models import Structure
from unisson.directory.needs import needs_of
from unisson.invoices.models import Invoice
from unisson.kernel import clock
from unisson.kernel.identifiers import compact, is_siret, show_siret
from unisson.web.designations import designation
from unisson.web.needs import needs_in_words

CRITERIA = ("q", "name", "town", "postcode", "siret")
SHOWN = 20
"""Results to choose from; `cut` says that there are others."""


def asked_of_picker(invoice: Invoice, value: str) -> str:
    """What the picker opens with: the words typed where a SIRET belongs, and the fields of the advanced search."""
    typed = invoice.draft.get("typed", {}).get("recipient_siret", "").strip()
    words = {} if is_siret(typed) else {"q": typed}
    query = {**words, **({"avancee": "1"} if value == "advanced" else {})}
    return f"?{urlencode(query)}" if any(query.values()) else ""


def structure_results(request: HttpRequest) -> dict[str, Any]:
    """One box of free words, or the fields of the « Recherche avancée »: all must match."""
    asked = {name: request.GET.get(name, "").strip()[:200] for name in CRITERIA}
    number = compact(asked.pop("siret")) if request.GET.get("siret") else ""
    text = number or " ".join(word for word in asked.values() if word)
    found = list(directory.public_structures(text, limit=SHOWN + 1)) if text else []
    results = [
        {
            "value": one.identifier,
            "title": designation(one),
            "detail": f"{show_siret(one.identifier)}, {'' if one.masked else f'{one.postcode} {one.town}'}".strip(", "),
            "needs": needs_in_words(needs_of(one), works_only=one.works_owner_only),
        }
        for one in found[:SHOWN]
    ]
    advanced = any(request.GET.get(name) for name in ("avancee", *CRITERIA[1:]))
    return {
        "results": results,
        "cut": len(found) > SHOWN,
        "asked": {**asked, "siret": number},
        "searched": bool(text),
        "advanced": advanced,
    }


def service_results(request: HttpRequest, invoice: Invoice) -> dict[str, Any]:
    """The recipient's services open today that match what is typed; the first ones before anything is."""
    siret = compact(invoice.draft.get("typed", {}).get("recipient_siret", ""))
    recipient = Structure.objects.filter(kind=Structure.Kind.SIRET, identifier=siret).first()
    text = request.GET.get("q", "").strip()[:200]
    today = clock.today()
    found = list(directory.services_of(recipient, text, on=today, limit=SHOWN + 1)) if recipient else []
    results = [
        {
            "value": one.code,
            "title": one.name,
            "detail": one.code,
            "needs": needs_in_words(needs_of(recipient, one)) if recipient else (),
        }
        for one in found[:SHOWN]
    ]
    return {"results": results, "cut": len(found) > SHOWN, "recipient": recipient, "text": text}

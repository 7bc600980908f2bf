"""The page of the components: each one in each of its states. It needs no account and shows invented data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static

from . import charts
from .statuses import LOOKS

ICONS = (
    "check close plus ok alert error info help search filter menu down right left sort sort-up external copy download "
    "upload eye trash bell key code alarm files lock moon keyboard user building calendar clock file clip message "
    "draft sent route inbox recycle pause refile reject hand done mandate bank ledger paid archive shield validate "
    "hourglass certificate fork conf-1 conf-2 conf-3"
)
_MONTHS = "déc. janv. févr. mars avr. mai juin juil. août sept. oct. nov."
_AMOUNTS = (2.1, 3.3, 2.8, 4.1, 3.9, 5.3, 4.7, 3.1, 1.2, 4.9, 6.3, 11.5)
_DELAYS = (29, 31, 28, 27, 27, 25, 26, 24, 28, 25, 23, 22)


@dataclass(frozen=True)
class SampleTab:
    """A tab as `frame.Tab` has it."""

    label: str
    url: str | None = "#"
    current: bool = False
    count: int | None = None
    coming: bool = False


@dataclass(frozen=True)
class SampleFrame:
    """A frame as `frame.Frame` has it: somebody invented, signed in, in « Factures émises »."""

    spaces: Sequence[SampleTab]
    more: Sequence[SampleTab]
    tabs: Sequence[SampleTab]
    tabs_label: str
    person: str = "Camille Martin"
    last_connection: datetime = datetime(2026, 11, 19, 13, 14, tzinfo=UTC)
    structure: str = "53819959700013 - SAFE STYLE"
    structures: Sequence[tuple[str, str, bool]] = (
        ("53819959700013 - SAFE STYLE", "#", True),
        ("83876704400012 - ARSOUILLE", "#", False),
    )
    language: str = "fr"
    demo: bool = True
    help: str = "#"
    footer: Sequence[tuple[str, str]] = (("API", "#"),)


class SampleForm(forms.Form):
    """A Django form with one field of each kind."""

    number = forms.CharField(max_length=20)
    date = forms.DateField(required=False)
    total = forms.DecimalField()
    kind = forms.ChoiceField(choices=[("FACTURE", "Facture"), ("AVOIR", "Avoir")])
    comment = forms.CharField(widget=forms.Textarea, required=False, max_length=2000)
    weekly = forms.BooleanField(required=False)


def show(request: HttpRequest) -> HttpResponse:
    """The gallery."""
    return render(request, "gallery.html", {**_chrome(), **_values()})


def _chrome() -> dict[str, Any]:
    return {
        "frame": SampleFrame(
            spaces=[
                SampleTab("Accueil connecté"),
                SampleTab("Activités du gestionnaire"),
                SampleTab("Factures à valider", url=None, coming=True),
                SampleTab("Factures émises", current=True, count=4),
                SampleTab("Mon compte"),
            ],
            more=[SampleTab("Suivi des flux"), SampleTab("Factures de travaux", url=None, coming=True)],
            tabs=[
                SampleTab("Synthèse", current=True),
                SampleTab("Rechercher"),
                SampleTab("Dépôt factures"),
                SampleTab("Archives", url=None, coming=True),
            ],
            tabs_label="Factures émises",
        )
    }


def _values() -> dict[str, Any]:
    form = SampleForm(
        {"number": "", "total": "3500", "kind": "AVOIR", "comment": "Merci.", "weekly": "on"}, auto_id="form_%s"
    )
    months = _MONTHS.split()
    return {
        "form": form,
        "statuses": LOOKS,
        "icons": ICONS.split(),
        "deposited": datetime(2026, 11, 2, 8, 40, tzinfo=UTC),
        "completed": datetime(2026, 11, 10, 10, 5, tzinfo=UTC),
        "pages": [_page()],
        "amounts": charts.bars(
            [(month, value, f"{value} k€") for month, value in zip(months, _AMOUNTS, strict=True)],
            grid=[(3, "3 k€"), (6, "6 k€"), (9, "9 k€"), (12, "12 k€")],
        ),
        "delays": charts.curve(
            [(month, value, f"{value} j") for month, value in zip(months, _DELAYS, strict=True)],
            grid=[(10, "10 j"), (20, "20 j")],
            limit=(30, "30 jours, délai légal"),
        ),
    }


def _page() -> dict[str, Any]:
    box = {"x": 96.5, "y": 46, "width": 152, "height": 50, "letter": "A", "key": "siret", "check": False}
    return {
        "url": static("unisson/unisson.svg"),
        "width": 595,
        "height": 149,
        "alt": "Page 1 de la facture n° 050",
        "boxes": [
            {**box, "href": "#siret", "label": "A, SIRET : sûr"},
            {**box, "href": "#date", "label": "B, date : à vérifier", "letter": "B", "key": "date", "x": 300, "check": True},
        ],
    }

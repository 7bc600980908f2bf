"""The page of the components: each one in each of its states. It needs no account and shows invented data."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path

from . import charts
from .frame import Frame, Tab
from .open import lifecycle_map
from .rights import public
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


class SampleForm(forms.Form):
    """A Django form with one field of each kind."""

    number = forms.CharField(max_length=20)
    date = forms.DateField(required=False)
    total = forms.DecimalField()
    kind = forms.ChoiceField(choices=[("FACTURE", "Facture"), ("AVOIR", "Avoir")])
    comment = forms.CharField(widget=forms.Textarea, required=False, max_length=2000)
    weekly = forms.BooleanField(required=False)


@public
def show(request: HttpRequest) -> HttpResponse:
    """The gallery."""
    return render(request, "gallery.html", {**_chrome(), **_values()})


urlpatterns = [path("composants/", show, name="components")]


def _chrome() -> dict[str, Any]:
    return {
        "frame": Frame(
            person="Camille Martin",
            last_connection=datetime(2026, 11, 19, 13, 14, tzinfo=UTC),
            spaces=[
                Tab(label="Accueil connecté", url="#"),
                Tab(label="Activités du gestionnaire", url="#"),
                Tab(label="Factures à valider", coming=True),
                Tab(label="Factures émises", url="#", current=True, count="4"),
                Tab(label="Mon compte", url="#"),
            ],
            more=[Tab(label="Suivi des flux", url="#"), Tab(label="Factures de travaux", coming=True)],
            tabs=[
                Tab(label="Synthèse", url="#", current=True),
                Tab(label="Rechercher", url="#"),
                Tab(label="Dépôt factures", url="#"),
                Tab(label="Archives", coming=True),
            ],
            tabs_label="Factures émises",
            structure="53819959700013 - SAFE STYLE",
            structures=[("53819959700013 - SAFE STYLE", "1", True), ("83876704400012 - ARSOUILLE", "2", False)],
            help="#",
            demo=True,
            footer=[("API", "#")],
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
        "line_parts": [
            {"name": "g-name", "label": "Dénomination", "kind": "wide", "value": "Pose de cloisons", "required": True},
            {"name": "g-unit", "label": "Unité", "kind": "unit", "value": "jour"},
            {"name": "g-price", "label": "Prix unitaire HT", "kind": "number", "value": "douze", "wrong": True},
        ],
        "map": lifecycle_map.drawing(),
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
    box = {"x": 96.5, "y": 46, "width": 152, "height": 50, "letter": "A", "key": "siret", "pattern": "sure"}
    return {
        "url": static("unisson/unisson.svg"),
        "width": 595,
        "height": 149,
        "alt": "Page 1 de la facture n° 050",
        "boxes": [
            {**box, "href": "#siret", "label": "A, SIRET : sûr"},
            {
                **box,
                "href": "#date",
                "label": "B, date : à vérifier",
                "letter": "B",
                "key": "date",
                "x": 300,
                "pattern": "check",
            },
        ],
    }

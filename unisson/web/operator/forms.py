"""The forms of « Exploitation »: a public structure, a piece of news."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from unisson.directory.newsdesk import Piece
from unisson.directory.openings import possible
from unisson.directory.spaces import Space
from unisson.kernel.clock import PARIS
from unisson.kernel.refusal import Refusal
from unisson.web.account.fields import NameField
from unisson.web.language import in_words


class PublicStructure(forms.Form):
    """A public structure (domain-rules §3.2 and §3.3): what the register says of it may stay empty. A service code is
    required once it has a service."""

    siret = forms.CharField(label=_("SIRET"), max_length=40)
    name = NameField(label=_("Désignation"), max_length=201, required=False)
    address = NameField(label=_("Adresse"), max_length=255, required=False)
    postcode = NameField(label=_("Code postal"), max_length=10, required=False)
    town = NameField(label=_("Ville"), max_length=100, required=False)
    contact_email = forms.EmailField(label=_("Adresse électronique de contact"), required=False, max_length=254)
    spaces = forms.MultipleChoiceField(
        label=_("Espaces ouverts"), widget=forms.CheckboxSelectMultiple, initial=[Space.RECEIVED.value]
    )
    commitment_required = forms.BooleanField(label=_("N° d’engagement exigé sur les factures"), required=False)
    service_or_commitment_required = forms.BooleanField(label=_("L’un ou l’autre exigé"), required=False)

    def refused(self, refusal: Refusal) -> None:
        """Show `refusal` at the field it is about, else at the number."""
        self.add_error(refusal.field if refusal.field in self.fields else "siret", in_words(refusal))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [(space.value, space.label) for space in possible(public=True)]
        self.fields["spaces"].choices = choices  # type: ignore[attr-defined]


class NewsForm(forms.Form):
    """A piece of news, by days of France: from the first instant of one to the last of the other."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    body = forms.CharField(label=_("Texte"), max_length=2000, widget=forms.Textarea)
    title_en = forms.CharField(label=_("Titre en anglais"), max_length=200, required=False)
    body_en = forms.CharField(label=_("Texte en anglais"), max_length=2000, required=False, widget=forms.Textarea)
    since = forms.DateField(
        label=_("Visible à partir du"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Jusqu’au, inclus"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def piece(self) -> Piece:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        words = {name: typed[name].strip() for name in ("title", "body", "title_en", "body_en")}
        until = typed["until"]
        return Piece(
            **words,
            since=datetime.combine(typed["since"], datetime.min.time(), tzinfo=PARIS),
            until=datetime.combine(until + timedelta(days=1), datetime.min.time(), tzinfo=PARIS) if until else None,
        )

"""The forms of the creation of an account: the block of the log-in page, the structure, the person, the password."""

import re
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from unisson.directory import countries, creation, identifiers
from unisson.directory.models import Structure
from unisson.kernel.refusal import Refusal
from unisson.notices.language import reader_language
from unisson.web.language import in_words

from .fields import AddressField, UnlinkedNameField


def newcomer(posted: QueryDict) -> dict[str, Any]:
    """What was posted to `Newcomer`: the block of the log-in page asks for a SIRET and has no choice of kind."""
    return {"kind": Structure.Kind.SIRET.value, **posted.dict()} if posted else {}


class Newcomer(forms.Form):
    """« Vous êtes nouveau sur Unisson ? »: address and identifier; once valid, `identity` is what is known of it."""

    identity: creation.Identity
    address = AddressField(
        label=gettext_lazy("Adresse électronique de connexion"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Type d’identifiant"), required=False)
    siret = forms.CharField(label=gettext_lazy("Numéro"), max_length=40)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        kinds = [(kind, f"{one.label}\u00a0: {one.hint}") for kind, one in identifiers.FORMATS.items()]
        self.fields["kind"].choices = [("", _("Choisissez")), *kinds]  # type: ignore[attr-defined]

    def clean_kind(self) -> str:
        """Nothing is chosen for who has not chosen."""
        if not self.cleaned_data["kind"]:
            raise forms.ValidationError(_("Choisissez le type de votre identifiant."))
        return str(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if {"siret", "kind"} <= typed.keys():
            typed["siret"] = identifiers.tidy(typed["kind"], typed["siret"])
            try:
                self.identity = creation.identify(typed["kind"], typed["siret"])
            except Refusal as refusal:
                self.add_error("siret", forms.ValidationError(in_words(refusal), code=refusal.code))
        return typed


class CompanyForm(forms.Form):
    """The structure that no register knows, as its people type it."""

    name = UnlinkedNameField(label=gettext_lazy("Raison sociale"), max_length=201)
    address = UnlinkedNameField(label=gettext_lazy("Adresse"), max_length=255)
    postcode = forms.CharField(label=gettext_lazy("Code postal"), max_length=10, required=False)
    town = UnlinkedNameField(label=gettext_lazy("Ville"), max_length=100)
    country = forms.ChoiceField(label=gettext_lazy("Pays"))

    def __init__(self, *arguments: Any, kind: str = Structure.Kind.SIRET, identifier: str = "", **named: Any) -> None:
        super().__init__(*arguments, **named)
        if kind == Structure.Kind.PARTICULIER:
            self.fields["name"].label = _("Nom et prénom")
        self.fields["country"].choices = countries.named(reader_language()).items()  # type: ignore[attr-defined]
        self.initial.setdefault("country", identifiers.country_of(kind, identifier))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        postcode = str(typed.get("postcode", "")).strip()
        if typed.get("country") == "FR" and not re.fullmatch(r"\d{5}", postcode.replace(" ", "")):
            self.add_error("postcode", _("En France, le code postal a 5 chiffres."))
        return typed


class OwnData(forms.Form):
    """Who a person is: « Données personnelles », and the beginning of « Vos informations »."""

    last_name = UnlinkedNameField(
        label=gettext_lazy("Nom"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    first_name = UnlinkedNameField(
        label=gettext_lazy("Prénom"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    contact_email = AddressField(label=gettext_lazy("Adresse électronique de contact"), required=False)
    phone = forms.RegexField(
        r"^[0-9+(). -]{6,30}$",
        label=gettext_lazy("Téléphone"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        error_messages={"invalid": gettext_lazy("Écrivez des chiffres, avec l’indicatif si le numéro est étranger.")},
    )


class PersonForm(OwnData):
    """« Vos informations »."""

    confirmed = forms.EmailField(
        label=gettext_lazy("Confirmez l’adresse électronique de connexion"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    terms = forms.BooleanField(
        label=gettext_lazy("J’accepte les conditions d’utilisation"),
        error_messages={"required": gettext_lazy("Sans cet accord, le compte ne peut pas être créé.")},
    )

    def __init__(self, *arguments: Any, address: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._address = address

    def clean_confirmed(self) -> str:
        typed = str(self.cleaned_data["confirmed"]).strip().lower()
        if typed != self._address:
            raise forms.ValidationError(
                _("Les deux adresses diffèrent\u00a0: la première est %(address)s.") % {"address": self._address}
            )
        return typed

"""The form of « Créer une structure »: what nobody knows of it, and what its creator may add."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from unisson.directory.creation import MORE, Identity
from unisson.directory.models import Structure

from .signup_forms import CompanyForm

_KNOWN = ("name", "address", "postcode", "town", "country")


class StructureForm(CompanyForm):
    """Name and address, then what is optional (domain-rules §3.2)."""

    vat_number = forms.CharField(label=gettext_lazy("Numéro de TVA intracommunautaire"), max_length=20, required=False)
    trade_register = forms.CharField(label=gettext_lazy("Numéro RCS"), max_length=50, required=False)
    contact_email = forms.EmailField(
        label=gettext_lazy("Adresse électronique de contact"), max_length=254, required=False
    )
    phone = forms.RegexField(
        r"^[0-9+(). -]{6,30}$",
        label=gettext_lazy("Téléphone"),
        required=False,
        error_messages={"invalid": gettext_lazy("Écrivez des chiffres, avec l’indicatif si le numéro est étranger.")},
    )


def form_for(identity: Identity, *, kind: str, number: str, posted: QueryDict | None) -> StructureForm:
    """What is known already is not asked; nothing is, of a structure that the portal has."""
    form = StructureForm(posted, kind=kind, identifier=number, initial=_vat(kind, number))
    dropped = (*_KNOWN, *MORE) if identity.structure else _KNOWN if identity.shown else ()
    for name in dropped:
        del form.fields[name]
    return form


def _vat(kind: str, number: str) -> dict[str, Any]:
    return {"vat_number": number} if kind == Structure.Kind.UE_HORS_FRANCE else {}

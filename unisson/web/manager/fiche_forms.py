"""The forms of « Fiche structure »: coordinates, parameters, a service, an account."""

from collections.abc import Mapping, Sequence
from typing import Any, Self

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.accounts.models import User
from unisson.directory import fiche
from unisson.directory.banking import Details
from unisson.directory.granting import Right
from unisson.directory.inviting import Proposed
from unisson.directory.models import BankAccount, Service, Structure
from unisson.directory.rights import managed
from unisson.directory.servicing import Wanted
from unisson.kernel.refusal import Refusal
from unisson.web.account.fields import AddressField, UnlinkedNameField
from unisson.web.language import in_words

_PHONE = {"invalid": _("Écrivez des chiffres, avec l’indicatif si le numéro est étranger.")}
_LETTERS = {"invalid": _("Écrivez les deux lettres du pays\u00a0: FR, BE, CH…")}

ASKS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "": (_("Rien"), _("Ni code service ni n° d’engagement\u00a0: le fournisseur indique ce qu’il sait.")),
    "service": (_("Le code service"), _("Sans un code de la liste de vos services, la facture ne part pas.")),
    "commitment": (_("Le n° d’engagement"), _("Sans le numéro de votre bon de commande, la facture ne part pas.")),
    "both": (_("Le code service et le n° d’engagement"), _("Il faut les deux pour que la facture parte.")),
    "either": (
        _("Le code service ou le n° d’engagement, au choix"),
        _("Le fournisseur en indique au moins un\u00a0; celui qu’il veut."),
    ),
}
"""What suppliers must give: words, and what that changes for them."""
WORKS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "": (_("Non"), _("Vous recevez des factures ordinaires.")),
    "too": (_("Oui"), _("Vous pouvez aussi être maîtrise d’ouvrage de marchés de travaux.")),
    "only": (
        _("Uniquement"),
        _("Les factures ordinaires ne partent plus vers vous\u00a0: factures de travaux seulement."),
    ),
}
_FLAGS = {
    "": (False, False, False),
    "service": (True, False, False),
    "commitment": (False, True, False),
    "both": (True, True, False),
    "either": (False, False, True),
}
BUYERS: Mapping[str, str | Promise] = {
    Structure.Buyer.STATE_OR_LOCAL: _("État, collectivité, établissement public"),
    Structure.Buyer.HOSPITAL: _("Hôpital, service de santé des armées"),
    Structure.Buyer.UNDERTAKING: _("Entreprise publique"),
}


def asks_of(structure: Structure) -> str:
    """Which of `ASKS` holds. « L'un ou l'autre » beside an obligation adds nothing to it."""
    if structure.service_required:
        return "both" if structure.commitment_required else "service"
    if structure.commitment_required:
        return "commitment"
    return "either" if structure.service_or_commitment_required else ""


def works_of(structure: Structure) -> str:
    """Which of `WORKS` holds."""
    if structure.works_owner_only:
        return "only"
    return "too" if structure.works_owner else ""


class FicheForm(forms.Form):
    """A form whose refusals stand at the field they are about. `explained`: an operator says why."""

    def explained(self, by: User, structure: Structure) -> Self:
        """With a field more for who does not manage `structure`."""
        if structure.pk not in managed(by):
            self.fields["motif"] = forms.CharField(label=_("Pourquoi, sur quel justificatif"), max_length=500)
        return self

    @property
    def reason(self) -> str:
        return str(self.cleaned_data.get("motif", ""))

    @property
    def said(self) -> dict[str, Any]:
        """What was typed of the thing itself, once it is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "motif"}

    def refused(self, refusal: Refusal) -> None:
        """Show `refusal` where it belongs, else above the form."""
        self.add_error(refusal.field if refusal.field in self.fields else None, in_words(refusal))


class InvitationForm(FicheForm):
    """Whom a manager proposes to attach."""

    address = AddressField(label=_("Adresse électronique de la personne"))
    last_name = UnlinkedNameField(label=_("Nom"), max_length=100)
    first_name = UnlinkedNameField(label=_("Prénom"), max_length=100)
    word = forms.CharField(label=_("Mot joint au courriel"), max_length=500, required=False)

    def proposed(self, wanted: Sequence[Right]) -> Proposed:
        """What was typed, once it is valid."""
        return Proposed(**self.cleaned_data, wanted=wanted)


class FactsForm(FicheForm):
    """Identity, where it is typed, and contact."""

    name = forms.CharField(label=_("Désignation"), max_length=201)
    address = forms.CharField(label=_("Adresse"), max_length=255)
    postcode = forms.CharField(label=_("Code postal"), max_length=10, required=False)
    town = forms.CharField(label=_("Ville"), max_length=100)
    country = forms.RegexField(r"^[A-Za-z]{2}$", label=_("Pays (deux lettres)"), error_messages=_LETTERS)
    contact_email = forms.EmailField(label=_("Adresse électronique de contact"), required=False, max_length=254)
    phone = forms.RegexField(r"^[0-9+(). -]{6,30}$", label=_("Téléphone"), required=False, error_messages=_PHONE)
    vat_number = forms.CharField(label=_("N° de TVA intracommunautaire"), required=False, max_length=30)
    trade_register = forms.CharField(label=_("N° RCS"), required=False, max_length=50)

    def __init__(self, data: Any, structure: Structure, by: User) -> None:
        super().__init__(data, initial={name: getattr(structure, name) for name in fiche.FACTS})
        self.typed_identity = fiche.names_itself(structure, by=by)
        if not self.typed_identity:
            for name in fiche.IDENTITY:
                del self.fields[name]

    def facts(self) -> fiche.Facts:
        """What was typed, once it is valid."""
        typed = self.cleaned_data
        identity = {name: typed[name] for name in fiche.IDENTITY} if self.typed_identity else None
        return fiche.Facts(**{name: typed[name] for name in fiche.CONTACT}, identity=identity)


class ParametersForm(FicheForm):
    """What a public structure asks of its suppliers."""

    asks = forms.ChoiceField(label=_("Vos fournisseurs doivent indiquer"), widget=forms.RadioSelect, required=False)
    works = forms.ChoiceField(label=_("Maîtrise d’ouvrage (MOA)"), widget=forms.RadioSelect, required=False)
    payment_not_reported = forms.BooleanField(label=_("La mise en paiement n’est pas remontée"), required=False)
    buyer = forms.ChoiceField(label=_("Nature de l’acheteur"))

    def __init__(self, data: Any, structure: Structure, by: User) -> None:
        now: dict[str, Any] = {"asks": asks_of(structure), "works": works_of(structure)}
        now |= {"payment_not_reported": structure.payment_not_reported, "buyer": structure.buyer}
        super().__init__(data, initial=now)
        self.fields["asks"].choices = [(value, words[0]) for value, words in ASKS.items()]  # type: ignore[attr-defined]
        self.fields["works"].choices = [(value, words[0]) for value, words in WORKS.items()]  # type: ignore[attr-defined]
        self.fields["buyer"].choices = list(BUYERS.items())  # type: ignore[attr-defined]
        if not by.is_operator:
            del self.fields["buyer"]

    @property
    def asked(self) -> list[tuple[str, str | Promise, str | Promise]]:
        return [(value, *words) for value, words in ASKS.items()]

    @property
    def owns(self) -> list[tuple[str, str | Promise, str | Promise]]:
        return [(value, *words) for value, words in WORKS.items()]

    def parameters(self) -> fiche.Parameters:
        """What was chosen, once it is valid."""
        typed = self.cleaned_data
        service, commitment, either = _FLAGS[typed["asks"]]
        return fiche.Parameters(
            service_required=service,
            commitment_required=commitment,
            service_or_commitment_required=either,
            payment_not_reported=typed["payment_not_reported"],
            works_owner=bool(typed["works"]),
            works_owner_only=typed["works"] == "only",
            buyer=typed.get("buyer"),
        )


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class ServiceForm(FicheForm):
    """One service."""

    code = forms.CharField(label=_("Code service"), max_length=100)
    name = forms.CharField(label=_("Nom"), max_length=255)
    description = forms.CharField(label=_("Description"), max_length=500, required=False, widget=forms.Textarea)
    valid_from = _day(_("Premier jour de validité"))
    valid_until = _day(_("Dernier jour de validité"))
    commitment_required = forms.BooleanField(label=_("N° d’engagement exigé pour ce service"), required=False)
    payment_not_reported = forms.BooleanField(
        label=_("La mise en paiement n’est pas remontée pour ce service"), required=False
    )
    address = forms.CharField(label=_("Adresse"), max_length=255, required=False)
    postcode = forms.CharField(label=_("Code postal"), max_length=10, required=False)
    town = forms.CharField(label=_("Ville"), max_length=100, required=False)
    contact_email = forms.EmailField(label=_("Adresse électronique de contact"), required=False, max_length=254)
    phone = forms.RegexField(r"^[0-9+(). -]{6,30}$", label=_("Téléphone"), required=False, error_messages=_PHONE)

    def __init__(self, data: Any, structure: Structure, service: Service | None = None) -> None:
        super().__init__(data, initial={name: getattr(service, name) for name in self.base_fields} if service else {})
        if not structure.is_public:
            del self.fields["commitment_required"], self.fields["payment_not_reported"]

    def wanted(self) -> Wanted:
        """What was typed, once it is valid."""
        return Wanted(**self.said)


class AccountForm(FicheForm):
    """One account."""

    label = forms.CharField(label=_("Libellé"), max_length=100)
    iban = forms.CharField(
        label=_("IBAN"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    bic = forms.CharField(
        label=_("BIC"), max_length=30, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    factoring = forms.BooleanField(label=_("Affactureur"), required=False)
    factor = forms.CharField(label=_("Nom de l’affactureur"), max_length=200, required=False)

    def __init__(self, data: Any, account: BankAccount | None = None) -> None:
        now: dict[str, Any] = (
            {name: getattr(account, name) for name in ("label", "iban", "bic", "factor")} if account else {}
        )
        super().__init__(data, initial={**now, "factoring": bool(now.get("factor"))})

    def details(self) -> Details:
        """What was typed, once it is valid."""
        return Details(**self.said)

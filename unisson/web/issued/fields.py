"""The fields of the deposit form as the screen shows them: the seed's labels, controls, hints (domain-rules §4.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.invoices.status import Kind, VatRegime

Pairs = Sequence[tuple[str, str | Promise]]


@dataclass(frozen=True, kw_only=True)
class Shown:
    """How one field is drawn. `kind`: text, money, date, select or textarea; `id` is also its anchor on the page."""

    name: str
    label: str | Promise
    kind: str = "text"
    required: bool = False
    full: bool = False
    hint: str | Promise = ""
    options: Pairs = ()
    readonly: bool = False
    attributes: Mapping[str, Any] | None = None
    only_for: frozenset[str] = frozenset()
    """Kinds of invoice for which the field is shown; empty: all."""

    suffix: str = ""
    """After an amount; "" for the currency of the invoice."""

    @property
    def control(self) -> str:
        """The kind of control: dates are typed as text, in the order of the country."""
        return "textarea" if self.kind == "textarea" else "text"


CURRENCIES: Pairs = (
    ("EUR", _("EUR - Euro européen")),
    ("CHF", _("CHF - Franc suisse")),
    ("GBP", _("GBP - Livre sterling")),
    ("USD", _("USD - Dollar des États-Unis")),
    ("XPF", _("XPF - Franc Pacifique")),
)
DAY = {"inputmode": "numeric", "placeholder": "JJ/MM/AAAA", "autocomplete": "off"}

FIELDS: dict[str, tuple[Shown, ...]] = {
    "supplier": (Shown(name="supplier", label=_("Désignation"), kind="select", required=True, full=True),),
    "framework": (Shown(name="framework", label=_("Cadre de facturation"), kind="select", required=True, full=True),),
    "recipient": (
        Shown(
            name="recipient_siret",
            label=_("SIRET"),
            required=True,
            attributes={"inputmode": "numeric", "maxlength": 20, "autocomplete": "off"},
        ),
        Shown(name="service_code", label=_("Code service"), attributes={"maxlength": 100, "autocomplete": "off"}),
    ),
    "references": (
        Shown(name="number", label=_("Numéro"), required=True, attributes={"maxlength": 40, "autocomplete": "off"}),
        Shown(name="issue_date", label=_("Date"), kind="date", required=True, attributes=DAY),
        Shown(
            name="commitment",
            label=_("Numéro d’engagement"),
            full=True,
            hint=_("Aussi appelé « EJ » ou « bon de commande »."),
            attributes={"maxlength": 50, "autocomplete": "off"},
        ),
        Shown(name="kind", label=_("Type"), kind="select", required=True, options=Kind.choices),
        Shown(
            name="original_number",
            label=_("Numéro de facture d’origine"),
            attributes={"maxlength": 20},
            only_for=frozenset({Kind.CREDIT_NOTE}),
        ),
        Shown(
            name="vat_regime",
            label=_("Type de TVA"),
            kind="select",
            required=True,
            hint=_(
                "En général : débits pour une vente, encaissements pour un service, sans TVA si vous n’en facturez pas."
            ),
            options=(("", _("Choisir")), *VatRegime.choices),
        ),
        Shown(
            name="exemption_reason",
            label=_("Motif d’exonération"),
            attributes={"maxlength": 1000},
            only_for=frozenset({VatRegime.EXEMPT}),
        ),
        Shown(name="currency", label=_("Devise"), kind="select", required=True, options=CURRENCIES),
        Shown(name="contract", label=_("Numéro de marché"), attributes={"maxlength": 50, "autocomplete": "off"}),
        Shown(name="due_date", label=_("Date d’échéance"), kind="date", attributes=DAY),
    ),
    "totals": (
        Shown(name="net_total", label=_("Montant HT"), kind="money", required=True),
        Shown(name="vat_total", label=_("Montant TVA"), kind="money", required=True),
        Shown(name="gross_before_discount", label=_("Montant TTC avant remise"), kind="money", readonly=True),
        Shown(name="discount", label=_("Montant remise globale TTC"), kind="money"),
        Shown(name="discount_reason", label=_("Motif de la remise"), full=True, only_for=frozenset({"discount"})),
        Shown(name="gross_total", label=_("Montant TTC après remise"), kind="money", required=True),
        Shown(name="net_to_pay", label=_("Net à payer"), kind="money", required=True),
    ),
    "comment": (
        Shown(
            name="comment",
            label=_("Commentaire"),
            kind="textarea",
            full=True,
            hint=_("2 000 caractères au plus. Le destinataire le lira."),
            attributes={"maxlength": 2000, "rows": 3},
        ),
    ),
}
BLOCK_TITLES: dict[str, str | Promise] = {
    "supplier": _("Fournisseur de la facture"),
    "framework": _("Cadre de facturation"),
    "recipient": _("Destinataire de la facture"),
    "references": _("Références"),
    "totals": _("Montants totaux"),
}
FIELD_NAMES = frozenset(shown.name for block in FIELDS.values() for shown in block)
LABELS: dict[str, str | Promise] = {shown.name: shown.label for block in FIELDS.values() for shown in block} | {
    "supplier_service": _("Service du fournisseur"),
    "vat": _("Détail de la TVA"),
    "file": _("Fichier"),
    "attachments": _("Pièces jointes"),
}

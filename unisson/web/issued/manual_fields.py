"""« Saisir facture » as the screen shows it: blocks, labels, lists, in the order of the seed portal."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from unisson.invoices.manual.fields import EXEMPTIONS
from unisson.invoices.status import Kind, VatRegime
from unisson.rules.choruspro.tables import VAT_RATES

from .fields import CURRENCIES, DAY, FIELDS, Pairs, Shown

MEANS: Pairs = (
    ("", _("Choisir")),
    ("VIREMENT", _("Virement")),
    ("PRELEVEMENT", _("Prélèvement")),
    ("CHEQUE", _("Chèque")),
    ("CARTE", _("Carte bancaire")),
    ("ESPECE", _("Espèces")),
    ("REPORT", _("Report")),
    ("AUTRE", _("Autre")),
)
UNITS: Mapping[str, str | Promise] = {
    "C62": _("unité"),
    "HUR": _("heure"),
    "DAY": _("jour"),
    "WEE": _("semaine"),
    "MON": _("mois"),
    "ANN": _("an"),
    "LS": _("forfait"),
    "SET": _("lot"),
    "KGM": _("kilogramme"),
    "TNE": _("tonne"),
    "LTR": _("litre"),
    "MTR": _("mètre"),
    "MTK": _("mètre carré"),
    "MTQ": _("mètre cube"),
    "KMT": _("kilomètre"),
    "KWH": _("kilowattheure"),
}
"""UN/ECE, recommendations 20 and 21: those that are proposed."""
_EXEMPTIONS: Pairs = (
    ("", _("Choisir")),
    *((name, one.words or _("Autre motif, à écrire")) for name, one in EXEMPTIONS.items()),
)
RATES = tuple(f"{rate.value.normalize():f}".replace(".", ",") for rate in VAT_RATES if rate.until is None)
"""The rates in force, proposed; any other may be typed."""

BLOCKS: Mapping[str, tuple[Shown, ...]] = {
    "framework": FIELDS["framework"],
    "recipient": FIELDS["recipient"],
    "references": (
        Shown(
            name="number",
            label=_("Numéro"),
            hint=_("Laissez vide : le portail donne le numéro suivant, sans trou."),
            attributes={"maxlength": 40, "autocomplete": "off"},
        ),
        Shown(name="issue_date", label=_("Date"), kind="date", required=True, attributes=DAY),
        Shown(
            name="commitment",
            label=_("Numéro d’engagement"),
            hint=_("Aussi appelé « EJ » ou « bon de commande »."),
            attributes={"maxlength": 50, "autocomplete": "off"},
        ),
        Shown(name="contract", label=_("Numéro de marché"), attributes={"maxlength": 50, "autocomplete": "off"}),
        Shown(name="kind", label=_("Type"), kind="select", required=True, options=Kind.choices),
        Shown(
            name="original_number",
            label=_("Numéro de facture d’origine"),
            attributes={"maxlength": 20},
            only_for=frozenset({Kind.CREDIT_NOTE}),
        ),
        Shown(
            name="original_day",
            label=_("Date de la facture d’origine"),
            kind="date",
            hint=_("Laissez vide si elle a été envoyée sur ce portail, qui la connaît."),
            attributes=DAY,
            only_for=frozenset({Kind.CREDIT_NOTE}),
        ),
        Shown(name="delivery_day", label=_("Date de livraison ou d’exécution"), kind="date", attributes=DAY),
        Shown(name="currency", label=_("Devise"), kind="select", required=True, options=CURRENCIES),
    ),
    "supplier": FIELDS["supplier"],
    "payment": (
        Shown(name="means", label=_("Mode de paiement"), kind="select", options=MEANS),
        Shown(name="due_date", label=_("Date d’échéance"), kind="date", attributes=DAY),
    ),
    "regime": (
        Shown(
            name="vat_regime",
            label=_("Type de TVA"),
            kind="select",
            required=True,
            options=VatRegime.choices,
            full=True,
        ),
        Shown(
            name="exemption",
            label=_("Motif d’exonération"),
            kind="select",
            options=_EXEMPTIONS,
            full=True,
            only_for=frozenset({VatRegime.EXEMPT}),
        ),
        Shown(
            name="exemption_reason",
            label=_("Texte du motif sur la facture"),
            full=True,
            hint=_("Laissez vide pour le texte habituel du motif choisi."),
            attributes={"maxlength": 1000},
            only_for=frozenset({VatRegime.EXEMPT}),
        ),
        Shown(
            name="seller_vat",
            label=_("Votre numéro de TVA"),
            hint=_("Laissez vide : il est tiré de votre fiche, ou de votre SIREN."),
            attributes={"maxlength": 20, "autocomplete": "off"},
        ),
    ),
    "totals": (
        Shown(name="discount", label=_("Montant remise globale TTC"), kind="money"),
        Shown(name="discount_reason", label=_("Motif de la remise"), only_for=frozenset({"discount"})),
        Shown(
            name="vat_in_euros",
            label=_("Montant de la TVA en euros"),
            kind="money",
            suffix="€",
            hint=_("La TVA se déclare en euros\u00a0: convertissez-la au cours du jour où elle devient exigible."),
        ),
        Shown(
            name="paid",
            label=_("Déjà payé"),
            kind="money",
            hint=_("Acomptes reçus. En cadre A2, laissez vide : tout est payé."),
        ),
    ),
    "comment": FIELDS["comment"],
}
TITLES: Mapping[str, str | Promise] = {
    "framework": _("Cadre de facturation"),
    "recipient": _("Destinataire de la facture"),
    "references": _("Références"),
    "supplier": _("Fournisseur de la facture"),
    "payment": _("Paiement"),
    "regime": _("TVA"),
    "totals": _("Montants totaux"),
}
PARTS: Mapping[str, tuple[str | Promise, str]] = {
    "name": (_("Dénomination"), "wide"),
    "reference": (_("Référence"), ""),
    "quantity": (_("Quantité"), "number"),
    "unit": (_("Unité"), "unit"),
    "price": (_("Prix unitaire HT"), "number"),
    "discount": (_("Remise HT"), "money"),
    "rate": (_("Taux de TVA (%)"), "rate"),
}
"""Of one line: its label and the kind of its control. An amount is rewritten at two decimals, a number never is."""
LONGEST = {"name": 1000, "reference": 200}
"""What a line keeps, in characters."""
REQUIRED = frozenset({"name", "quantity", "price", "rate"})
LABELS: Mapping[str, str | Promise] = {
    **{shown.name: shown.label for block in BLOCKS.values() for shown in block},
    "supplier_service": _("Service du fournisseur"),
    "account": _("Références bancaires"),
    "attachments": _("Pièces jointes"),
    "file": _("Facture"),
}

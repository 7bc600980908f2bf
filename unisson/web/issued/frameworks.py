"""The cadres de facturation that Factures émises offers: those to come are shown, cannot be chosen, and say why."""

from django.utils.translation import gettext as _

from unisson.einvoice.frameworks import FRAMEWORKS, Framework
from unisson.web.controls import Option


def framework_options(value: str) -> list[Option]:
    """A1 and A2 to choose from, A9 and A12 with their reason (domain-rules §4.6), and the one a file brought along."""
    return [_option(one) for one in FRAMEWORKS.values() if one.portal or one.code == value]


def _option(one: Framework) -> Option:
    label = f"{one.code}\u00a0: {one.label}"
    if one.portal and not one.open:
        label = _("%(label)s (à venir : le titulaire devra d’abord la valider)") % {"label": label}
    return Option(value=one.code, label=label, disabled=not one.open)

"""The profile that an invoice declares (BT-24): one that exists, and that has room for what the invoice holds."""

from unisson.einvoice import profiles
from unisson.einvoice.model import Invoice
from unisson.kernel.findings import Findings, Severity
from unisson.rules.engine import at

from .ruleset import IN_CII, IN_FILES, sense

_GROUPS = {"BG-25": "lines", "BG-23": "vat_lines", "BG-16": "payment"}
_MISSING = {"MINIMUM": ("BG-25", "BG-23", "BG-16"), "BASIC WL": ("BG-25",)}
"""Factur-X 1.0, chapter 5: groups that a profile has no room for."""


@sense.rule(
    "CPP-SENS-12",
    source="Factur-X 1.0, chapitre 5 ; EN 16931-1, BT-24",
    fr="Le profil « {profile} » n’existe pas : déclarez « urn:cen.eu:en16931:2017 », seul ou suivi de l’usage qui le "
    "précise, ou l’un des profils de Factur-X (minimum, basicwl, basic, extended).",
    en="The profile “{profile}” does not exist: declare “urn:cen.eu:en16931:2017”, alone or followed by the usage that "
    "narrows it, or one of the profiles of Factur-X (minimum, basicwl, basic, extended).",
    syntaxes=IN_FILES,
)
def profile_does_not_exist(invoice: Invoice) -> Findings:
    """Le profil dit au destinataire quelles règles la facture respecte ; un profil inconnu n’engage à rien. Une
    faute de frappe soustrairait la facture à la norme sans que personne le sache.

    Exemple : « urn:factur-x.eu:2p0:ultimate ».
    """
    if invoice.specification and not profiles.exists(invoice.specification):
        yield at("BT-24", profile=invoice.specification)


@sense.rule(
    "CPP-SENS-13",
    source="Factur-X 1.0, chapitre 5",
    fr="La facture déclare le profil {profile}, qui n’a pas de place pour ces données : un lecteur de ce profil ne les "
    "verra pas. Déclarez un profil plus riche.",
    en="The invoice declares the profile {profile}, which has no place for these data: a reader of that profile will "
    "not see them. Declare a richer profile.",
    severity=Severity.WARNING,
    syntaxes=IN_CII,
)
def content_above_the_profile(invoice: Invoice) -> Findings:
    """MINIMUM et BASIC WL ne portent pas de lignes, MINIMUM ni détail de la TVA ni paiement.

    Exemple : le profil MINIMUM et deux lignes de facture.
    """
    level = profiles.level_of(invoice.specification)
    for group in _MISSING.get(level.name, ()) if level else ():
        if getattr(invoice, _GROUPS[group]):
            yield at(group, profile=level.name if level else "")

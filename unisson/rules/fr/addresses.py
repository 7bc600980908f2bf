"""Electronic addresses of seller and buyer (BR-FR-12, 13, 21, 22)."""

from collections.abc import Callable

from unisson.kernel.findings import Findings
from unisson.rules.engine import at

from .filing import Filing, Spot, plain
from .places import BUYER_LEGAL, SELLER_LEGAL, siren_at, treated_b2b
from .ruleset import declare, names
from .tables import ADDRESS, SELF_BILLED

_BUYER_ADDRESS = Spot(ubl="/BUYER/cbc:EndpointID",
                      cii="/AGREEMENT/ram:BuyerTradeParty/ram:URIUniversalCommunication/ram:URIID")  # fmt: skip
_SELLER_ADDRESS = Spot(ubl="/SELLER/cbc:EndpointID",
                       cii="/AGREEMENT/ram:SellerTradeParty/ram:URIUniversalCommunication/ram:URIID")  # fmt: skip


def _address_missing(spot: Spot, term: str) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        address = spot.first(filing)
        # Spaces count as an address in CII.
        if not (address if filing.is_cii else plain(address)):
            yield at(term)

    return judge


def _address_apart(spot: Spot, term: str, legal: Spot, *, self_billed: bool) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        if not treated_b2b(filing) or filing.types.isdisjoint(SELF_BILLED) is self_billed:
            return
        address = spot.found(filing)
        # In CII any legal identifier counts, in UBL only a SIREN.
        siren = legal.first(filing) if filing.is_cii else siren_at(legal, filing)
        schemes = [one.get("schemeID") for one in address]
        written = spot.first(filing)
        if not written.startswith(siren) or ADDRESS not in schemes:
            yield at(term, written=written.strip(), siren=siren.strip(), scheme=schemes[0] if schemes else None)

    return judge


def _declare_addresses() -> None:
    for code, name, spot, term in (
        ("BR-FR-12_BT-49", "buyer_address_missing", _BUYER_ADDRESS, "BT-49"),
        ("BR-FR-13_BT-34", "seller_address_missing", _SELLER_ADDRESS, "BT-34"),
    ):
        french, english = names(term)
        declare(
            code,
            name,
            _address_missing(spot, term),
            fr=f"« {french} » ({term}) manque : indiquez l’adresse de facturation inscrite à l’annuaire de la réforme.",
            en=f"“{english}” ({term}) is missing: state the invoicing address of the directory of the reform.",
            explanation="Les plateformes de la réforme acheminent une facture par les adresses électroniques du "
            "vendeur et de l’acheteur.",
            example="une partie dont seule l’adresse postale est donnée.",
        )
    for code, name, spot, term, legal, self_billed, whose, of_whom in (
        ("BR-FR-21_BT-49", "buyer_address_apart_from_siren", _BUYER_ADDRESS, "BT-49", BUYER_LEGAL, False,
         "de l’acheteur", "buyer"),
        ("BR-FR-22_BT-34", "seller_address_apart_from_siren", _SELLER_ADDRESS, "BT-34", SELLER_LEGAL, True,
         "du vendeur", "seller"),
    ):  # fmt: skip
        kind = "une autofacture" if self_billed else "une facture"
        declare(
            code,
            name,
            _address_apart(spot, term, legal, self_billed=self_billed),
            fr=f"Entre entreprises françaises (note BAR : B2B), l’adresse électronique {whose} ({term}) doit commencer "
            f"par "
            "son SIREN « {siren} », sous le schéma 0225 ; elle s’écrit « {written} » sous le schéma {scheme} : "
            "corrigez-la.",
            en=f"Between French companies (note BAR: B2B), the electronic address of the {of_whom} ({term}) must start "
            "with its SIREN “{siren}”, under scheme 0225; it is written “{written}” under scheme {scheme}: correct it.",
            explanation=f"L’annuaire de la réforme range les adresses par SIREN ; {kind} est acheminée par celle "
            f"{whose}.",
            example="l’adresse 0009 d’un établissement au lieu de l’adresse 0225 de l’entreprise.",
        )


_declare_addresses()

"""Who is who: SIREN, SIRET and schemes of identifiers (BR-FR-09 to 11, CO-10, CO-14, CO-15)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from unisson.einvoice.cii import NAMESPACES as CII_NAMES
from unisson.einvoice.ubl import NAMESPACES as UBL_NAMES
from unisson.kernel.findings import Findings
from unisson.rules.en16931.codes import line_place
from unisson.rules.en16931.elements import clark, path_of
from unisson.rules.engine import at

from .filing import Filing, Spot, below, plain
from .places import BUYER_LEGAL, notes, siren_at, treated_b2b
from .ruleset import NOTHING, declare, names, rule
from .tables import SINGLE_TAXABLE, SIREN, SIRET

Identifier = tuple[str | None, str]
"""Scheme and text of an identifier, as written."""
_SIRET = re.compile(r"\d{14}").fullmatch
_SIREN = re.compile(r"\d{9}").fullmatch


@dataclass(frozen=True, kw_only=True)
class Role:
    """A party of the invoice: its term, its name in faults, where it stands, and where it does for its SIRET.

    `needs_siren`: its SIRET counts for nothing without its SIREN.
    """

    term: str
    name: str
    spot: Spot
    with_siret: Spot
    needs_siren: bool = False


def _role(term: str, name: str, ubl: str, cii: str, *, siret: str = "", needs_siren: bool = False) -> Role:
    return Role(term=term, name=name, spot=Spot(ubl=ubl, cii=cii), with_siret=Spot(ubl=siret or ubl, cii=cii),
                needs_siren=needs_siren)  # fmt: skip


_PLACE = "/LINE/cac:Delivery/cac:DeliveryLocation"
ROLES = (
    _role("BT-29", "seller", "/SELLER", "/AGREEMENT/ram:SellerTradeParty", needs_siren=True),
    _role("BT-46", "buyer", "/BUYER", "/AGREEMENT/ram:BuyerTradeParty", needs_siren=True),
    _role("BT-60", "payee", "/cac:PayeeParty", "/SETTLEMENT/ram:PayeeTradeParty"),
    _role("EXT-FR-FE-06", "buyer_agent", "/BUYER/cac:AgentParty", "/AGREEMENT/ram:BuyerAgentTradeParty"),
    _role("EXT-FR-FE-46", "payer", "/cac:PaymentMeans/cac:PaymentMandate/cac:PayerParty",
          "/SETTLEMENT/ram:PayerTradeParty"),
    _role("EXT-FR-FE-69", "sales_agent", "/SELLER/cac:AgentParty", "/AGREEMENT/ram:SalesAgentTradeParty"),
    _role("EXT-FR-FE-92", "invoicee", "/BUYER/PROVIDER", "/SETTLEMENT/ram:InvoiceeTradeParty"),
    _role("EXT-FR-FE-115", "invoicer", "/SELLER/PROVIDER", "/SETTLEMENT/ram:InvoicerTradeParty"),
    _role("BT-71", "delivery", "/cac:Delivery/cac:DeliveryLocation", "/DELIVERY/ram:ShipToTradeParty",
          siret="/cac:Delivery"),
    # In UBL the official rule looks for a SIRET in a place below the place, where the syntax has none.
    _role("EXT-FR-FE-146", "line_delivery", _PLACE, "/LINE/ram:SpecifiedLineTradeDelivery/ram:ShipToTradeParty"),
)  # fmt: skip

_GLOBAL_ID = clark("ram:GlobalID", CII_NAMES)
_IDENTIFICATION, _LOCATION, _ID = (
    clark(name, UBL_NAMES) for name in ("cac:PartyIdentification", "cac:DeliveryLocation", "cbc:ID")
)
_LEGAL = path_of("cac:PartyLegalEntity/cbc:CompanyID", UBL_NAMES), path_of(
    "ram:SpecifiedLegalOrganization/ram:ID", CII_NAMES
)  # fmt: skip
_LEGAL_OF_PLACE = path_of("cac:DeliveryParty/cac:PartyLegalEntity/cbc:CompanyID", UBL_NAMES)

Parties = dict[etree._Element, list[Identifier]]


def _identified(filing: Filing) -> Parties:
    """The identifiers of each party or place that gives some."""
    parties: Parties = {}
    if filing.is_cii:
        for one in filing.elements.get(_GLOBAL_ID, ()):
            _note(parties, one.getparent(), one)
        return parties
    for identification in filing.elements.get(_IDENTIFICATION, ()):
        for one in below(identification, _ID):
            _note(parties, identification.getparent(), one)
    for location in filing.elements.get(_LOCATION, ()):
        for one in below(location, _ID):
            _note(parties, location, one)
    return parties


def _note(parties: Parties, party: etree._Element | None, one: etree._Element) -> None:
    if party is not None:
        parties.setdefault(party, []).append((one.get("schemeID"), one.text or ""))


def _with_siret(filing: Filing) -> Parties:
    """The parties whose first SIRET is not their SIREN and five digits; a delivery gives that of its place."""
    wrong: Parties = {}
    seen: set[etree._Element] = set()
    for party, identifiers in filing.remember(_identified).items():
        siret = _of_scheme(identifiers, SIRET)
        is_place = party.tag == _LOCATION
        home = party.getparent() if is_place else party
        if siret is not None and home is not None and home not in seen:
            seen.add(home)
            path = _LEGAL_OF_PLACE if is_place else _LEGAL[filing.is_cii]
            siren = _of_scheme(identifiers_at(home, path), SIREN) or ""
            if not _SIRET(siret) or siret[:9] != siren:
                wrong[home] = [(SIRET, siret), (SIREN, siren)]
    return wrong


def _without_scheme(filing: Filing) -> Parties:
    return {
        party: identifiers
        for party, identifiers in filing.remember(_identified).items()
        if any(scheme is None for scheme, _ in identifiers)
    }


def _with_twin_schemes(filing: Filing) -> Parties:
    twins: Parties = {}
    for party, identifiers in filing.remember(_identified).items():
        if len(identifiers) > 1:
            schemes = [scheme for scheme, _ in identifiers if scheme is not None]
            twin = next((one for one in schemes if schemes.count(one) > 1), None)
            if twin is not None:
                twins[party] = [(twin, "")]
    return twins


def identifiers_at(element: etree._Element, path: tuple[str, ...]) -> list[Identifier]:
    """The identifiers at `path` below an element, with their schemes."""
    return [(one.get("schemeID"), one.text or "") for one in below(element, *path)]


def _of_scheme(identifiers: list[Identifier], wanted: str) -> str | None:
    return next((text for scheme, text in identifiers if scheme == wanted), None)


Judge = Callable[[Filing], Findings]


def _siret_apart(role: Role) -> Judge:
    def judge(filing: Filing) -> Findings:
        suspects = filing.remember(_with_siret)
        return _apart(role, suspects, filing) if suspects else NOTHING

    return judge


def _apart(role: Role, suspects: Parties, filing: Filing) -> Findings:
    for party in role.with_siret.found(filing):
        if party in suspects:
            (_, siret), (_, siren) = suspects[party]
            # Where the SIREN is not needed, the SIRET may stand alone.
            if siren or role.needs_siren or not _SIRET(siret):
                yield at(line_place(party) + role.term, siret=siret.strip(), siren=siren.strip())


def _unlisted(role: Role) -> Judge:
    def judge(filing: Filing) -> Findings:
        suspects = filing.remember(_without_scheme)
        return _found(role, suspects, filing) if suspects else NOTHING

    return judge


def _twice_listed(role: Role) -> Judge:
    def judge(filing: Filing) -> Findings:
        suspects = filing.remember(_with_twin_schemes)
        return _found(role, suspects, filing) if suspects else NOTHING

    return judge


def _found(role: Role, suspects: Parties, filing: Filing) -> Findings:
    for party in role.spot.found(filing):
        if party in suspects:
            scheme, text = next((one for one in suspects[party] if one[0] is None), suspects[party][0])
            yield at(line_place(party) + role.term, written=text.strip(), scheme=scheme)


def _declare_sirets() -> None:
    for role in ROLES:
        french, english = names(role.term)
        alone = "" if role.needs_siren else " (quand il est donné)"
        declare(
            f"BR-FR-09_{role.term}",
            f"{role.name}_siret_apart_from_siren",
            _siret_apart(role),
            fr=f"« {french} » ({role.term}) : le SIRET « {{siret}} » doit avoir 14 chiffres et commencer par le SIREN "
            "« {siren} » ; corrigez l’un ou l’autre.",
            en=f"“{english}” ({role.term}): the SIRET “{{siret}}” must have 14 digits and start with the SIREN "
            "“{siren}”; correct one or the other.",
            explanation=f"Un SIRET est le SIREN de l’entreprise{alone} suivi de 5 chiffres qui désignent "
            f"l’établissement.",
            example="le SIRET 21300202500012 sous le SIREN 538199597.",
        )


def _declare_schemes() -> None:
    for role in ROLES:
        french, english = names(role.term)
        declare(
            f"BR-FR-CO-10_{role.term}-1",
            f"{role.name}_identifier_without_scheme",
            _unlisted(role),
            fr=f"« {french} » ({role.term}) donne « {{written}} » sans dire de quel répertoire vient ce numéro : "
            f"ajoutez "
            "le schéma d’identification, par exemple 0009 pour un SIRET.",
            en=f"“{english}” ({role.term}) gives “{{written}}” without saying which register that number comes from: "
            "add its identification scheme, 0009 for a SIRET for instance.",
            explanation="Un numéro ne désigne une entreprise que si l’on sait de quel répertoire il vient.",
            example="« 53819959700013 » sans schéma.",
        )
        declare(
            f"BR-FR-CO-10_{role.term}-2",
            f"{role.name}_identifiers_of_one_scheme",
            _twice_listed(role),
            fr=f"« {french} » ({role.term}) donne plusieurs numéros du même schéma {{scheme}} : n’en gardez qu’un.",
            en=f"“{english}” ({role.term}) gives several numbers of the same scheme {{scheme}}: keep one only.",
            explanation="Deux numéros du même répertoire désigneraient deux entreprises.",
            example="deux SIRET pour la même partie.",
        )


_declare_sirets()

_SELLER_ENTITIES = Spot(
    ubl="SELLER/cac:PartyLegalEntity",
    cii="/AGREEMENT/ram:SellerTradeParty/ram:SpecifiedLegalOrganization",
)
_LEGAL_ID = path_of("cbc:CompanyID", UBL_NAMES), path_of("ram:ID", CII_NAMES)


@rule(
    "BR-FR-10_BT-30",
    fr="Le SIREN du vendeur (BT-30) manque ou s’écrit « {written} » : indiquez ses 9 chiffres, sous le schéma 0002.",
    en="The SIREN of the seller (BT-30) is missing or written “{written}”: state its 9 digits, under scheme 0002.",
)
def seller_siren_missing_or_wrong(filing: Filing) -> Findings:
    """La réforme reconnaît le vendeur à son SIREN : 9 chiffres, sous le schéma 0002.

    Exemple : un vendeur dont seul le numéro de TVA est donné.
    """
    entities = _SELLER_ENTITIES.found(filing)
    given = [_of_scheme(identifiers_at(one, _LEGAL_ID[filing.is_cii]), SIREN) for one in entities]
    if filing.is_cii:  # in CII the rule is judged once, in UBL for each legal entity that is stated
        given = [next((one for one in given if one is not None), None)]
    for siren in given:
        if siren is None or not _SIREN(plain(siren)):
            yield at("BT-30", written=(siren or "").strip())


@rule(
    "BR-FR-11_BT-47",
    fr="La facture est dite entre entreprises françaises (note BAR : B2B), et le SIREN de l’acheteur (BT-47) manque ou "
    "s’écrit « {written} » : indiquez ses 9 chiffres, sous le schéma 0002.",
    en="The invoice is said to be between French companies (note BAR: B2B), and the SIREN of the buyer (BT-47) is "
    "missing or written “{written}”: state its 9 digits, under scheme 0002.",
)
def buyer_siren_missing_or_wrong(filing: Filing) -> Findings:
    """Entre entreprises françaises, la plateforme trouve l’acheteur à son SIREN.

    Exemple : une note de sujet BAR qui dit B2B, et un acheteur sans SIREN.
    """
    if treated_b2b(filing):
        siren = siren_at(BUYER_LEGAL, filing)
        if not _SIREN(siren if filing.is_cii else plain(siren)):
            yield at("BT-47", written=siren.strip())


_declare_schemes()

_SELLER_IDENTIFIERS = Spot(
    ubl="/SELLER/cac:PartyIdentification/cbc:ID", cii="/AGREEMENT/ram:SellerTradeParty/ram:GlobalID"
)
_AGENTS = Spot(
    ubl="/cac:TaxRepresentativeParty/cac:PartyTaxScheme", cii="/AGREEMENT/ram:SellerTaxRepresentativeTradeParty"
)
_AGENT_NUMBERS = Spot(
    ubl="/cac:TaxRepresentativeParty/cac:PartyTaxScheme/cbc:CompanyID",
    cii="/AGREEMENT/ram:SellerTaxRepresentativeTradeParty/ram:SpecifiedTaxRegistration/ram:ID",
)
MEMBER = "MEMBRE_ASSUJETTI_UNIQUE"


def _is_member(filing: Filing) -> bool:
    """Whether the seller says that it is a member of a single taxable person."""
    if SINGLE_TAXABLE not in filing.remember(_schemes):
        return False
    return any(one.get("schemeID") == SINGLE_TAXABLE for one in _SELLER_IDENTIFIERS.found(filing))


def _schemes(filing: Filing) -> frozenset[str | None]:
    """The schemes of all identifiers of parties."""
    return frozenset(scheme for party in filing.remember(_identified).values() for scheme, _ in party)


@rule(
    "BR-FR-CO-14_BT-29-1",
    fr="Le vendeur est dit membre d’un assujetti unique (schéma 0231) : ajoutez une note de sujet TXD qui dit "
    "MEMBRE_ASSUJETTI_UNIQUE.",
    en="The seller is said to be a member of a single taxable person (scheme 0231): add a note of subject TXD that "
    "says MEMBRE_ASSUJETTI_UNIQUE.",
)
def member_without_mention(filing: Filing) -> Findings:
    """La facture d’un membre d’un assujetti unique le dit en toutes lettres dans la note de sujet TXD.

    Exemple : un vendeur qui donne un numéro de schéma 0231, sans cette note.
    """
    if _is_member(filing) and not any(MEMBER in one.txd for one in notes(filing)):
        yield at("BG-1/BT-22")


@rule(
    "BR-FR-CO-15_BT-29-1",
    fr="Le vendeur est dit membre d’un assujetti unique (schéma 0231) : indiquez l’assujetti unique comme représentant "
    "fiscal (BG-11), avec son numéro de TVA (BT-63).",
    en="The seller is said to be a member of a single taxable person (scheme 0231): state the single taxable person as "
    "tax representative (BG-11), with its VAT number (BT-63).",
)
def member_without_representative(filing: Filing) -> Findings:
    """L’assujetti unique doit la TVA de ses membres : la facture le nomme comme représentant fiscal.

    Exemple : un vendeur qui donne un numéro de schéma 0231, sans représentant fiscal.
    """
    if not _is_member(filing):
        return
    numbers = [one.text for one in _AGENT_NUMBERS.found(filing) if not filing.is_cii or one.get("schemeID") == "VA"]
    if not _AGENTS.found(filing) or not any(numbers):
        yield at("BG-11")

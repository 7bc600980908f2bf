"""Categories of VAT that France knows (BR-FR-15)."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from unisson.einvoice.cii import NAMESPACES as CII_NAMES
from unisson.einvoice.ubl import NAMESPACES as UBL_NAMES
from unisson.kernel.findings import Findings
from unisson.rules.en16931.codes import line_place
from unisson.rules.en16931.elements import clark, path_of
from unisson.rules.en16931.ruleset import CII, UBL
from unisson.rules.engine import at

from .filing import Filing, Spot, texts
from .ruleset import NOTHING, declare, names
from .tables import ISLANDS, VAT_CATEGORIES


@dataclass(frozen=True, kw_only=True)
class Home:
    """Where categories are said: the codes of its two rules in UBL and in CII, its name in faults, its term."""

    ubl: tuple[str, str]
    cii: tuple[str, str]
    name: str
    term: str
    spot: Spot


_LINE = "/LINE/ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax"
HOMES = (
    Home(
        ubl=("BR-FR-15_BT-95_BT-102-1", "BR-FR-15_BT-95_BT-102-2"),
        cii=("BR-FR-15_BT-95_BT-102", "BR-FR-15_BT-95_BT-102_LM"),
        name="allowance_or_charge",
        term="BT-95",
        spot=Spot(
            ubl="cac:AllowanceCharge/cac:TaxCategory",
            cii="/SETTLEMENT/ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax",
        ),
    ),
    Home(
        ubl=("BR-FR-15_BT-118-1", "BR-FR-15_BT-118-2"),
        cii=("BR-FR-15_BT-95_BT-118", "BR-FR-15_BT-95_BT-118_LM"),
        name="vat_row",
        term="BT-118",
        spot=Spot(ubl="cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", cii="/SETTLEMENT/ram:ApplicableTradeTax"),
    ),
    Home(
        ubl=("BR-FR-15_BT-151-1", "BR-FR-08_BT-151-2"),
        cii=("BR-FR-15_BT-95_BT-151", "BR-FR-15_BT-95_BT-151_LM"),
        name="line",
        term="BT-151",
        spot=Spot(ubl="cac:Item/cac:ClassifiedTaxCategory", cii=_LINE),
    ),
)
_CODES = clark("cbc:ID", UBL_NAMES), clark("ram:CategoryCode", CII_NAMES)
_STATUS = path_of("ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode", CII_NAMES)
_UNTAXED = frozenset({"GROUP", "INFORMATION"})
_PARENT = clark("ram:SpecifiedLineTradeSettlement", CII_NAMES)


_ELSEWHERE = frozenset(home.spot.paths[is_cii][0].tags[-1] for home in HOMES for is_cii in (False, True))
Suspects = list[tuple[etree._Element, str | None]]


def _suspects(filing: Filing) -> Suspects:
    """The elements that say a category France does not know, or none."""
    tag = _CODES[filing.is_cii]
    suspects: Suspects = []
    for home in _ELSEWHERE:
        for element in filing.elements.get(home, ()):
            code = next((one.text or "" for one in element if one.tag == tag), None)
            if code not in VAT_CATEGORIES and not _may_be_silent(element, code, filing):
                suspects.append((element, code))
    return suspects


def _unknown(home: Home) -> Callable[[Filing], Findings]:
    return lambda filing: _found(home, suspects, filing) if (suspects := filing.remember(_suspects)) else NOTHING


def _of_islands(home: Home) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        suspects = [one for one in filing.remember(_suspects) if one[1] in ISLANDS]
        return _found(home, suspects, filing) if suspects else NOTHING

    return judge


def _found(home: Home, suspects: Suspects, filing: Filing) -> Findings:
    paths = home.spot.paths[filing.is_cii]
    for element, code in suspects:
        if any(path.leads_to(element) for path in paths):
            yield at(line_place(element) + home.term, written=(code or "").strip())


def _may_be_silent(element: etree._Element, code: str | None, filing: Filing) -> bool:
    """A category that is not said is no wrong one in UBL; in CII only lines that group or inform may say none."""
    if code is not None:
        return False
    if not filing.is_cii:
        return True
    settlement = element.getparent()
    if settlement is None or settlement.tag != _PARENT:
        return False
    line = settlement.getparent()
    return line is not None and not _UNTAXED.isdisjoint(texts(line, *_STATUS))


def _declare() -> None:
    for home in HOMES:
        french, english = names(home.term)
        for (unknown, of_islands), syntaxes, suffix in ((home.cii, CII, ""), (home.ubl, UBL, "_in_ubl")):
            declare(
                unknown,
                f"{home.name}_category_not_french{suffix}",
                _unknown(home),
                fr=f"« {{written}} » n’est pas une catégorie de TVA admise pour « {french} » ({home.term}) : "
                f"choisissez S, "
                "E, AE, K, G, O ou Z.",
                en=f"“{{written}}” is no VAT category allowed for “{english}” ({home.term}): choose S, E, AE, K, G, O "
                f"or Z.",
                explanation="La réforme ne retient que les catégories de TVA qui ont un sens en France.",
                example="la catégorie B, de la TVA italienne scindée.",
                syntaxes=syntaxes,
            )
            declare(
                of_islands,
                f"{home.name}_category_of_islands{suffix}",
                _of_islands(home),
                fr=f"La catégorie {{written}} de « {french} » ({home.term}) est celle des Canaries, de Ceuta ou de "
                "Melilla : elle n’a pas cours en France, choisissez une autre catégorie.",
                en=f"The category {{written}} of “{english}” ({home.term}) is that of the Canary Islands, Ceuta or "
                "Melilla: it does not exist in France, choose another one.",
                explanation="Les catégories L et M sont celles d’impôts espagnols, l’IGIC et l’IPSI.",
                example="la catégorie L.",
                syntaxes=syntaxes,
            )


_declare()

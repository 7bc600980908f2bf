"""Invoices that hold several: those of several sellers, and those of two sides (BR-FR-MV and BR-FR-BD)."""

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from unisson.einvoice.cii import NAMESPACES as CII_NAMES
from unisson.einvoice.ubl import NAMESPACES as UBL_NAMES
from unisson.kernel.findings import Finding, Findings
from unisson.rules.en16931.elements import clark, path_of
from unisson.rules.en16931.ruleset import CII, UBL
from unisson.rules.engine import at

from .filing import SPACES, TYPE, Filing, Spot, below, plain, texts
from .places import BUYER_LEGAL, CURRENCY, NUMBER, SELLER_LEGAL
from .ruleset import STRUCTURED, declare, names, rule
from .sublines import (
    DETAIL,
    GROUP,
    INFORMATION,
    KIND_IN_CII,
    NUMBER_IN_CII,
    OBJECT,
    OBJECTS_IN_CII,
    SCHEME_IN_CII,
    SUB_FRAMEWORK,
    SUB_INVOICE,
    Subline,
    heads,
    sublines,
)
from .tables import SELF_BILLED, SEVERAL_SELLERS, SHARED, TWO_SIDED

CENT = Decimal("0.01")
_TRADES = Spot(cii="/TRADE")
_CII_STATUS = path_of("ram:AssociatedDocumentLineDocument/ram:LineStatusReasonCode", CII_NAMES)


@rule(
    "BR-FR-MV-01_EXT-FR-FE-163",
    fr="Dans une facture qui en réunit plusieurs, chaque ligne dit son sous-type (GROUP, DETAIL ou INFORMATION) : "
    "indiquez-le.",
    en="In an invoice that holds several, each line says its subtype (GROUP, DETAIL or INFORMATION): state it.",
)
def line_without_subtype(filing: Filing) -> Findings:
    """Le sous-type de ligne dit quelles lignes ouvrent une sous-facture et lesquelles la détaillent.

    Exemple : le cadre S8 et une ligne dont le sous-type est vide.
    """
    if filing.framework not in SHARED:
        return
    for line in sublines(filing):
        # In CII the official rule judges each subtype that is stated, in UBL each line.
        said = line.statuses if filing.is_cii else line.statuses[:1] or [""]
        for status in said:
            if not plain(status):
                yield at(line.place + "EXT-FR-FE-163")


def _of_trades(filing: Filing) -> int:
    """How often rules on the whole of the lines are judged: once for each transaction that a CII file states."""
    return len(_TRADES.found(filing)) if filing.is_cii else 1


@rule(
    "BR-FR-MV-02_EXT-FR-FE-163",
    fr="Une facture de plusieurs vendeurs (cadres B8, S8, M8) a au moins une ligne GROUP sans ligne parente, qui ouvre une "
    "sous-facture : ajoutez-la.",
    en="An invoice of several sellers (frameworks B8, S8, M8) has at least one GROUP line without a parent line, which opens "
    "a sub-invoice: add it.",
)
def sellers_without_group(filing: Filing) -> Findings:
    """Chaque vendeur a sa sous-facture, qu’une ligne GROUP ouvre.

    Exemple : le cadre S8 et des lignes toutes de sous-type DETAIL.
    """
    if filing.framework in SEVERAL_SELLERS and not heads(filing):
        for _ in range(_of_trades(filing)):
            yield at("BG-25")


@rule(
    "BR-FR-BD-02_EXT-FR-FE-163",
    fr="Une facture à deux faces (cadres B9, S9, M9) a exactement deux lignes GROUP sans ligne parente ; celle-ci en a "
    "{count} : corrigez-les.",
    en="A two-sided invoice (frameworks B9, S9, M9) has exactly two GROUP lines without a parent line; this one has {count}: "
    "correct them.",
)
def sides_without_two_groups(filing: Filing) -> Findings:
    """Une facture à deux faces réunit ce que chacune des deux parties doit à l’autre : une sous-facture pour chacune.

    Exemple : le cadre S9 et une seule ligne GROUP.
    """
    if filing.framework in TWO_SIDED and (count := len(heads(filing))) != 2:
        for _ in range(_of_trades(filing)):
            yield at("BG-25", count=count)


def _side_missing(legal: Spot, term: str) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        if filing.framework not in TWO_SIDED:
            return
        party = set(legal.texts(filing))
        if sum(1 for line in heads(filing) if not party.isdisjoint(line.legal)) != 1:
            for _ in range(_of_trades(filing)):
                yield at(term)

    return judge


def _declare_sides() -> None:
    for code, name, legal, term, whose, of_whom, syntaxes in (
        ("BR-FR-BD-02_BT-31", "side_of_seller_missing", SELLER_LEGAL, "BT-30", "du vendeur", "seller", CII),
        ("BR-FR-BD-02_BT-30", "side_of_seller_missing_in_ubl", SELLER_LEGAL, "BT-30", "du vendeur", "seller", UBL),
        ("BR-FR-BD-02_BT-47", "side_of_buyer_missing", BUYER_LEGAL, "BT-47", "de l’acheteur", "buyer", STRUCTURED),
    ):
        declare(
            code,
            name,
            _side_missing(legal, term),
            fr=f"Une facture à deux faces (cadres B9, S9, M9) a une ligne GROUP, et une seule, dont le vendeur porte "
            f"l’identifiant légal {whose} ({term}) : corrigez le vendeur des lignes.",
            en="A two-sided invoice (frameworks B9, S9, M9) has one GROUP line, and only one, whose seller has the legal "
            f"identifier of the {of_whom} ({term}): correct the sellers of the lines.",
            explanation="Chacune des deux parties est le vendeur de l’une des deux sous-factures.",
            example=f"le cadre S9, et aucune ligne GROUP au SIREN {whose}.",
            syntaxes=syntaxes,
        )


_declare_sides()


def _on_heads(is_missing: Callable[[Subline, Filing], bool], term: str) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        if filing.framework in SHARED:
            for line in heads(filing):
                if is_missing(line, filing):
                    yield at(line.place + term)

    return judge


def _blank(said: list[str]) -> bool:
    return not said or not plain(said[0])


_ACCOUNTING = Spot(ubl="cbc:TaxCurrencyCode", cii="/SETTLEMENT/ram:TaxCurrencyCode")


def _without_vat(line: Subline, filing: Filing) -> bool:
    return not plain(line.vat_in(CURRENCY.texts(filing)) or "")


def _without_accounting_vat(line: Subline, filing: Filing) -> bool:
    currencies = _ACCOUNTING.texts(filing)
    return bool(currencies) and (not any(currencies) or not plain(line.vat_in(currencies) or ""))


_OF_HEAD: tuple[tuple[str, str, Callable[[Subline, Filing], bool]], ...] = (
    ("EXT-FR-FE-164", "group_seller_name_missing_on_line", lambda line, filing: _blank(line.names)),
    ("EXT-FR-FE-167", "group_seller_identifier_missing_on_line", lambda line, filing: _blank(line.legal)),
    ("EXT-FR-FE-177", "group_seller_country_missing_on_line", lambda line, filing: _blank(line.countries)),
    ("EXT-FR-FE-181", "group_vat_missing_on_line", _without_vat),
    ("EXT-FR-FE-182", "group_accounting_vat_missing_on_line", _without_accounting_vat),
)


def _declare_heads() -> None:
    for term, name, is_missing in _OF_HEAD:
        french, english = names(term)
        declare(
            f"BR-FR-MV-03_{term}",
            name,
            _on_heads(is_missing, term),
            fr=f"La ligne GROUP qui ouvre une sous-facture doit dire « {french} » ({term}) : indiquez-le.",
            en=f"The GROUP line that opens a sub-invoice must say “{english}” ({term}): state it.",
            explanation="La ligne qui ouvre une sous-facture en dit le vendeur et les totaux, comme le ferait l’en-tête "
            "d’une facture.",
            example=f"le cadre S8 et une ligne GROUP sans « {french} ».",
        )


_declare_heads()


def _object_wrong(scheme: str) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        if filing.framework in SHARED:
            for line in heads(filing):
                if filing.is_cii:
                    yield from _objects_wrong_in_cii(line, scheme)
                elif _is_wrong(line.numbers if scheme == SUB_INVOICE else line.frameworks, scheme):
                    yield at(line.place + "BT-128", scheme=scheme)

    return judge


def _objects_wrong_in_cii(line: Subline, scheme: str) -> Iterator[Finding]:
    """In CII the official rule judges each object of the scheme that is stated."""
    for one in below(line.element, *OBJECTS_IN_CII):
        if scheme in texts(one, *SCHEME_IN_CII) and (
            OBJECT not in texts(one, *KIND_IN_CII) or _is_wrong(texts(one, *NUMBER_IN_CII), scheme)
        ):
            yield at(line.place + "BT-128", scheme=scheme)


def _is_wrong(said: list[str], scheme: str) -> bool:
    return _blank(said) or (scheme == SUB_FRAMEWORK and not SEVERAL_SELLERS.isdisjoint(said))


def _declare_objects() -> None:
    for scheme, name, fr, en, example in (
        (
            SUB_INVOICE,
            "group_number_missing_on_line",
            "La ligne GROUP qui ouvre une sous-facture en donne le numéro (BT-128, schéma {scheme}, type 130) : indiquez-le.",
            "The GROUP line that opens a sub-invoice gives its number (BT-128, scheme {scheme}, type 130): state it.",
            "un objet facturé de schéma AFL, vide.",
        ),
        (
            SUB_FRAMEWORK,
            "group_framework_missing_on_line",
            "La ligne GROUP qui ouvre une sous-facture en donne le cadre (BT-128, schéma {scheme}, type 130), autre que B8, "
            "S8 ou M8 : indiquez-le.",
            "The GROUP line that opens a sub-invoice gives its framework (BT-128, scheme {scheme}, type 130), other than "
            "B8, S8 or M8: state it.",
            "un objet facturé de schéma AVV qui dit S8.",
        ),
    ):
        declare(
            f"BR-FR-MV-03_BT-128_{scheme}",
            name,
            _object_wrong(scheme),
            fr=fr,
            en=en,
            explanation="Une sous-facture a son numéro et son cadre, comme toute facture.",
            example=example,
        )


_declare_objects()


def _decimal(said: str | None) -> Decimal | None:
    try:
        amount = Decimal((said or "").strip(SPACES))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def _floats(said: list[str]) -> float | None:
    """The sum, as the official rules reckon it; None when one of them cannot be read."""
    total = 0.0
    for text in said:
        amount = _decimal(text)
        if amount is None:
            return None
        total += float(amount)
    return total


@rule(
    "BR-FR-MV-05_EXT-FR-FE-BG-12",
    fr="Le montant net de la ligne GROUP, {net}, n’est pas la somme de ses {count} lignes, {total} : corrigez l’un ou "
    "l’autre (un centime d’écart par ligne est admis).",
    en="The net amount of the GROUP line, {net}, is not the sum of its {count} lines, {total}: correct one or the other "
    "(a difference of a cent for each line is allowed).",
)
def group_net_differs_from_lines(filing: Filing) -> Findings:
    """Le net d’une sous-facture est la somme des lignes qui la nomment comme parente, celles d’information exceptées.

    Exemple : une ligne GROUP de 100.00 dont les lignes font 90.00.
    """
    if filing.framework not in SHARED:
        return
    for head in heads(filing):
        said = [text for line in sublines(filing) if _counts_for(line, head) for text in line.net]
        net, total = _decimal(head.net[0] if head.net else None), _floats(said)
        if net is None or total is None or abs(float(net) - total) > 0.01 * len(said):
            shown = None if total is None else Decimal(str(round(total, 2)))
            yield at(head.place + "BT-131", net=net, total=shown, count=len(said))


def _counts_for(line: Subline, head: Subline) -> bool:
    ids = plain(head.ids[0]) if head.ids else ""
    return ids in line.parents and any(status != INFORMATION for status in line.statuses)


def _parent_values(line: Subline, filing: Filing, value: Callable[[Subline], str]) -> str:
    """What the parent of a line says."""
    parent = next((one for one in sublines(filing) if not set(one.ids).isdisjoint(line.parents)), None)
    return value(parent) if parent is not None else ""


def _legal_id(line: Subline) -> str:
    return plain(line.legal[0]) if line.legal else ""


def _number(line: Subline) -> str:
    return line.number


@rule(
    "BR-FR-MV-06_EXT-FR-FE-167",
    fr="Dans une facture qui en réunit plusieurs, chaque ligne donne l’identifiant légal de son vendeur, le même que celui "
    "de sa ligne parente ; celle-ci dit « {written} » et sa ligne parente « {parent} » : corrigez-le.",
    en="In an invoice that holds several, each line gives the legal identifier of its seller, the same as that of its parent "
    "line; this one says “{written}” and its parent line “{parent}”: correct it.",
)
def line_seller_missing_or_differs(filing: Filing) -> Findings:
    """Toutes les lignes d’une sous-facture sont du même vendeur, et chacune le dit.

    Exemple : une ligne DETAIL sans vendeur.
    """
    yield from _differing(filing, _legal_id, "EXT-FR-FE-167")


@rule(
    "BR-FR-MV-07_BT-128",
    fr="Dans une facture qui en réunit plusieurs, chaque ligne donne le numéro de sa sous-facture (BT-128, schéma AFL), le "
    "même que celui de sa ligne parente ; celle-ci dit « {written} » et sa ligne parente « {parent} » : corrigez-le.",
    en="In an invoice that holds several, each line gives the number of its sub-invoice (BT-128, scheme AFL), the same as "
    "that of its parent line; this one says “{written}” and its parent line “{parent}”: correct it.",
)
def line_number_missing_or_differs(filing: Filing) -> Findings:
    """Toutes les lignes d’une sous-facture portent son numéro.

    Exemple : une ligne DETAIL sans numéro de sous-facture.
    """
    yield from _differing(filing, _number, "BT-128")


def _differing(filing: Filing, value: Callable[[Subline], str], term: str) -> Iterator[Finding]:
    if filing.framework not in SHARED:
        return
    for line in sublines(filing):
        said = value(line)
        parent = _parent_values(line, filing, value) if line.parents else said
        if not said or said != parent:
            yield at(line.place + term, written=said, parent=parent)


@rule(
    "BR-FR-MV-08_BT-128",
    fr="Dans une facture qui en réunit plusieurs, le motif d’exonération d’une ligne DETAIL commence par le numéro de sa "
    "sous-facture entre dièses, ici #{number}# ; il dit « {written} » : corrigez-le.",
    en="In an invoice that holds several, the exemption reason of a DETAIL line starts with the number of its sub-invoice "
    "between hashes, here #{number}#; it says “{written}”: correct it.",
)
def line_reason_without_number(filing: Filing) -> Findings:
    """Le motif d’exonération rattache chaque ligne à la TVA de sa sous-facture.

    Exemple : le motif « #F-1# » sur une ligne de la sous-facture F-2.
    """
    if filing.framework not in SHARED:
        return
    for line in sublines(filing):
        reason = line.reasons[0] if line.reasons else ""
        if DETAIL in line.statuses and (not line.number or not reason.startswith(f"#{line.number}#")):
            yield at(line.place + "BT-128", number=line.number, written=reason.strip())


_ROWS = Spot(ubl="/cac:TaxTotal/cac:TaxSubtotal", cii="/SETTLEMENT/ram:ApplicableTradeTax")
_SCHEME = path_of("cac:TaxCategory/cac:TaxScheme/cbc:ID", UBL_NAMES), path_of("ram:TypeCode", CII_NAMES)
_REASON = path_of("cac:TaxCategory/cbc:TaxExemptionReason", UBL_NAMES), path_of("ram:ExemptionReason", CII_NAMES)
_TAX = path_of("cbc:TaxAmount", UBL_NAMES), path_of("ram:CalculatedAmount", CII_NAMES)
VAT = "VAT"


def _vat_of(number: str, filing: Filing) -> list[str]:
    """The VAT amounts of the rows whose reason starts with the number of a sub-invoice."""
    is_cii = filing.is_cii
    return [
        text
        for row in _ROWS.found(filing)
        if VAT in texts(row, *_SCHEME[is_cii]) and _reason(row, is_cii).startswith(f"#{number}#")
        for text in texts(row, *_TAX[is_cii])
    ]


def _reason(row: etree._Element, is_cii: bool) -> str:
    return next(iter(texts(row, *_REASON[is_cii])), "")


@rule(
    "BR-FR-MV-09_EXT-FR-FE-181",
    fr="La TVA de la ligne GROUP, {vat}, n’est pas celle des lignes de TVA dont le motif commence par le numéro de la "
    "sous-facture, {total} : corrigez l’une ou l’autre.",
    en="The VAT of the GROUP line, {vat}, is not that of the VAT rows whose reason starts with the number of the "
    "sub-invoice, {total}: correct one or the other.",
)
def group_vat_differs_from_rows(filing: Filing) -> Findings:
    """La ventilation de la TVA dit, pour chaque sous-facture, sa part : ensemble, ces parts font la TVA de la ligne GROUP.

    Exemple : une ligne GROUP de 20.00 de TVA dont la part dans la ventilation est de 10.00.
    """
    if filing.framework not in SHARED:
        return
    for head in heads(filing):
        vat, total = _decimal(head.vat_in(CURRENCY.texts(filing))), _floats(_vat_of(head.number, filing))
        if vat is None or total is None or abs(float(vat) - total) > 0.01:
            yield at(head.place + "EXT-FR-FE-181", vat=vat, total=None if total is None else Decimal(str(round(total, 2))))


@rule(
    "BR-FR-MV-10_EXT-FR-FE-184",
    fr="Le montant TTC de la ligne GROUP, {gross}, n’est pas son net {net} plus sa TVA {vat} : corrigez-le (un centime "
    "d’écart par ligne est admis).",
    en="The amount with VAT of the GROUP line, {gross}, is not its net amount {net} plus its VAT {vat}: correct it (a "
    "difference of a cent for each line is allowed).",
)
def group_gross_differs(filing: Filing) -> Findings:
    """Le TTC d’une sous-facture est son net plus sa TVA.

    Exemple : une ligne GROUP de 100.00, de 20.00 de TVA et de 125.00 TTC.
    """
    if filing.framework not in SHARED:
        return
    for head in heads(filing):
        if head.gross:
            said = (head.gross[0], head.net[0] if head.net else None, head.vat_in(CURRENCY.texts(filing)))
            gross, net, vat = map(_decimal, said)
            most = CENT * sum(1 for line in sublines(filing) if _details(line, head))
            if gross is None or net is None or vat is None or abs(gross - net - vat) > most:
                yield at(head.place + "EXT-FR-FE-184", gross=gross, net=net, vat=vat)


def _details(line: Subline, head: Subline) -> bool:
    return not set(head.ids).isdisjoint(line.parents) and not {DETAIL, GROUP}.isdisjoint(line.statuses)


@rule(
    "BR-FR-MV-11_BT-128",
    fr="La sous-facture du vendeur principal porte le numéro de la facture (BT-1), et une seule le porte ; celle-ci dit "
    "« {written} » : corrigez-le.",
    en="The sub-invoice of the main seller has the number of the invoice (BT-1), and only one has it; this one says "
    "“{written}”: correct it.",
)
def main_seller_number_differs(filing: Filing) -> Findings:
    """Le vendeur de l’en-tête (BT-30) a sa propre sous-facture, au numéro de la facture.

    Exemple : le cadre S8 et une sous-facture du vendeur principal au numéro F-2, dans la facture F-1.
    """
    if filing.framework not in SHARED:
        return
    seller, invoice = set(SELLER_LEGAL.texts(filing)), set(NUMBER.texts(filing))
    own = [line for line in heads(filing) if _is_of(line, seller, is_cii=filing.is_cii)]
    count = _numbered(own, invoice, is_cii=filing.is_cii)
    for line in own:
        if count == 1:
            continue
        if (line.number not in invoice) if count == 0 else (line.number in invoice):
            yield at(line.place + "BT-128", written=line.number)


def _is_of(line: Subline, seller: set[str], *, is_cii: bool) -> bool:
    return not seller.isdisjoint(line.legal if is_cii else map(plain, line.legal))


def _numbered(own: list[Subline], invoice: set[str], *, is_cii: bool) -> int:
    """How many of the lines have the number of the invoice: in CII each statement of it counts, in UBL each line."""
    if is_cii:
        return sum(1 for line in own for number in line.numbers if number in invoice)
    return len({line.place for line in own if not invoice.isdisjoint(line.numbers)})


_ISSUER_ID = clark("ram:IssuerAssignedID", CII_NAMES)
_REFERENCE = clark("cac:DocumentReference", UBL_NAMES)
_REFERENCE_KIND, _REFERENCE_ID = clark("cbc:DocumentTypeCode", UBL_NAMES), clark("cbc:ID", UBL_NAMES)


@rule(
    "BR-FR-MV-12_BT-128",
    fr="Deux sous-factures portent le même numéro (BT-128, schéma AFL) : donnez à chacune le sien.",
    en="Two sub-invoices have the same number (BT-128, scheme AFL): give each its own.",
)
def group_numbers_repeated(filing: Filing) -> Findings:
    """Une sous-facture se reconnaît à son numéro.

    Exemple : deux lignes GROUP au numéro F-2.
    """
    if filing.framework not in SHARED:
        return
    if filing.is_cii:
        numbers = filing.elements.get(_ISSUER_ID, [])
        opening = {one.element for one in heads(filing)}
        for trade in _TRADES.found(filing):
            if _repeats_in_cii(numbers, opening, trade):
                yield at("BG-25/BT-128")
    elif _repeats_in_ubl(filing):
        yield at("BG-25/BT-128")


def _repeats_in_cii(numbers: list[etree._Element], opening: set[etree._Element], trade: etree._Element) -> bool:
    """Whether a line that opens a sub-invoice gives a number that stands before it in the file, whatever it is there."""
    seen: set[str] = set()
    for number in numbers:
        text = number.text or ""
        if text in seen and _names_sub_invoice(number, opening, trade):
            return True
        seen.add(text)
    return False


def _names_sub_invoice(number: etree._Element, opening: set[etree._Element], trade: etree._Element) -> bool:
    document = number.getparent()
    if document is None or (document.tag, *_ancestors(document)[:1]) != (OBJECTS_IN_CII[1], OBJECTS_IN_CII[0]):
        return False
    line = next(iter([one for one in document.iterancestors() if one in opening]), None)
    return (
        line is not None
        and line.getparent() is trade
        and SUB_INVOICE in texts(document, *SCHEME_IN_CII)
        and OBJECT in texts(document, *KIND_IN_CII)
    )


def _ancestors(element: etree._Element) -> list[str]:
    return [str(one.tag) for one in element.iterancestors()]


def _repeats_in_ubl(filing: Filing) -> bool:
    opening = {one.element for one in heads(filing)}
    seen: set[str] = set()
    for reference in filing.elements.get(_REFERENCE, ()):
        if OBJECT in texts(reference, _REFERENCE_KIND):
            said = [one.text or "" for one in reference.iterchildren(_REFERENCE_ID) if one.get("schemeID") == SUB_INVOICE]
            for text in said:
                if text in seen and reference.getparent() in opening:
                    return True
                seen.add(text)
    return False


def _typed_by_buyer(filing: Filing) -> Findings:
    for element in TYPE.found(filing):
        written = element.text or ""
        # In CII spaces count.
        if not plain(written) or (written if filing.is_cii else plain(written)) in SELF_BILLED:
            yield at("BT-3", type=written.strip())


@rule(
    "BR-FR-MV-13_BT-3",
    fr="Une facture de plusieurs vendeurs (cadres B8, S8, M8) n’est pas une autofacture, et son type (BT-3) est « {type} » : "
    "choisissez un autre type, par exemple 380.",
    en="An invoice of several sellers (frameworks B8, S8, M8) is no self-billed invoice, and its type (BT-3) is “{type}”: "
    "choose another type, 380 for instance.",
)
def sellers_in_self_billed_invoice(filing: Filing) -> Findings:
    """L’un des vendeurs fait la facture pour les autres : elle n’est pas faite par l’acheteur.

    Exemple : le cadre S8 et le type 389.
    """
    if filing.framework in SEVERAL_SELLERS:
        yield from _typed_by_buyer(filing)


def _not_typed_by_buyer(filing: Filing) -> Findings:
    if filing.framework in TWO_SIDED:
        for element in TYPE.found(filing):
            if plain(element.text or "") not in SELF_BILLED:
                yield at("BT-3", type=(element.text or "").strip())


for _code, _name, _syntaxes in (
    ("BR-FR-BD-13_BT-3", "sides_not_in_self_billed_invoice", CII),
    ("BR-FR-MV-BD_BT-3", "sides_not_in_self_billed_invoice_in_ubl", UBL),
):
    declare(
        _code,
        _name,
        lambda filing: _not_typed_by_buyer(filing),
        fr="Une facture à deux faces (cadres B9, S9, M9) est une autofacture, et son type (BT-3) est « {type} » : choisissez "
        "389, 261, 471, 473, 500, 501 ou 502.",
        en="A two-sided invoice (frameworks B9, S9, M9) is self-billed, and its type (BT-3) is “{type}”: choose 389, 261, "
        "471, 473, 500, 501 or 502.",
        explanation="L’une des deux parties fait la facture pour les deux : pour l’autre, c’est une autofacture.",
        example="le cadre S9 et le type 380.",
        syntaxes=_syntaxes,
    )


_CORRECTING = frozenset({"384", "472", "381", "396", "503"})
_SELF_CORRECTING = frozenset({"261", "471", "473", "502"})


def _preceding_missing(
    frameworks: frozenset[str], kinds: frozenset[str], said: Callable[[Subline], list[str]], term: str
) -> Callable[[Filing], Findings]:
    def judge(filing: Filing) -> Findings:
        if filing.framework in frameworks and not kinds.isdisjoint(filing.types):
            for line in heads(filing):
                if not said(line):
                    yield at(line.place + term)

    return judge


def _declare_preceding() -> None:
    for family, name, frameworks, kinds in (
        ("MV", "sellers", SEVERAL_SELLERS, _CORRECTING),
        ("BD", "sides", TWO_SIDED, _SELF_CORRECTING),
    ):
        listed = ", ".join(sorted(frameworks))
        for term, part, said in (
            ("EXT-FR-FE-136", "number", _preceding),
            ("EXT-FR-FE-138", "day", _preceding_days),
        ):
            french, english = names(term)
            declare(
                f"BR-FR-{family}-14-{term}",
                f"{name}_preceding_{part}_missing_on_line",
                _preceding_missing(frameworks, kinds, said, term),
                fr=f"Dans un avoir ou une facture rectificative des cadres {listed}, la ligne GROUP nomme la facture "
                f"qu’elle corrige : indiquez « {french} » ({term}).",
                en=f"In a credit note or corrective invoice of the frameworks {listed}, the GROUP line names the invoice "
                f"that it corrects: state “{english}” ({term}).",
                explanation="Chaque sous-facture corrige une facture, dont elle donne le numéro et la date.",
                example="un avoir dont la ligne GROUP ne nomme aucune facture.",
            )


def _preceding(line: Subline) -> list[str]:
    return line.preceding


def _preceding_days(line: Subline) -> list[str]:
    return line.preceding_days


_declare_preceding()

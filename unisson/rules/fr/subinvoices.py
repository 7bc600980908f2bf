"""The sub-invoices of an invoice that holds several: their totals, their numbers, their sellers (BR-FR-MV-05 to 12)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from itertools import takewhile

from lxml import etree

from unisson.einvoice.cii import NAMESPACES as CII_NAMES
from unisson.einvoice.ubl import NAMESPACES as UBL_NAMES
from unisson.kernel.findings import Findings
from unisson.rules.en16931.elements import path_of
from unisson.rules.engine import at

from .filing import Filing, Spot, amount, plain, texts
from .places import CURRENCY, NUMBER, SELLER_LEGAL
from .ruleset import rule
from .sublines import DETAIL, GROUP, INFORMATION, Subline, heads, numbered, numbers_of, parent_of, sublines
from .tables import SHARED

CENT = Decimal("0.01")


def _floats(said: list[str]) -> float | None:
    """The sum, as the official rules reckon it; None when one of them cannot be read."""
    total = 0.0
    for text in said:
        number = amount(text)
        if number is None:
            return None
        total += float(number)
    return total


def _shown(total: float | None) -> Decimal | None:
    return None if total is None else amount(str(round(total, 2)))


@rule(
    "BR-FR-MV-05_EXT-FR-FE-BG-12",
    watches=SHARED,
    fr="Le montant net de la ligne GROUP, {net}, n’est pas la somme de ses {count} lignes, {total} : corrigez l’un ou "
    "l’autre (un centime d’écart par ligne est admis).",
    en="The net amount of the GROUP line, {net}, is not the sum of its {count} lines, {total}: correct one or the "
    "other (a difference of a cent for each line is allowed).",
)
def group_net_differs_from_lines(filing: Filing) -> Findings:
    """Le net d’une sous-facture est la somme des lignes qui la nomment comme parente, celles d’information exceptées.

    Exemple : une ligne GROUP de 100.00 dont les lignes font 90.00.
    """
    if filing.framework not in SHARED:
        return
    for head in heads(filing):
        total, count = filing.remember(_nets).get(plain(head.ids[0]) if head.ids else "", (0.0, 0))
        net = amount(head.net[0] if head.net else None)
        if net is None or total is None or abs(float(net) - total) > 0.01 * count:
            yield at(head.place + "BT-131", net=net, total=_shown(total), count=count)


def _nets(filing: Filing) -> dict[str, tuple[float | None, int]]:
    """What the net amount of a sub-invoice sums up, by the line that its lines name as parent: total and count."""
    said: dict[str, list[str]] = {}
    for line in sublines(filing):
        if any(status != INFORMATION for status in line.statuses):
            for parent in set(line.parents):
                said.setdefault(parent, []).extend(line.net)
    return {parent: (_floats(nets), len(nets)) for parent, nets in said.items()}


def _legal_id(line: Subline) -> str:
    return plain(line.legal[0]) if line.legal else ""


def _number(line: Subline) -> str:
    return line.number


@rule(
    "BR-FR-MV-06_EXT-FR-FE-167",
    watches=SHARED,
    fr="Dans une facture qui en réunit plusieurs, chaque ligne donne l’identifiant légal de son vendeur, le même que "
    "celui de sa ligne parente ; celle-ci dit « {written} » et sa ligne parente « {parent} » : corrigez-le.",
    en="In an invoice that holds several, each line gives the legal identifier of its seller, the same as that of its "
    "parent line; this one says “{written}” and its parent line “{parent}”: correct it.",
)
def line_seller_missing_or_differs(filing: Filing) -> Findings:
    """Toutes les lignes d’une sous-facture sont du même vendeur, et chacune le dit.

    Exemple : une ligne DETAIL sans vendeur.
    """
    yield from _differing(filing, _legal_id, "EXT-FR-FE-167")


@rule(
    "BR-FR-MV-07_BT-128",
    watches=SHARED,
    fr="Dans une facture qui en réunit plusieurs, chaque ligne donne le numéro de sa sous-facture (BT-128, schéma "
    "AFL), le même que celui de sa ligne parente ; celle-ci dit « {written} » et sa ligne parente « {parent} » : "
    "corrigez-le.",
    en="In an invoice that holds several, each line gives the number of its sub-invoice (BT-128, scheme AFL), the same "
    "as that of its parent line; this one says “{written}” and its parent line “{parent}”: correct it.",
)
def line_number_missing_or_differs(filing: Filing) -> Findings:
    """Toutes les lignes d’une sous-facture portent son numéro.

    Exemple : une ligne DETAIL sans numéro de sous-facture.
    """
    yield from _differing(filing, _number, "BT-128")


def _differing(filing: Filing, value: Callable[[Subline], str], term: str) -> Findings:
    if filing.framework not in SHARED:
        return
    for line in sublines(filing):
        said = value(line)
        home = parent_of(line, filing) if line.parents else line
        parent = value(home) if home is not None else ""
        if not said or said != parent:
            yield at(line.place + term, written=said, parent=parent)


@rule(
    "BR-FR-MV-08_BT-128",
    watches=SHARED,
    fr="Dans une facture qui en réunit plusieurs, le motif d’exonération d’une ligne DETAIL commence par le numéro de "
    "sa sous-facture entre dièses (« #{number}# ») ; il dit « {written} » : corrigez-le.",
    en="In an invoice that holds several, the exemption reason of a DETAIL line starts with the number of its "
    "sub-invoice between hashes, here #{number}#; it says “{written}”: correct it.",
)
def line_reason_without_number(filing: Filing) -> Findings:
    """Le motif d’exonération rattache chaque ligne à la TVA de sa sous-facture.

    Exemple : le motif « #F-1# » sur une ligne de la sous-facture F-2.
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


def _vat_totals(filing: Filing) -> dict[str, float | None]:
    """The VAT of each sub-invoice by its number, as the VAT rows state it."""
    rows = _rows(filing)
    return {number: _floats(_vat_of(number, rows)) for number in {head.number for head in heads(filing)}}


Row = tuple[str, int, list[str]]
"""The reason of a VAT row, its rank in the file, its amounts."""


def _vat_of(number: str, rows: list[Row]) -> list[str]:
    """The VAT amounts of the rows whose reason starts with the number of a sub-invoice, in the order of the file.

    A number may hold a hash itself, and so start the reason of another one: those that start alike follow one another.
    """
    start = f"#{number}#"
    first = bisect_left(rows, start, key=_reason)
    own = takewhile(lambda row: row[0].startswith(start), map(rows.__getitem__, range(first, len(rows))))
    return [text for _, _, amounts in sorted(own, key=_rank) for text in amounts]


def _reason(row: Row) -> str:
    return row[0]


def _rank(row: Row) -> int:
    return row[1]


def _rows(filing: Filing) -> list[Row]:
    """The VAT rows, sorted by their reasons."""
    is_cii = filing.is_cii
    return sorted(
        (next(iter(texts(row, *_REASON[is_cii])), ""), rank, texts(row, *_TAX[is_cii]))
        for rank, row in enumerate(_ROWS.found(filing))
        if VAT in texts(row, *_SCHEME[is_cii])
    )


@rule(
    "BR-FR-MV-09_EXT-FR-FE-181",
    watches=SHARED,
    fr="La TVA de la ligne GROUP, {vat}, n’est pas celle des lignes de TVA dont le motif commence par le numéro de la "
    "sous-facture, {total} : corrigez l’une ou l’autre.",
    en="The VAT of the GROUP line, {vat}, is not that of the VAT rows whose reason starts with the number of the "
    "sub-invoice, {total}: correct one or the other.",
)
def group_vat_differs_from_rows(filing: Filing) -> Findings:
    """La ventilation de la TVA dit, pour chaque sous-facture, sa part : ces parts font la TVA de la ligne GROUP.

    Exemple : une ligne GROUP de 20.00 de TVA dont la part dans la ventilation est de 10.00.
    """
    if filing.framework not in SHARED:
        return
    for head in heads(filing):
        vat, total = amount(head.vat_in(CURRENCY.texts(filing))), filing.remember(_vat_totals)[head.number]
        if vat is None or total is None or abs(float(vat) - total) > 0.01:
            yield at(head.place + "EXT-FR-FE-181", vat=vat, total=_shown(total))


@rule(
    "BR-FR-MV-10_EXT-FR-FE-184",
    watches=SHARED,
    fr="Le montant TTC de la ligne GROUP, {gross}, n’est pas son net {net} plus sa TVA {vat} : corrigez-le (un centime "
    "d’écart par ligne est admis).",
    en="The amount with VAT of the GROUP line, {gross}, is not its net amount {net} plus its VAT {vat}: correct it (a "
    "difference of a cent for each line is allowed).",
)
def group_gross_differs(filing: Filing) -> Findings:
    """Le TTC d’une sous-facture est son net plus sa TVA.

    Exemple : une ligne GROUP de 100.00, de 20.00 de TVA et de 125.00 TTC.
    """
    if filing.framework not in SHARED:
        return
    for head in heads(filing):
        if head.gross:
            said = (head.gross[0], head.net[0] if head.net else None, head.vat_in(CURRENCY.texts(filing)))
            gross, net, vat = map(amount, said)
            most = CENT * filing.remember(_lines_below).get(head.ids[0] if head.ids else "", 0)
            if gross is None or net is None or vat is None or abs(gross - net - vat) > most:
                yield at(head.place + "EXT-FR-FE-184", gross=gross, net=net, vat=vat)


def _lines_below(filing: Filing) -> Counter[str]:
    """How many lines of detail or group name each line as their parent."""
    counted = (line for line in sublines(filing) if not {DETAIL, GROUP}.isdisjoint(line.statuses))
    return Counter(parent for line in counted for parent in set(line.parents))


@rule(
    "BR-FR-MV-11_BT-128",
    watches=SHARED,
    fr="La sous-facture du vendeur principal porte le numéro de la facture (BT-1), et une seule le porte ; celle-ci "
    "dit « {written} » : corrigez-le.",
    en="The sub-invoice of the main seller has the number of the invoice (BT-1), and only one has it; this one says "
    "“{written}”: correct it.",
)
def main_seller_number_differs(filing: Filing) -> Findings:
    """Le vendeur de l’en-tête (BT-30) a sa propre sous-facture, au numéro de la facture.

    Exemple : le cadre S8 et une sous-facture du vendeur principal au numéro F-2, dans la facture F-1.
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


@rule(
    "BR-FR-MV-12_BT-128",
    watches=SHARED,
    fr="Deux sous-factures portent le même numéro (BT-128, schéma AFL) : donnez à chacune le sien.",
    en="Two sub-invoices have the same number (BT-128, scheme AFL): give each its own.",
)
def group_numbers_repeated(filing: Filing) -> Findings:
    """Une sous-facture se reconnaît à son numéro.

    Exemple : deux lignes GROUP au numéro F-2.
    """
    if filing.framework not in SHARED:
        return
    opening = {number for head in heads(filing) for number in numbers_of(head.element, is_cii=filing.is_cii)}
    seen: set[str] = set()
    repeated: dict[etree._Element | None, None] = {}
    for home, numbers in numbered(filing):
        repeated |= dict.fromkeys(home for number in numbers if number in opening and (number.text or "") in seen)
        seen.update(number.text or "" for number in numbers)
    for _ in repeated:
        yield at("BG-25/BT-128")

"""Amounts of the lines, and how amounts are written."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from unisson.einvoice.model import Invoice, Line
from unisson.kernel import money
from unisson.kernel.findings import Findings, Severity
from unisson.rules.arithmetic import HALF, ONE, differ, given, possible_nets
from unisson.rules.engine import Context, at

from .ruleset import IN_FILES, sense
from .tables import DECIMALS, WITHOUT_COINS, WITHOUT_DECIMALS

NOT_PRICED = frozenset({"GROUP", "INFORMATION"})
"""Lines of the EXTENDED profile that gather or comment on others."""
CAPPED = re.compile(r"BT-(?:9[23]|99|100|10[6-9]|11[0-7]|13[1367]|14[12])(?=\[|$)")
"""Terms whose decimals EN 16931 caps (BR-DEC)."""
_PLAIN = re.compile(r"[+-]?[0-9]*\.([0-9]+)")


def rounding(line: Line, currency: str | None) -> Decimal:
    """How far a line may be off: a cent, what rounding the price took away, half a unit where there are no coins."""
    off = HALF if currency in WITHOUT_COINS else money.TOLERANCE
    match given(line.quantity, line.price, line.price_base_quantity or ONE):
        case quantity, price, per:
            exponent = price.as_tuple().exponent
            if isinstance(exponent, int) and -DECIMALS - 2 <= exponent <= -DECIMALS:
                off += (quantity / per).copy_abs() * HALF.scaleb(exponent)
    return off


@sense.rule(
    "CPP-SENS-06",
    source="EN 16931-1, BT-131 = BT-129 × BT-146 / BT-149 - BT-136 + BT-141",
    fr="Ligne {line} : le montant HT ({declared}) n’est pas la quantité multipliée par le prix unitaire, remises et "
    "frais compris ({computed}) : corrigez la quantité, le prix, la remise ou le montant.",
    en="Line {line}: the amount without VAT ({declared}) is not the quantity times the unit price, discounts and "
    "charges included ({computed}): correct quantity, price, discount or amount.",
    severity=Severity.WARNING,
    syntaxes=IN_FILES,
)
def line_net_is_not_quantity_times_price(invoice: Invoice) -> Findings:
    """Un centime d’écart est admis, et ce que l’arrondi du prix a pu ôter. Aucune règle officielle ne fait ce calcul.

    Exemple : 3 × 100,00 sans remise, montant HT 350,00.
    """
    for rank, line in enumerate(invoice.lines, start=1):
        nets = possible_nets(line) if line.kind not in NOT_PRICED else ()
        match given(line.net):
            case (net,) if nets:
                off = rounding(line, invoice.currency)
                if all(differ(net, other, tolerance=off) for other in nets):
                    yield at(f"BG-25[{rank}]/BT-131", line=line.id or rank, declared=net, computed=nets[0])


@sense.rule(
    "CPP-SENS-09",
    source="EN 16931-1, 6.5.2 et BR-DEC-01 à BR-DEC-28",
    fr="Le montant « {text} » est écrit avec {decimals} décimales ; {limit} au plus sont admises, même nulles : "
    "réécrivez-le.",
    en="The amount “{text}” is written with {decimals} decimals; at most {limit} are allowed, even if they are zeros: "
    "rewrite it.",
    severity=Severity.WARNING,
    syntaxes=IN_FILES,
)
def amount_written_with_idle_decimals(invoice: Invoice, context: Context) -> Findings:
    """Les feuilles officielles comptent les décimales de la valeur ; des zéros de trop leur échappent.

    Exemple : « 0.000 » au lieu de « 0.00 ».
    """
    if invoice.specification:
        for place, text, decimals in _written(context.reading.raw):
            if len(decimals) > DECIMALS and not decimals[DECIMALS:].strip("0"):
                yield at(place, text=text, decimals=len(decimals), limit=DECIMALS)


@sense.rule(
    "CPP-SENS-10",
    source="ISO 4217",
    fr="Le montant « {text} » a des décimales, mais la devise {currency} n’en a pas : arrondissez-le, ou corrigez la "
    "devise.",
    en="The amount “{text}” has decimals, but the currency {currency} has none: round it, or correct the currency.",
    severity=Severity.WARNING,
    syntaxes=IN_FILES,
)
def amount_below_the_smallest_coin(invoice: Invoice, context: Context) -> Findings:
    """Le yen et le franc CFP n’ont pas de subdivision : un tel montant ne peut être payé.

    Exemple : 1 200,50 en XPF.
    """
    if invoice.currency in WITHOUT_DECIMALS:
        for place, text, decimals in _written(context.reading.raw):
            if decimals.strip("0") and not place.startswith("BT-111"):
                yield at(place, text=text, currency=invoice.currency)


def _written(raw: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each amount whose decimals are capped: its place, its text, its decimals."""
    for place, text in raw.items():
        if CAPPED.match(place.rpartition("/")[2]) and (match := _PLAIN.fullmatch(text)):
            yield place, text, match[1]

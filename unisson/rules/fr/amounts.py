"""Amounts, quantities, prices, rates: how they are written, and the rates of France (BR-FR-DEC-01 to 04, BR-FR-16)."""

import re

from unisson.rules.en16931.ruleset import UBL

from .filing import SPACES, Accepts, Family, Filing, Row, plain, same
from .ruleset import STRUCTURED, declare, declare_family, names, nothing
from .tables import MOST_DIGITS, MOST_PERCENT_DIGITS, TWO_SIDED, VAT_RATES


def _number(most: int, sign: str, *, digits: int = MOST_DIGITS) -> Accepts:
    """A number of at most `most` decimals; its characters are counted with the sign and without the point."""
    counted = rf"(?=[{SPACES}]*(?:[-\d]\.?){{1,{digits}}}[{SPACES}]*\Z)"
    usual = rf"{sign}\d{{1,{digits - most - 1}}}(?:\.\d{{1,{most}}})?"  # short enough without counting
    return re.compile(rf"{usual}|{counted}[{SPACES}]*{sign}\d+(?:\.\d{{1,{most}}})?[{SPACES}]*").fullmatch


_PART_UBL, _PART_CII = "cac:AllowanceCharge", "ram:SpecifiedTradeAllowanceCharge"
_LINE_CII = "/LINE/ram:SpecifiedLineTradeSettlement"


def _total(term: str, name: str, ubl: str, cii: str) -> Row:
    return Row(f"BR-FR-DEC-01_{term}", f"{name}_not_in_cents", term, f"cac:LegalMonetaryTotal/cbc:{ubl}",
               f"/SETTLEMENT/SUMMATION/ram:{cii}")  # fmt: skip


_AMOUNTS = (
    Row("BR-FR-DEC-01_BT-92_BT-99", "allowance_or_charge_not_in_cents", "BT-92|BT-99", f"/{_PART_UBL}/cbc:Amount",
        f"/SETTLEMENT/{_PART_CII}/ram:ActualAmount"),
    Row("BR-FR-DEC-01_BT-93_BT-100", "allowance_or_charge_base_not_in_cents", "BT-93|BT-100",
        f"/{_PART_UBL}/cbc:BaseAmount", f"/SETTLEMENT/{_PART_CII}/ram:BasisAmount"),
    _total("BT-106", "lines_total", "LineExtensionAmount", "LineTotalAmount"),
    _total("BT-107", "allowances_total", "AllowanceTotalAmount", "AllowanceTotalAmount"),
    _total("BT-108", "charges_total", "ChargeTotalAmount", "ChargeTotalAmount"),
    _total("BT-109", "net_total", "TaxExclusiveAmount", "TaxBasisTotalAmount"),
    Row("BR-FR-DEC-01_BT-110", "vat_total_not_in_cents", "BT-110", "cac:TaxTotal/cbc:TaxAmount",
        "/SETTLEMENT/SUMMATION/ram:TaxTotalAmount"),
    _total("BT-112", "gross_total", "TaxInclusiveAmount", "GrandTotalAmount"),
    _total("BT-113", "paid_amount", "PrepaidAmount", "TotalPrepaidAmount"),
    _total("BT-114", "rounding_amount", "PayableRoundingAmount", "RoundingAmount"),
    _total("BT-115", "amount_due", "PayableAmount", "DuePayableAmount"),
    Row("BR-FR-DEC-01_BT-116", "vat_base_not_in_cents", "BT-116", "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount",
        "/SETTLEMENT/ram:ApplicableTradeTax/ram:BasisAmount"),
    Row("BR-FR-DEC-01_BT-117", "vat_amount_not_in_cents", "BT-117", "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount",
        "/SETTLEMENT/ram:ApplicableTradeTax/ram:CalculatedAmount"),
    Row("BR-FR-DEC-01_BT-131", "line_net_not_in_cents", "BT-131", "/LINE/cbc:LineExtensionAmount",
        f"{_LINE_CII}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"),
    Row("BR-FR-DEC-01_BT-136_BT-141", "line_allowance_or_charge_not_in_cents", "BT-136|BT-141",
        f"/LINE/{_PART_UBL}/cbc:Amount", f"{_LINE_CII}/{_PART_CII}/ram:ActualAmount"),
    Row("BR-FR-DEC-01_BT-137_BT-142", "line_allowance_or_charge_base_not_in_cents", "BT-137|BT-142",
        f"/LINE/{_PART_UBL}/cbc:BaseAmount", f"{_LINE_CII}/{_PART_CII}/ram:BasisAmount"),
)  # fmt: skip
declare_family(
    _AMOUNTS,
    Family(_AMOUNTS, same(_number(2, "-?"))),
    fr="Le montant « <label> » (<term>) s’écrit « {written} » : écrivez-le en chiffres avec un point et 2 décimales au "
    "plus, en 19 caractères au plus sans le point.",
    en="The amount “<label>” (<term>) is written “{written}”: write it in digits with a point and at most 2 decimals, "
    "in at most 19 characters, point left out.",
    explanation="La réforme compte « <label> » au centime, en 19 caractères au plus, sans signe plus ni puissance de "
    "dix.",
    example="12.345, 12,50 ou +10.",
)

_QUANTITIES = (
    Row("BR-FR-DEC-02_BT-129", "quantity_too_fine", "BT-129", "/LINE/QUANTITY",
        "/LINE/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity"),
)  # fmt: skip
_PRICE_QUANTITIES = (
    Row("BR-FR-DEC-02_BT-149", "price_quantity_too_fine", "BT-149", "/LINE/cac:Price/cbc:BaseQuantity",
        "/LINE/ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice/ram:BasisQuantity"),
)  # fmt: skip


def _or_blank(accepts: Accepts) -> Accepts:
    """The official rules for UBL pass over prices and quantities that say nothing."""
    return lambda text: accepts(text) or not plain(text)


_QUANTITY = _number(4, "-?")
_QUANTITY_OR_BLANK = _or_blank(_QUANTITY)


def _declare_quantities() -> None:
    for rows, family in (
        (_QUANTITIES, Family(_QUANTITIES, same(_QUANTITY))),
        (
            _PRICE_QUANTITIES,
            Family(_PRICE_QUANTITIES, lambda filing: _QUANTITY if filing.is_cii else _QUANTITY_OR_BLANK),
        ),
    ):
        declare_family(
            rows,
            family,
            fr="La quantité « <label> » (<term>) s’écrit « {written} » : écrivez-la en chiffres avec un point et 4 "
            "décimales au plus, en 19 caractères au plus sans le point.",
            en="The quantity “<label>” (<term>) is written “{written}”: write it in digits with a point and at most 4 "
            "decimals, in at most 19 characters, point left out.",
            explanation="La réforme compte les quantités avec 4 décimales au plus, en 19 caractères au plus.",
            example="une quantité de 1.33333.",
        )


_declare_quantities()

_PRICE_CII = "/LINE/ram:SpecifiedLineTradeAgreement/ram:{}PriceProductTradePrice"
_PRICES = (
    Row("BR-FR-DEC-03_BT-146", "net_price_badly_written", "BT-146", "/LINE/cac:Price/cbc:PriceAmount",
        f"{_PRICE_CII.format('Net')}/ram:ChargeAmount"),
    Row("BR-FR-DEC-03_BT-147", "price_discount_badly_written", "BT-147",
        "/LINE/cac:Price/cac:AllowanceCharge/cbc:Amount",
        f"{_PRICE_CII.format('Gross')}/ram:AppliedTradeAllowanceCharge/ram:ActualAmount"),
    Row("BR-FR-DEC-03_BT-148", "gross_price_badly_written", "BT-148",
        "/LINE/cac:Price/cac:AllowanceCharge/cbc:BaseAmount", f"{_PRICE_CII.format('Gross')}/ram:ChargeAmount"),
)  # fmt: skip
_PRICE, _SIGNED_PRICE = _number(6, ""), _number(6, "-?")
_WAYS = {
    (True, False): _PRICE,
    (True, True): _SIGNED_PRICE,
    (False, False): _or_blank(_PRICE),
    (False, True): _or_blank(_SIGNED_PRICE),
}


def _price(filing: Filing) -> Accepts:
    """A price is never negative, but where one document holds what each of two parties owes the other."""
    return _WAYS[(filing.is_cii, filing.framework in TWO_SIDED)]


declare_family(
    _PRICES,
    Family(_PRICES, _price),
    fr="Le prix « <label> » (<term>) s’écrit « {written} » : écrivez-le en chiffres sans signe, avec un point et 6 "
    "décimales au plus, en 19 caractères au plus sans le point.",
    en="The price “<label>” (<term>) is written “{written}”: write it in digits without a sign, with a point and at "
    "most 6 decimals, in at most 19 characters, point left out.",
    explanation="La réforme compte les prix avec 6 décimales au plus, et sans signe : ce n’est jamais le prix qui est "
    "négatif, mais la quantité. Seuls les cadres B9, S9 et M9 admettent un prix négatif.",
    example="un prix de -10.00, ou de 0.1234567.",
)

_PART_RATE_CII = f"/SETTLEMENT/{_PART_CII}/ram:CategoryTradeTax/ram:RateApplicablePercent"
_ROW_RATE_CII = "/SETTLEMENT/ram:ApplicableTradeTax/ram:RateApplicablePercent"
_LINE_RATE_CII = f"{_LINE_CII}/ram:ApplicableTradeTax/ram:RateApplicablePercent"
_PART_RATE = f"{_PART_UBL}/cac:TaxCategory/cbc:Percent"
_ROW_RATE = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:Percent"

_PERCENTS = (
    Row("BR-FR-DEC-04_BT-96_BT-103", "allowance_or_charge_rate_too_fine", "BT-96|BT-103", _PART_RATE, _PART_RATE_CII),
    Row("BR-FR-DEC-04_BT-119", "vat_rate_too_fine", "BT-119", _ROW_RATE, _ROW_RATE_CII),
    Row("BR-FR-DEC-04_BT-152", "line_rate_too_fine", "BT-152", "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent",
        _LINE_RATE_CII),
)  # fmt: skip
declare_family(
    _PERCENTS,
    Family(_PERCENTS, same(_number(2, "", digits=MOST_PERCENT_DIGITS))),
    fr="Le taux « <label> » (<term>) s’écrit « {written} » : écrivez-le en chiffres sans signe, avec un point, 2 "
    "décimales au plus et 4 chiffres en tout.",
    en="The rate “<label>” (<term>) is written “{written}”: write it in digits without a sign, with a point, at most 2 "
    "decimals and 4 digits in all.",
    explanation="La réforme compte un taux de TVA en pour cent, avec 2 décimales au plus et 4 chiffres en tout.",
    example="20 %, ou 5.500.",
)

_RATES = (
    Row("BR-FR-16_BT-96_BT-103", "allowance_or_charge_rate_not_french", "BT-96|BT-103", "", _PART_RATE_CII),
    Row("BR-FR-16_BT-96", "allowance_or_charge_rate_not_french_in_ubl", "BT-96|BT-103", _PART_RATE),
    Row("BR-FR-16_BT-119", "vat_rate_not_french", "BT-119", _ROW_RATE, _ROW_RATE_CII),
    Row("BR-FR-16_BT-152", "line_rate_not_french", "BT-152",
        "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory/cbc:Percent", _LINE_RATE_CII),
)  # fmt: skip
_RATES_OR_BLANK = VAT_RATES | {""}
declare_family(
    _RATES,
    # An empty rate counts as none in CII, and as an unknown one in UBL.
    Family(_RATES, lambda filing: (_RATES_OR_BLANK if filing.is_cii else VAT_RATES).__contains__),
    fr="« {written} » n’est pas un taux de TVA français pour « <label> » (<term>) : écrivez le taux en pour cent, sans "
    "le signe du pour cent, par exemple 20, 10, 5.5 ou 2.1.",
    en="“{written}” is no French VAT rate for “<label>” (<term>): write the rate in per cent, without the per cent "
    "sign, 20, 10, 5.5 or 2.1 for instance.",
    explanation="La réforme n’admet que les taux que la France connaît ou a connus, écrits avec 2 décimales au plus.",
    example="un taux de 19, qui est allemand, ou écrit 20.000.",
)

HIDDEN = (
    ("BR-FR-16_BT-103", "charge_rate_not_french", "BT-103", "BR-FR-16_BT-96", UBL),
    ("BR-FR-DEC-01_BT-111", "accounting_vat_total_not_in_cents", "BT-111", "BR-FR-DEC-01_BT-110", STRUCTURED),
)
"""Rules that the official sheets declare behind another one of the same elements, which hides them: they never fire."""


def _declare_hidden() -> None:
    for code, name, term, other, syntaxes in HIDDEN:
        french, english = names(term)
        declare(
            code,
            name,
            nothing(),
            fr=f"« {french} » ({term}) est jugé par la règle {other} : corrigez ce qu’elle signale.",
            en=f"“{english}” ({term}) is judged by the rule {other}: correct what that one reports.",
            explanation=f"Les feuilles officielles déclarent cette règle derrière {other}, qui juge les mêmes éléments "
            f"et "
            "la cache : elle ne se déclenche jamais.",
            example=f"la faute est signalée sous {other}.",
            syntaxes=syntaxes,
        )


_declare_hidden()

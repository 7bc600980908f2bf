"""The truth of one random invoice: parties, references, amounts that add up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from . import invented, numbering

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
NO_VAT = {"solo": 0.2, "association": 0.2, "foreign": 0.5}
"""How often each of these charges VAT."""
CURRENCIES = {"CH": "CHF", "GB": "GBP"}
RATES = (["20"], ["20", "10"], ["20", "5.5"], ["10"], ["20", "10", "5.5"])
RATES_OF = {"foreign": (["19"], ["19", "7"], ["8.1"]), "hotel": (["10"], ["10", "20"], ["10", "20"])}


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who sends, or who pays."""

    name: str
    siret: str
    """Empty for a seller from abroad."""
    vat_number: str
    street: str
    postcode: str
    town: str
    office: str = ""
    form: str = ""
    capital: int = 0
    country: str = "FR"

    @property
    def siren(self) -> str:
        return self.siret[:9]


@dataclass(frozen=True, kw_only=True)
class Line:
    designation: str
    code: str
    quantity: Decimal
    unit: str
    price: Decimal
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class VatRow:
    rate: Decimal
    base: Decimal
    vat: Decimal


@dataclass(frozen=True, kw_only=True)
class Money:
    """Amounts are positive, those of a credit note too."""

    lines: Sequence[Line]
    vat_rows: Sequence[VatRow]
    """Empty without VAT."""
    lines_total: Decimal
    discount: Decimal
    """Taken off before VAT."""
    paid: Decimal

    @property
    def net(self) -> Decimal:
        return self.lines_total - self.discount

    @property
    def vat(self) -> Decimal:
        return sum((row.vat for row in self.vat_rows), ZERO)

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat

    @property
    def due(self) -> Decimal:
        return self.gross - self.paid


@dataclass(frozen=True, kw_only=True)
class InvoiceFacts(Money):
    """Empty text is a fact this invoice does not have."""

    number: str
    issue_date: date
    due_date: date | None
    type: str
    """380 invoice, 381 credit note, 386 deposit."""
    currency: str
    trade: str
    seller: Party
    buyer: Party
    service_code: str
    commitment: str
    contract: str
    iban: str
    bic: str
    preceding: str


def made(
    rng: Random,
    *,
    language: str = "fr",
    trade: str = "",
    kind: str = "",
    taxed: bool | None = None,
    lines: tuple[int, int] = (1, 6),
    paid: bool | None = None,
) -> InvoiceFacts:
    """An invoice. What is not asked for is drawn; `paid`: whether something has been paid already."""
    abroad = language != "fr" and not trade and rng.random() < 0.65
    trade = trade or rng.choices(["goods", "services", "works", "law", "solo", "association"], [5, 6, 2, 1, 2, 1])[0]
    trade = "foreign" if abroad else trade
    kind = kind or rng.choices(["380", "381", "386"], [80, 12, 8])[0]
    taxed = rng.random() < NO_VAT.get(trade, 0.96) if taxed is None else taxed
    paid = kind == "380" and rng.random() < 0.18 if paid is None else paid
    rows = _lines(rng, trade, language, taxed=taxed, count=rng.randint(*lines))
    money = _money(rng, trade, rows, taxed=taxed, paid=paid)
    issued = date(2023, 9, 1) + timedelta(days=rng.randrange(1000))
    seller_is = foreigner(rng, language) if abroad else seller(rng, trade)
    account = numbering.iban(rng, seller_is.country) if rng.random() < 0.8 else ""
    return InvoiceFacts(
        number=numbering.invoice(rng, issued),
        issue_date=issued,
        due_date=issued + timedelta(days=rng.choice([15, 30, 30, 30, 45, 60])) if rng.random() < 0.75 else None,
        type=kind,
        currency=CURRENCIES.get(seller_is.country, "EUR"),
        trade=trade,
        seller=seller_is,
        buyer=buyer(rng),
        service_code=numbering.service(rng) if rng.random() < 0.6 else "",
        commitment=numbering.commitment(rng, issued) if rng.random() < 0.75 else "",
        contract=numbering.contract(rng, issued) if rng.random() < 0.35 else "",
        iban=account,
        bic=rng.choice(numbering.BICS[seller_is.country]),
        preceding=numbering.invoice(rng, issued - timedelta(days=60)),
        **vars(money),
    )


def _money(rng: Random, trade: str, rows: Sequence[Line], *, taxed: bool, paid: bool) -> Money:
    total = sum((row.amount for row in rows), ZERO)
    discount = _discount(rng, rows, total)
    money = Money(
        lines=rows,
        vat_rows=_vat_rows(rows, discount) if taxed else (),
        lines_total=total,
        discount=discount,
        paid=ZERO,
    )
    shares = {"hotel": ["1", "0.3"], "works": ["0.05", "0.3"]}.get(trade, ["0.3", "0.5", "0.2"])
    share = Decimal(rng.choice(shares))
    return replace(money, paid=cents(money.gross * share)) if paid else money


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def seller(rng: Random, trade: str) -> Party:
    siren = numbering.siren(rng, str(rng.choice([3, 4, 5, 7, 8, 9])))
    place = invented.town(rng)
    company = trade not in ("solo", "association", "law")
    return Party(
        name=rng.choice(invented.TRADES[trade]),
        siret=numbering.siret(rng, siren),
        vat_number=numbering.french_vat(siren),
        street=invented.street(rng),
        postcode=numbering.postcode(rng),
        town=place,
        form=rng.choice(invented.FORMS) if company else "",
        capital=rng.choice([1000, 5000, 7622, 8000, 10000, 50000, 150000, 1250000]) if company else 0,
    )


def foreigner(rng: Random, language: str) -> Party:
    """A seller from abroad: no SIRET."""
    country = rng.choice({"en": ["GB", "IE", "CH"], "de": ["DE", "AT", "CH"]}[language])
    return Party(
        name=rng.choice(invented.ABROAD[language]),
        siret="",
        vat_number=numbering.foreign_vat(rng, country),
        street=rng.choice(invented.STREETS_ABROAD[language]),
        postcode=str(rng.randint(1000, 99999)),
        town=rng.choice(invented.TOWNS_ABROAD[language]),
        country=country,
    )


def buyer(rng: Random) -> Party:
    name, place = invented.body(rng)
    siren = numbering.siren(rng, rng.choice(["1", "20", "21", "21", "21", "22", "24", "26"]))
    return Party(
        name=name,
        siret=numbering.siret(rng, siren),
        vat_number=numbering.french_vat(siren),
        street=invented.street(rng),
        postcode=numbering.postcode(rng),
        town=place,
        office=rng.choice(invented.OFFICES) if rng.random() < 0.5 else "",
    )


def _lines(rng: Random, trade: str, language: str, *, taxed: bool, count: int) -> tuple[Line, ...]:
    goods = invented.goods_of(trade, language)
    rates = rng.choice(RATES_OF[trade]) if trade in RATES_OF else rng.choices(RATES, [70, 10, 10, 5, 5])[0]
    rows = []
    for index in range(count):
        good, quantity = rng.choice(goods), rng.choice(invented.QUANTITIES)
        whole = rng.random() < 0.4
        price = Decimal(rng.randint(good.low, good.high)) + (0 if whole else Decimal(rng.randrange(100)) / 100)
        if good.unit in invented.BULK:
            quantity = Decimal(rng.randint(40, 4200))
        rate = Decimal(rates[index % len(rates)]) if taxed else ZERO
        code = rng.choice(["AR", "REF", "P", "4", ""]) + str(rng.randint(1000, 99999))
        rows.append(Line(
            designation=good.name, code=code, quantity=quantity, unit=good.unit, price=cents(price), rate=rate,
            amount=cents(quantity * price),
        ))  # fmt: skip
    return tuple(rows)


def _discount(rng: Random, rows: Sequence[Line], total: Decimal) -> Decimal:
    """Only where one rate bears it, as a supplier who works by hand would."""
    if rng.random() > 0.12 or len({row.rate for row in rows}) > 1:
        return ZERO
    return cents(total * rng.choice([Decimal("0.05"), Decimal("0.1"), Decimal("0.03")]))


def _vat_rows(rows: Sequence[Line], discount: Decimal) -> tuple[VatRow, ...]:
    bases: dict[Decimal, Decimal] = {}
    for row in rows:
        bases[row.rate] = bases.get(row.rate, ZERO) + row.amount
    return tuple(
        VatRow(rate=rate, base=base - discount, vat=cents((base - discount) * rate / 100))
        for rate, base in sorted(bases.items(), reverse=True)
    )

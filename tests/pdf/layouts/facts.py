"""The truth of one random invoice: parties, references, amounts that add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from . import invented, numbering

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


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
class InvoiceFacts:
    """Amounts are positive, those of a credit note too; empty text is a fact this invoice does not have."""

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
    lines: Sequence[Line]
    vat_rows: Sequence[VatRow]
    """Empty without VAT."""
    lines_total: Decimal
    discount: Decimal
    """Taken off before VAT."""
    net: Decimal
    vat: Decimal
    gross: Decimal
    paid: Decimal

    @property
    def due(self) -> Decimal:
        return self.gross - self.paid


def made(
    rng: Random, *, trade: str = "", kind: str = "", taxed: bool | None = None, lines: tuple[int, int] = (1, 6)
) -> InvoiceFacts:
    """An invoice. What is not asked for is drawn."""
    trade = trade or rng.choices(["goods", "services", "works", "law", "solo", "association"], [5, 6, 2, 1, 2, 1])[0]
    kind = kind or rng.choices(["380", "381", "386"], [80, 12, 8])[0]
    taxed = rng.random() < (0.2 if trade in ("solo", "association") else 0.96) if taxed is None else taxed
    rows = _lines(rng, trade, taxed=taxed, count=rng.randint(*lines))
    lines_total = sum((row.amount for row in rows), ZERO)
    discount = _discount(rng, rows, lines_total)
    vat_rows = _vat_rows(rows, discount) if taxed else ()
    vat = sum((row.vat for row in vat_rows), ZERO)
    net = lines_total - discount
    issued = date(2023, 9, 1) + timedelta(days=rng.randrange(1000))
    has_paid = kind == "380" and rng.random() < 0.18
    return InvoiceFacts(
        number=numbering.invoice(rng, issued),
        issue_date=issued,
        due_date=issued + timedelta(days=rng.choice([15, 30, 30, 30, 45, 60])) if rng.random() < 0.75 else None,
        type=kind,
        currency="EUR",
        trade=trade,
        seller=seller(rng, trade),
        buyer=buyer(rng),
        service_code=numbering.service(rng) if rng.random() < 0.6 else "",
        commitment=numbering.commitment(rng, issued) if rng.random() < 0.75 else "",
        contract=numbering.contract(rng, issued) if rng.random() < 0.35 else "",
        iban=numbering.french_iban(rng) if rng.random() < 0.8 else "",
        bic=rng.choice(["AGRIFRPP842", "CMCIFR2A", "BNPAFRPPXXX", "SOGEFRPP", "CEPAFRPP131", "PSSTFRPPMAR"]),
        preceding=numbering.invoice(rng, issued - timedelta(days=60)),
        lines=rows,
        vat_rows=vat_rows,
        lines_total=lines_total,
        discount=discount,
        net=net,
        vat=vat,
        gross=net + vat,
        paid=cents((net + vat) * rng.choice([Decimal("0.3"), Decimal("0.5"), Decimal("0.2")])) if has_paid else ZERO,
    )


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


def _lines(rng: Random, trade: str, *, taxed: bool, count: int) -> tuple[Line, ...]:
    goods = invented.goods_of(trade)
    rates = rng.choices([["20"], ["20", "10"], ["20", "5.5"], ["10"], ["20", "10", "5.5"]], [70, 10, 10, 5, 5])[0]
    rows = []
    for index in range(count):
        good, quantity = rng.choice(goods), rng.choice(invented.QUANTITIES)
        whole = rng.random() < 0.4
        price = Decimal(rng.randint(good.low, good.high)) + (0 if whole else Decimal(rng.randrange(100)) / 100)
        if trade == "energy" and good.unit in ("kWh", "m3", "m²"):
            quantity = Decimal(rng.randint(80, 4200))
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

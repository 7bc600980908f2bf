from datetime import date
from decimal import Decimal

from unisson.einvoice.model import (
    Account,
    Address,
    AllowanceCharge,
    Identifier,
    Invoice,
    Line,
    Note,
    Party,
    Payment,
    Period,
    PrecedingInvoice,
    Totals,
    VatLine,
)
from unisson.pdf import readable, typeset

from .test_typeset import text_of

_INVOICE = Invoice(
    number="FA-2026-0101",
    type_code="380",
    issue_date=date(2026, 10, 1),
    currency="EUR",
    framework="A1",
    period=Period(start=date(2026, 9, 1), end=date(2026, 9, 30)),
    order_reference="EJ-2026-00417",
    seller=Party(
        name="SAFE STYLE",
        identifiers=(Identifier(value="53819959700013", scheme="0009"),),
        address=Address(line1="12 rue de l’Exemple", postcode="75000", city="Paris", country="FR"),
    ),
    buyer=Party(name="Mairie du 7e arrondissement"),
    payment=Payment(means_code="30", accounts=(Account(iban="FR7630006000011234567890189"),)),
    lines=(
        Line(
            id="1",
            name="Installation",
            quantity=Decimal("1.50"),
            unit="HUR",
            price=Decimal("40.125"),
            vat_category="S",
            vat_rate=Decimal("20.00"),
            net=Decimal("60.19"),
        ),
    ),
    vat_lines=(VatLine(category="S", rate=Decimal("20"), base=Decimal("60.19"), amount=Decimal("12.04")),),
    totals=Totals(net=Decimal("60.19"), vat=Decimal("12.04"), gross=Decimal("72.23"), due=Decimal("72.23")),
    notes=(Note(text="Merci de votre confiance."),),
)


def _shown(invoice: Invoice) -> str:
    text = text_of(typeset.render("invoice", readable.values(invoice)))
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_says_what_the_invoice_says() -> None:
    text = _shown(_INVOICE)
    for expected in (
        "Facture n° FA-2026-0101",
        "1er octobre 2026",
        "Du 1er septembre 2026 au 30 septembre 2026",
        "A1 : Dépôt par un fournisseur d’une facture",
        "538 199 597 00013",
        "EJ-2026-00417",
        "1,5 h",
        "40,125",
        "20 %",
        "Montant à payer 72,23 EUR",
        "Virement",
        "Merci de votre confiance.",
    ):
        assert expected in text


def test_leaves_out_what_the_invoice_does_not_say() -> None:
    text = _shown(Invoice())
    assert text.startswith("Unisson Facture")
    for absent in ("Références", "Lignes", "Totaux", "Paiement", "Notes", "None"):
        assert absent not in text


def test_is_pdf_a() -> None:
    assert b"pdfaid:part>2<" in typeset.render("invoice", readable.values(_INVOICE))


def test_a_credit_note_names_itself_and_its_origin() -> None:
    credit = Invoice(
        number="AV-1",
        type_code="381",
        preceding=(PrecedingInvoice(number="FA-2026-0101", issue_date=date(2026, 10, 1)),),
        allowances_charges=(AllowanceCharge(charge=False, amount=Decimal("5"), reason="Geste commercial"),),
    )
    text = _shown(credit)
    assert "Avoir n° AV-1" in text
    assert "FA-2026-0101 du 1er octobre 2026" in text
    assert "Remise — Geste commercial -5,00" in text


def test_a_discount_names_the_vat_that_it_comes_off() -> None:
    off = (("S", "20"), ("S", "5.5"), ("E", "0"))
    parts = tuple(
        AllowanceCharge(charge=False, amount=Decimal(5), vat_category=category, vat_rate=Decimal(rate), reason="Geste")
        for category, rate in off
    )
    text = _shown(Invoice(number="1", allowances_charges=parts))
    for named in ("TVA 20 %", "TVA 5,5 %", "Exonérée"):
        assert f"Remise ({named}) — Geste -5,00" in text


def test_vat_in_the_accounting_currency_stands_beside_the_other() -> None:
    totals = Totals(vat=Decimal(300), vat_accounting=Decimal("258.62"))
    text = _shown(Invoice(number="1", currency="USD", vat_currency="EUR", totals=totals))
    assert "Montant TVA en EUR 258,62" in text


def test_many_lines_and_long_words_stay_on_their_pages() -> None:
    lines = tuple(Line(id=str(number), name="x" * 200, net=Decimal(number)) for number in range(120))
    text = _shown(Invoice(number="1", lines=lines))
    assert text.count("Désignation") > 1
    assert "119,00" in text
